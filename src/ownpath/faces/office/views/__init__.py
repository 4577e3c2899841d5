"""What records staff open and do."""
