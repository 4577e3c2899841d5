"""Dates and numbers in Spanish; what is not named here is as Django has it."""

SHORT_DATE_FORMAT = r"j \d\e M \d\e Y"
SHORT_DATETIME_FORMAT = r"j \d\e M \d\e Y, H:i"

# Numbers as Spanish writes them in the United States, in Puerto Rico and in Mexico: 2,088.5 on every page.
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
