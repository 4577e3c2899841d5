"""1EdTech CASE 1.0 and 1.1 packages: reads both leniently, writes each strictly.

The records are those of ``ownpath.interchange.frameworks``: they are in CASE's words.
"""
