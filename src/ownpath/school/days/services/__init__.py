"""The deeds of the day: set a campus up, plan, publish, mend, mark what happens, close."""
