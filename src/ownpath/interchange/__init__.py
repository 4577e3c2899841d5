"""Other people's formats, to plain records and back; readers never raise on bad data, they name it."""
