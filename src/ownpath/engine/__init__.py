"""How we reckon: pure functions on arrays and small dataclasses; no Django, no files, no clock, no hidden chance."""
