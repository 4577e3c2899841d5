"""Collects what a reader could not take, with a bound for each kind of finding.

A file of a hundred thousand rows may have the same fault in each; a clerk needs the first
of them and the count.
"""

from __future__ import annotations

from collections import Counter

from ownpath.interchange.problems import Problem, Weight

MAX_OF_A_KIND = 200


class Findings:
    """The problems of one reading, in the order they were met.

    Examples
    --------
    >>> findings = Findings()
    >>> findings.row("item.twice", "item 7", "stands twice", "Remove one.")
    >>> [str(problem) for problem in findings.listed()]
    ['item 7: stands twice. Remove one.']
    """

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._count: Counter[str] = Counter()

    def note(self, code: str, where: str, what: str, fix: str) -> None:
        """Record something that was read all the same."""
        self._add(Problem(code=code, where=where, what=what, fix=fix, weight=Weight.NOTE))

    def row(self, code: str, where: str, what: str, fix: str) -> None:
        """Record something that is left out."""
        self._add(Problem(code=code, where=where, what=what, fix=fix, weight=Weight.ROW))

    def file(self, code: str, where: str, what: str, fix: str) -> None:
        """Record that nothing of this file can be taken."""
        self._add(Problem(code=code, where=where, what=what, fix=fix, weight=Weight.FILE))

    def listed(self) -> list[Problem]:
        """Return the findings; where a kind was cut short, its last line says how many more."""
        more = [
            Problem(
                code=code,
                where="the whole file",
                what=f"{count - MAX_OF_A_KIND} more findings of this kind are not listed",
                fix="Mend those listed and read the file again.",
                weight=Weight.NOTE,
                n_rows=count - MAX_OF_A_KIND,
                alike=code,
            )
            for code, count in self._count.items()
            if count > MAX_OF_A_KIND
        ]
        return [*self._kept, *more]

    def _add(self, problem: Problem) -> None:
        self._count[problem.code] += 1
        if self._count[problem.code] <= MAX_OF_A_KIND:
            self._kept.append(problem)


def shown(value: object, bound: int = 60) -> str:
    """Return a foreign value as it may stand in a sentence: quoted and short.

    Examples
    --------
    >>> shown("a" * 100, bound=10)
    "'aaaaaaaaaa…'"
    """
    if isinstance(value, str):
        return repr(value if len(value) <= bound else value[:bound] + "…")
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, int) and value.bit_length() > 128:
        return "a very large number"
    return str(value)[:bound]
