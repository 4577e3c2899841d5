"""Read the day."""
