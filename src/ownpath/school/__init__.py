"""What we know: each room owns its tables and the rules about them, and stands on those under it."""
