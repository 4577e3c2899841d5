"""Collects what a reader finds; 100,000 like faults make a list that a person can read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ownpath.interchange.oneroster.clues import RowClues
from ownpath.interchange.problems import Problem, Weight

MAX_OF_A_KIND = 500
MORE_ALIKE = "row.more_alike"
SHOWN_LENGTH = 60
ROWS_OF_A_TALLY = 3


def shown(value: str) -> str:
    """Return a value in quotes, short enough for one line, with nothing invisible in it.

    Examples
    --------
    >>> print(shown("Ada"), shown(""), shown("x" * 99)[-5:])
    'Ada' '' xxx…'
    """
    plain = "".join(c if c.isprintable() else "?" for c in value[: SHOWN_LENGTH + 1])
    return f"'{plain}'" if len(plain) <= SHOWN_LENGTH else f"'{plain[:SHOWN_LENGTH]}…'"


@dataclass(slots=True)
class _Tally:
    """Many values of one column that share one finding."""

    n: int
    rows: list[int]  # the first few
    value: str
    what: str
    fix: str


class Findings:
    """Every problem of one reading, in the order it was found."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._counts: Counter[tuple[str, str]] = Counter()
        self._weights: dict[tuple[str, str], Weight] = {}
        self._tallies: dict[tuple[str, str], _Tally] = {}
        self.unread: dict[str, set[str]] = defaultdict(set)  # row -> columns not taken from it
        self.clues: dict[str, RowClues] = {}  # row that cannot be taken -> whom it is about

    def row(self, code: str, where: str, what: str, fix: str) -> bool:
        """Record that one row cannot be taken; return whether it is named one by one."""
        return self._add(Problem(code=code, where=where, what=what, fix=fix, weight=Weight.ROW))

    def file(self, code: str, where: str, what: str, fix: str) -> None:
        """Record that a file, or the whole package, cannot be taken."""
        self._add(Problem(code=code, where=where, what=what, fix=fix, weight=Weight.FILE))

    def note(self, code: str, where: str, what: str, fix: str) -> bool:
        """Record what was read all the same; return whether it is named one by one."""
        return self._add(
            Problem(code=code, where=where, what=what, fix=fix, weight=Weight.NOTE)
        )

    def tally(self, code: str, where: str, row: int, value: str, what: str, fix: str) -> None:
        """Record one of perhaps many values of a column that were read all the same."""
        known = self._tallies.get((code, where))
        if known is None:
            self._tallies[(code, where)] = _Tally(1, [row], value, what, fix)
        else:
            known.n += 1
            if len(known.rows) < ROWS_OF_A_TALLY:
                known.rows.append(row)

    def _add(self, problem: Problem) -> bool:
        kind = (problem.code, problem.where.partition(" ")[0])
        self._counts[kind] += 1
        self._weights[kind] = problem.weight
        is_named = self._counts[kind] <= MAX_OF_A_KIND
        if is_named:
            self._problems.append(problem)
        return is_named

    def all(self) -> list[Problem]:
        """Return everything found, the gravest first."""
        order = (Weight.FILE, Weight.ROW, Weight.NOTE)
        found = [*self._problems, *self._beyond_the_limit(), *self._tallied()]
        return sorted(found, key=lambda problem: order.index(problem.weight))

    def _beyond_the_limit(self) -> Iterable[Problem]:
        for (code, file), n in self._counts.items():
            if n > MAX_OF_A_KIND:
                yield Problem(
                    code=MORE_ALIKE,
                    where=file,
                    what=f"{n - MAX_OF_A_KIND} more rows have the same fault as the ones named",
                    fix="Correct the ones named first; it is likely one cause.",
                    weight=self._weights[(code, file)],
                    n_rows=n - MAX_OF_A_KIND,
                    alike=code,
                )

    def _tallied(self) -> Iterable[Problem]:
        for (code, where), tally in self._tallies.items():
            others = f" and {tally.n - 1} more" if tally.n > 1 else ""
            yield Problem(
                code=code,
                where=where,
                what=f"{shown(tally.value)} in row {tally.rows[0]}{others}: {tally.what}",
                fix=tally.fix,
                weight=Weight.NOTE,
                rows=tuple(tally.rows),
            )


def is_readable(problems: Iterable[Problem]) -> bool:
    """Return whether anything at all of the package could be taken."""
    return not any(
        problem.weight is Weight.FILE and problem.code.startswith("package.")
        for problem in problems
    )
