"""Page kit: base layout, tokens, parts, htmx, template tags."""
