"""The Coherence Map: Common Core mathematics K-12 with what comes before what.

Source: Student Achievement Partners, achievethecore.org/coherence-map, ``data.js``.
"""
