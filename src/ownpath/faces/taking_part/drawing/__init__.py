"""How a version of the vision and its indicators are drawn, for several faces."""
