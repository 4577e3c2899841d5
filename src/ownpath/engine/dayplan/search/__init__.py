"""The search for a good day: one board, moves that do and undo, cooling. Compiled; a first call takes a while."""
