"""OATutor content: problems, steps, hints and scaffolds, skills of a course.

Source: CAHLR/OATutor-Content, layout ``content-pool/<problem>/steps/<step>/tutoring``.
"""
