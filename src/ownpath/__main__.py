"""Let `python -m ownpath` do what `ownpath` does."""

from ownpath.config.cli import main

main()
