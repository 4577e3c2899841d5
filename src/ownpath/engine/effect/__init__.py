"""What a pilot changed: everyone counted, a difference, an interval, and plain words for both.

Nothing here knows tables, files or a clock; whoever has a pilot's record makes it `Rows` and asks `effect_of`.
"""
