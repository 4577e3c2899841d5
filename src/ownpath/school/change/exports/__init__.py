"""What of change goes out to other programs."""
