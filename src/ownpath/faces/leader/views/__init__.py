"""What a leader opens."""
