"""Merges the rows of an item with several skills into one answer, which takes the leak out of a log.

Such an item is stored as several rows with the same outcome: predicted row by row, a model is shown
the answer it is asked for.
"""

from __future__ import annotations

from ownpath.interchange.answer_logs.records import StudentAnswers


def merge_multi_skill(student: StudentAnswers) -> StudentAnswers:
    """Return the answers, rows of the same item and outcome and another skill merged.

    Examples
    --------
    >>> log = StudentAnswers(student="1", items=["a", "a", "a"], competencies=[("x",), ("y",), ("y",)],
    ...     is_right=[True, True, True], days=[None, None, None])
    >>> merge_multi_skill(log).competencies
    [('x', 'y'), ('y',)]
    """
    merged = StudentAnswers(student=student.student)
    before: tuple[str, ...] = ()
    for place, item in enumerate(student.items):
        named = student.competencies[place]
        is_same = (
            item is not None
            and bool(merged.items)
            and merged.items[-1] == item
            and merged.is_right[-1] == student.is_right[place]
            and named != before
        )
        if is_same:
            merged.competencies[-1] = tuple(dict.fromkeys(merged.competencies[-1] + named))
        else:
            merged.add(item, named, is_right=student.is_right[place], day=student.days[place])
        before = named
    return merged
