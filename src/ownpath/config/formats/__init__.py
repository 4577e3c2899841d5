"""How dates are written: the month always as a word, so that nobody has to guess which number is the day."""
