"""Frameworks, competencies, prerequisites; activities, items, content packs."""
