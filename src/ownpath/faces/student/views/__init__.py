"""Views of the student face, by subject."""
