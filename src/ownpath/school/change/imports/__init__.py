"""What comes into change from other programs: planned, shown, then done."""
