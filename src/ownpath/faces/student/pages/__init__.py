"""What each page of the student face shows: frozen dataclasses, and the functions that read for them."""
