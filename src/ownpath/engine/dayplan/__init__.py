"""A day for every student of a campus at once: who is where with whom doing what, under rules that cannot be broken."""
