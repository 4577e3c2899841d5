"""What a student opens: my day, practice, my path, my hopes, my voice."""
