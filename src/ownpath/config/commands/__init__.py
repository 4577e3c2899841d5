"""The commands of `ownpath` that are a matter of their own, one file each."""
