"""Ownpath plans, for every student of a campus, a school day of their own, and checks honestly whether it was kept."""

__version__ = "0.1.0"
