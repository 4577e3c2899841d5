"""What the pages of records staff show."""
