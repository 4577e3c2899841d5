"""The rules about one student's day."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from ownpath.engine.dayplan.types import Ints, Plan, Problem


def _cells(plan: Plan) -> tuple[Ints, Ints, Ints]:
    """Return (student, block, option) of every cell that holds something."""
    student, block = np.nonzero(plan.option >= 0)
    return student.astype(np.int32), block.astype(np.int32), plan.option[student, block]


def _own(problem: Problem, plan: Plan) -> tuple[Ints, Ints]:
    """Return (student, option) of every cell whose option is the student's."""
    student, _, option = _cells(plan)
    mine = problem.options.student[option] == student
    return student[mine], option[mine]


def _too_many(student: Ints, what: Ints, most: int, word: str) -> list[str]:
    """Return a line for each student who has more than `most` cells of one `what` (negative is not counted)."""
    counted = Counter(zip(student[what >= 0].tolist(), what[what >= 0].tolist(), strict=True))
    return [
        f"student {s}, {word} {w}: {n} blocks, at most {most}"
        for (s, w), n in counted.items()
        if n > most
    ]


def one_activity(problem: Problem, plan: Plan) -> list[str]:
    """Every student has something to do in every block that is free for planning."""
    bare = problem.is_free & (plan.option < 0)
    return [f"student {s}, block {b}: nothing planned" for s, b in np.argwhere(bare)]


def only_free_blocks(problem: Problem, plan: Plan) -> list[str]:
    """No student is planned into a block that is not free: lunch, a service, another commitment."""
    taken = ~problem.is_free & ((plan.option >= 0) | (plan.group >= 0))
    return [f"student {s}, block {b}: not free" for s, b in np.argwhere(taken)]


def own_option(problem: Problem, plan: Plan) -> list[str]:
    """Everything a student does is one of that student's own options, in a group of the option's type and block."""
    student, block, option = _cells(plan)
    group = plan.group[student, block]
    off = problem.options.student[option] != student
    in_group = group >= 0
    off |= in_group != problem.kinds.is_group[problem.options.kind[option]]
    safe = np.where(in_group, group, 0)
    if plan.n_groups:
        off |= in_group & (plan.group_type[safe] != problem.options.group_type[option])
        off |= in_group & (plan.group_block[safe] != block)
    lines = [
        f"student {s}, block {b}: option {o} does not fit"
        for s, b, o in zip(student[off], block[off], option[off], strict=True)
    ]
    stray = np.argwhere((plan.group >= 0) & (plan.option < 0))
    return lines + [f"student {s}, block {b}: in a group without an option" for s, b in stray]


def allowed_kind(problem: Problem, plan: Plan) -> list[str]:
    """A student does only kinds of activity that are open to the student in that block."""
    student, block, option = _cells(plan)
    bits = problem.students.may_do[student, block]
    off = (bits != 0) & ((bits >> problem.options.kind[option]) & 1 == 0)
    return [
        f"student {s}, block {b}: {problem.kinds.names[problem.options.kind[o]]} is not open"
        for s, b, o in zip(student[off], block[off], option[off], strict=True)
    ]


def no_repeat(_problem: Problem, plan: Plan) -> list[str]:
    """A student does the same thing at most once in the day."""
    student, _, option = _cells(plan)
    return _too_many(student, option, 1, "option")


def group_per_competency(problem: Problem, plan: Plan) -> list[str]:
    """A student is in at most one teacher group per competency, whatever the band."""
    student, option = _own(problem, plan)
    grouped = problem.kinds.is_group[problem.options.kind[option]]
    most = problem.limits.groups_per_competency
    about = problem.options.competency[option[grouped]]
    return _too_many(student[grouped], about, most, "groups on competency")


def blocks_per_competency(problem: Problem, plan: Plan) -> list[str]:
    """A student spends only so many blocks on one competency."""
    student, option = _own(problem, plan)
    about = problem.options.competency[option]
    return _too_many(student, about, problem.limits.blocks_per_competency, "competency")


def blocks_per_subject(problem: Problem, plan: Plan) -> list[str]:
    """A student spends only so many blocks on one subject."""
    student, option = _own(problem, plan)
    about = problem.options.subject[option]
    return _too_many(student, about, problem.limits.blocks_per_subject, "subject")


def _at_screen(problem: Problem, plan: Plan) -> dict[int, list[int]]:
    """Return the screen blocks of every student who has any, in order."""
    student, block, option = _cells(plan)
    screen = problem.kinds.uses_device[problem.options.kind[option]]
    blocks_by_student: dict[int, list[int]] = defaultdict(list)
    for s, b in zip(student[screen].tolist(), block[screen].tolist(), strict=True):
        blocks_by_student[s].append(b)
    return blocks_by_student


def screen_limit(problem: Problem, plan: Plan) -> list[str]:
    """A student sits at a screen in at most as many blocks as the student's limit says."""
    most = problem.students.max_screen_blocks
    return [
        f"student {s}: {len(blocks)} screen blocks, at most {most[s]}"
        for s, blocks in _at_screen(problem, plan).items()
        if len(blocks) > most[s]
    ]


def longest_run(blocks: list[int]) -> int:
    """Return how many of the sorted blocks follow one another without a gap, at most.

    >>> longest_run([0, 1, 3, 4, 5])
    3
    """
    longest = run = 0
    for i, block in enumerate(blocks):
        run = run + 1 if i and block == blocks[i - 1] + 1 else 1
        longest = max(longest, run)
    return longest


def screen_run(problem: Problem, plan: Plan) -> list[str]:
    """A student does not sit at a screen for more blocks in a row than the student's limit says."""
    most = problem.students.max_screen_run
    return [
        f"student {s}: {longest_run(blocks)} screen blocks in a row, at most {most[s]}"
        for s, blocks in _at_screen(problem, plan).items()
        if longest_run(blocks) > most[s]
    ]


def pin_kept(problem: Problem, plan: Plan) -> list[str]:
    """What an adult has pinned happens, for that student in that block."""
    return [
        f"student {pin.student}, block {pin.block}: option {pin.option} was pinned"
        for pin in problem.pins
        if plan.option[pin.student, pin.block] != pin.option
    ]
