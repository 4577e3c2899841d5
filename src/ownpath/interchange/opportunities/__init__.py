"""Opportunities as a table (CSV, UTF-8): one row each, its requirements one a line in one cell. A format of our own."""
