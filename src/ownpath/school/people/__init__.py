"""Districts, campuses, terms, persons, roles, sections, enrollments, guardians; and who may see whom."""
