"""What we believe each student knows, always rebuildable from evidence."""
