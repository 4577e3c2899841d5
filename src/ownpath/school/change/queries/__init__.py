"""Read the change of a district, always as somebody who asks."""
