"""What a family reads, as frozen dataclasses; the `build_*` make all the queries."""
