"""Hopes, interests, signals, messages and their answers."""
