"""The door's views: come in and go out; choose for oneself; show a second factor."""
