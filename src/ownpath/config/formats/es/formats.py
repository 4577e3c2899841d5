"""Dates in Spanish; what is not named here is as Django has it."""

SHORT_DATE_FORMAT = r"j \d\e M \d\e Y"
SHORT_DATETIME_FORMAT = r"j \d\e M \d\e Y, H:i"
