"""What a family opens: this week, in their language."""
