"""What offers are made from and what comes out; ids are the caller's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from ownpath.engine.knowledge import State
from ownpath.engine.skills import SkillGraph

ReasonKind = Literal[
    "pinned", "review_due", "needs_refresh", "asked", "goal", "timeline", "hope", "interest",
    "close", "unlocks", "next", "stands_on",
]  # fmt: skip


class Weight(str, Enum):
    """How much an offer is asked of a student."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something is offered: a kind, and the ids of what stands behind it."""

    kind: ReasonKind
    competency: int | None = None
    theme: int | None = None  # a theme the activity serves
    hope: int | None = None  # the student's own hope that names the theme
    goal: int | None = None  # the competency the student is headed for
    override: int | None = None
    signal: int | None = None
    count: int | None = None  # how many: unlocked, or shown right

    def as_data(self) -> dict[str, int | str]:
        """Return the reason in words JSON has, empty parts left out."""
        parts = {name: getattr(self, name) for name in self.__slots__}
        return {name: part for name, part in parts.items() if part is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the student stands with one competency; probabilities are None while nothing is known.

    `estimate` is P(right, unaided) as shown so far; `predicted` is P(right, unaided) on a middling item today.
    """

    state: State
    estimate: float | None = None
    n_right: int = 0
    n_shown: int = 0
    predicted: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One activity that could be offered, and which competencies and themes it serves.

    `predicted` is P(right, unaided) of this student on this activity's items, None where not known.
    """

    activity: int
    competencies: tuple[int, ...]
    themes: tuple[int, ...] = ()
    kind: str
    modality: str
    is_finished: bool = False  # done before, and nothing new in it (a lesson, a project)
    predicted: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that offers depend on, for one student at one moment.

    `hopes` maps a theme to the student's own hope or interest that names it. `pins` and `asked` map an activity or a
    competency to the row that asks for it. `due_in_days` is by competency, negative once past. `grades_ahead` says how
    many grades above the student's own a competency is first taught, negative below; left out where not known.
    """

    graph: SkillGraph[int]
    standings: Mapping[int, Standing]
    goals: tuple[int, ...] = ()
    hopes: Mapping[int, int] = field(default_factory=dict)
    interest_themes: frozenset[int] = frozenset()
    pins: Mapping[int, int] = field(default_factory=dict)  # activity -> override
    pinned_competency: Mapping[int, int] = field(default_factory=dict)  # activity -> competency
    vetoes: frozenset[int] = frozenset()  # activities
    disliked: frozenset[int] = frozenset()  # activities the student called boring or not for me
    asked: Mapping[int, int] = field(default_factory=dict)  # competency -> signal
    other_way: frozenset[int] = frozenset()  # competencies where the last way did not help
    last_modality: Mapping[int, str] = field(default_factory=dict)  # competency -> modality
    due_in_days: Mapping[int, int] = field(default_factory=dict)
    grades_ahead: Mapping[int, float] = field(default_factory=dict)
    liked_modalities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exploration:
    """Now and then another legal offer takes a place, so that what is never offered can be judged too.

    `share` is how often, 0 to 1; `seed` decides when and which, the same for the same. The place is the last of the
    first `among` that no floor asked for, whatever is drawn: a page that shows that many shows it as often as it says.
    """

    share: float
    seed: int
    among: int = 3

    def __post_init__(self) -> None:
        if not 0.0 <= self.share <= 1.0:
            raise ValueError(f"share must be 0 to 1, got {self.share!r}")
        if self.among < 1:
            raise ValueError(f"among must be 1 or more, got {self.among!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One offer: what, for which competency, why, how much it is asked, and its worth (higher comes first).

    `p_offered` is how likely it was to be offered: 1 but for exploration.
    """

    activity: int
    competency: int | None
    reason: Reason
    weight: Weight
    worth: float
    modality: str
    kind: str
    predicted: float | None = None
    p_offered: float = 1.0
