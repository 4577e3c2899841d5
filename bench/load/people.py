"""What the load's simulated people sign in with."""

PASSWORD = "kite-meadow-seven"  # noqa: S105 - of people who do not exist
