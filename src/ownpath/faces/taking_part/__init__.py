"""How our school is changing: one page in the student, the teacher and the family face, made of the same parts.

It is no face of its own: each face takes `urls.addresses(face)` and shows the page in its own frame and words.
"""
