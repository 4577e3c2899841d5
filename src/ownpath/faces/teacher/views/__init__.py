"""What a teacher opens and does."""
