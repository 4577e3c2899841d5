"""Ownpath plans, for every student of a campus, a school day of their own, and checks honestly whether it was kept."""

from ownpath.made_late import make_methods_late

__version__ = "0.1.0"

make_methods_late()
