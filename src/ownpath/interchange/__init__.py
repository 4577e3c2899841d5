"""Other people's formats, to plain records and back; readers return records and problems, they never raise on bad data."""
