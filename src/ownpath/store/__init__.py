"""How rows are kept: which database, how durable, and how many answers share one commit."""
