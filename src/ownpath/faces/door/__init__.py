"""Where everyone comes in: sign-in, language, the way to one's own first page."""
