"""What a head looks at: the name of each feature, the group a teacher would put it in, and which way it may move.

A direction of +1 says that the belief may only rise with the feature, -1 that it may only fall, 0
that it is free. A right answer moves only features with a direction, and each of them the way that
raises the belief: so a right answer never lowers the belief in its competency. Free features are
fixed at the reference item when a belief is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Group(str, Enum):
    """What a feature is about, in the words an explanation is built from."""

    OVERALL = "overall"  # how the student does at everything
    COMPETENCY = "competency"  # how the student does at this competency
    RECENT = "recent"  # the last answers
    TIME = "time"  # how long ago
    DIFFICULTY = "difficulty"  # how hard the item or competency is
    ITEM = "item"  # the student met this very item before
    ECHO = "echo"  # what answers just before say about this item


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One column."""

    name: str
    group: Group
    direction: int


def _column(name: str, group: Group, direction: int = 0) -> Feature:
    return Feature(name=name, group=group, direction=direction)


STATE_FEATURES = (
    _column("expected", Group.OVERALL, 1),
    _column("difficulty", Group.DIFFICULTY),
    _column("competency_level", Group.DIFFICULTY),
    _column("answers_to_item", Group.DIFFICULTY),
    _column("answers_to_competency", Group.DIFFICULTY),
    _column("competency_position", Group.DIFFICULTY),
    _column("ability", Group.OVERALL, 1),
    _column("ability_slow", Group.OVERALL, 1),
    _column("ability_middle", Group.OVERALL, 1),
    _column("ability_fast", Group.RECENT, 1),
    _column("share_slow", Group.OVERALL, 1),
    _column("share_middle", Group.RECENT, 1),
    _column("share_fast", Group.RECENT, 1),
    _column("right_ever", Group.OVERALL),
    _column("wrong_ever", Group.OVERALL),
    _column("right_in_a_row", Group.RECENT),
    _column("wrong_in_a_row", Group.RECENT),
    _column("competency_ability", Group.COMPETENCY, 1),
    _column("competency_slow", Group.COMPETENCY, 1),
    _column("competency_fast", Group.COMPETENCY, 1),
    _column("competency_right", Group.COMPETENCY),
    _column("competency_wrong", Group.COMPETENCY),
    _column("competency_share_slow", Group.COMPETENCY, 1),
    _column("competency_share_fast", Group.COMPETENCY, 1),
    _column("competency_right_in_a_row", Group.COMPETENCY),
    _column("competency_wrong_in_a_row", Group.COMPETENCY),
    _column("answers_since_competency", Group.TIME),
    _column("days_since_competency", Group.TIME),
    _column("days_since_any", Group.TIME),
    _column("weakest_competency", Group.COMPETENCY, 1),
    _column("n_competencies", Group.DIFFICULTY),
    _column("run_of_competency", Group.ITEM),
    _column("same_competency_as_before", Group.ITEM),
    _column("item_last_outcome", Group.ITEM),
    _column("item_times_before", Group.ITEM),
    _column("item_answers_since", Group.ITEM),
)
ECHO_KINDS = (
    "item_item",
    "competency_item",
    "competency_competency",
)
ECHO_WORDS = ("faded", "pooled", "weight", "last", "last_weight", "sum", "most", "least")
ECHO_KEPT = (
    8,
    5,
    5,
)  # how many of these words each kind has; more of the others gained nothing
ECHO_FEATURES = tuple(
    _column(f"echo_{kind}_{word}", Group.ECHO)
    for kind, n_kept in zip(ECHO_KINDS, ECHO_KEPT, strict=True)
    for word in ECHO_WORDS[:n_kept]
)
# What the last answers together say (see motifs).
MOTIF_KINDS = ("last_one", "last_two", "last_three", "own_five", "own_three", "any_five")
MOTIF_FEATURES = tuple(
    _column(f"motif_{kind}_{word}", Group.ECHO)
    for kind in MOTIF_KINDS
    for word in ("step", "weight")
)
# How the student did wherever a competency was new: for another new one that says more than how practice went.
MEETING_FEATURES = (
    _column("competencies_met", Group.OVERALL),
    _column("meeting_ability_slow", Group.OVERALL, 1),
    _column("meeting_ability_fast", Group.OVERALL, 1),
    _column("right_at_meetings", Group.OVERALL),
    _column("wrong_at_meetings", Group.OVERALL),
)
FEATURES = STATE_FEATURES + ECHO_FEATURES + MOTIF_FEATURES + MEETING_FEATURES
N_STATE = len(STATE_FEATURES)
N_FEATURES = len(FEATURES)
# First column of each kind of echo.
ECHO_COLUMNS = tuple(N_STATE + sum(ECHO_KEPT[:kind]) for kind in range(len(ECHO_KINDS)))
MOTIF_COLUMN = N_STATE + len(ECHO_FEATURES)  # the first one
MEETING_COLUMN = MOTIF_COLUMN + len(MOTIF_FEATURES)  # the first one
COLUMN = {feature.name: number for number, feature in enumerate(FEATURES)}
