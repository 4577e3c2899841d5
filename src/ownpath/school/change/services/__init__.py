"""What can be done in change, one deed a function."""
