"""QTI: other people's question banks in (2.1, 2.2, 3.0), ours out (3.0)."""
