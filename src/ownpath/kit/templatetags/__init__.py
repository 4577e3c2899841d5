"""Template tags of the page kit; they are template builtins, so no page loads them."""
