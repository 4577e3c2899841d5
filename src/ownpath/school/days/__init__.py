"""The day: how a campus is set up, the plan of a day, what happens in it, and which promises were kept."""
