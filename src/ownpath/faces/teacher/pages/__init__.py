"""What each page of the teacher shows, as frozen dataclasses; the `build_*` make all the queries."""
