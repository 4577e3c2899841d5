"""Say what each student could do and what it is worth: offers, groups, projects, conferences, stations, class lessons.

Points of one option, all of them whole numbers:

    20 + 6 x worth of the offer (at most 12), + 14 with a teacher, + 8 with classmates;
    for each promise it helps to keep (12 connects, 50 relevant, 25 interests, 18 challenges, 80 what the student
    picked): so many x the promise's weight in the vision x (1 + days waited / 10, at most 2);
    + 40 for a conference of who asked for a person, - 10 one band away.

Points alone do not say which plan is taken: of plans within one percent of the points, the one in which more students
keep all six promises, and nobody's whole day is taken for another's (`dayplan.completing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from ownpath.engine.offers import Proposal
from ownpath.engine.offers.worth import BAND
from ownpath.school.days.models import Modality, Station
from ownpath.school.days.services import draft as marks
from ownpath.school.days.services.draft import NUMBER, Could, GroupKey
from ownpath.school.days.services.gathering import Gathered
from ownpath.school.days.services.subjects import MATHEMATICS
from ownpath.school.mastery.queries import Belief
from ownpath.school.plans.services import Prospect

BASE: Final = 20
PER_WORTH: Final = 6
MOST_WORTH: Final = 12.0
WITH_TEACHER: Final = 14
WITH_CLASSMATES: Final = 8
CONNECTS: Final = 12
RELEVANT: Final = 50  # few options serve a hope: what is rare must not be missed
INTERESTS: Final = 25
CHALLENGES: Final = 18
PICKED: Final = 80
PINNED: Final = 120
ASKED_FOR_A_PERSON: Final = 40
ADJACENT_BAND: Final = -10
MOST_WAITING: Final = 10
BANDS: Final = (0.45, 0.7)  # of the estimate: low, middle, high
MOST_GROUP_TOPICS: Final = 8
MOST_SEAT_TOPICS: Final = 10

Flagged: TypeAlias = tuple[Proposal, int]  # with what it helps to keep, as marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What one student's words and record say about the worth of things."""

    number: int
    grade: str
    themes: Mapping[int, str]  # theme -> "hope" or "interest"
    picked: frozenset[str]  # keys
    lessons: frozenset[int]  # had before: not the same lesson again
    waited: float  # 1 to 2
    asks_for_a_person: bool


def in_band(belief: Belief | None) -> bool:
    """Return whether a competency that may be worked on challenges: predicted success from 0.50 to 0.85.

    Where nothing was shown yet, all that comes before is learned and this is not: that counts as a challenge.
    """
    if belief is None or belief.estimate is None:
        return True
    return BAND[0] <= belief.estimate <= BAND[1]


def band_of(belief: Belief | None) -> int:
    """Return the readiness band of a student on a competency: 0 low, 1 middle, 2 high."""
    if belief is None or belief.estimate is None:
        return 0
    return sum(belief.estimate >= edge for edge in BANDS)


def coulds_of(
    gathered: Gathered,
    wishes: Wishes,
    weights: Mapping[str, float],
    station_kind: Mapping[int, int],
) -> list[Could]:
    """Return everything one student could do on the day."""
    student = gathered.students[wishes.number]
    found: list[Could] = []
    prospect = gathered.prospects.get(student.pk)
    if prospect is not None:
        found += _from_offers(prospect, wishes, weights)
    found += _at_stations(gathered, wishes, weights, station_kind)
    found += _conference(gathered, wishes, weights)
    return found


def _points(
    wishes: Wishes, weights: Mapping[str, float], worth: float, flags: int, with_whom: int
) -> int:
    helped = CONNECTS * weights["connects"] if with_whom else 0.0
    helped += RELEVANT * weights["relevant"] if flags & marks.HOPE else 0.0
    loved = flags & (marks.INTEREST | marks.CHOSEN)
    helped += INTERESTS * weights["interests"] if loved else 0.0
    helped += CHALLENGES * weights["challenges"] if flags & marks.IN_BAND else 0.0
    helped += PICKED * weights["hears"] if flags & marks.CHOSEN else 0.0
    points = BASE + PER_WORTH * min(max(worth, 0.0), MOST_WORTH) + with_whom
    points += helped * wishes.waited
    points += PINNED if flags & marks.PINNED else 0
    return round(points)


def _flags(
    prospect: Prospect, proposal: Proposal, themes: tuple[int, ...], wishes: Wishes
) -> int:
    competency = proposal.competency
    reason = proposal.reason
    kinds = {wishes.themes[one] for one in themes if one in wishes.themes}
    flags = marks.HOPE if "hope" in kinds or reason.kind in ("goal", "hope") else 0
    flags |= marks.INTEREST if "interest" in kinds else 0
    if competency is not None and _challenges(prospect, proposal, competency):
        flags |= marks.IN_BAND
    if reason.kind == "pinned":
        flags |= marks.PINNED
    return flags


def _challenges(prospect: Prospect, proposal: Proposal, competency: int) -> bool:
    """Return whether an offer challenges: by what the model foretells of today, else by what was shown."""
    if proposal.predicted is None:
        return in_band(prospect.beliefs.get(competency))
    return BAND[0] <= proposal.predicted <= BAND[1]


def _from_offers(
    prospect: Prospect, wishes: Wishes, weights: Mapping[str, float]
) -> Iterator[Could]:
    """Yield what the offers to a student make possible: alone, with classmates, with a teacher, in a project."""
    lines = prospect.outlook.framework.activities
    best: dict[int, Flagged] = {}
    pinned: dict[int, Flagged] = {}
    lessons: dict[int, int] = {}
    seats: set[int] = set()
    for proposal in prospect.proposals:
        if proposal.activity in wishes.lessons and proposal.reason.kind != "pinned":
            continue
        line = lines.get(proposal.activity)
        themes = line.themes if line is not None else ()
        competency = proposal.competency or 0
        flags = _flags(prospect, proposal, themes, wishes)
        said = {**proposal.reason.as_data(), "says": prospect.outlook.says(proposal)}
        make = _Maker(wishes, weights, proposal, competency, said)
        if proposal.modality == "project_team":
            key = GroupKey(Modality.PROJECT, MATHEMATICS, activity=proposal.activity)
            yield make(Modality.PROJECT, key, flags, WITH_CLASSMATES, proposal.activity)
            continue
        if competency:
            kinds = pinned if flags & marks.PINNED else best
            kinds.setdefault(competency, (proposal, flags))
        if proposal.modality == "teacher_group":
            lessons.setdefault(competency, proposal.activity)
        if proposal.modality in ("device", "offline") and competency:
            yield from _seats(make, proposal, competency, flags, seats)
    yield from _groups(prospect, wishes, weights, best, pinned, lessons)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the options of one proposal."""

    wishes: Wishes
    weights: Mapping[str, float]
    proposal: Proposal
    competency: int
    said: Mapping[str, Any]

    def __call__(
        self, modality: str, group: GroupKey | None, flags: int, with_whom: int, activity: int,
        less: int = 0,
    ) -> Could:  # fmt: skip
        if f"activity:{activity}" in self.wishes.picked:
            flags |= marks.CHOSEN
        return Could(
            student=self.wishes.number, kind=NUMBER[Modality(modality)], group=group,
            subject=MATHEMATICS, competency=self.competency,
            points=_points(self.wishes, self.weights, self.proposal.worth, flags, with_whom) + less,
            activity=activity, station=0, marks=flags, reason=self.said,
        )  # fmt: skip


def _seats(
    make: _Maker, proposal: Proposal, competency: int, flags: int, seen: set[int]
) -> Iterator[Could]:
    """Yield own work at a device and the same on paper, and a test where a review is due."""
    is_picked = f"activity:{proposal.activity}" in make.wishes.picked
    if not is_picked and (competency in seen or len(seen) >= MOST_SEAT_TOPICS):
        return
    seen.add(competency)
    if proposal.modality == "device":
        yield make(Modality.INDEPENDENT, None, flags, 0, proposal.activity)
        if proposal.reason.kind == "review_due":
            yield make(Modality.ASSESSMENT, None, flags, 0, proposal.activity)
    yield make(Modality.OFFLINE, None, flags, 0, proposal.activity, less=-2)


def _groups(
    prospect: Prospect,
    wishes: Wishes,
    weights: Mapping[str, float],
    best: Mapping[int, Flagged],
    pinned: Mapping[int, Flagged],
    lessons: Mapping[int, int],
) -> Iterator[Could]:
    """Yield groups with a teacher in the own band and the next ones, and work with a classmate.

    A pin is for the thing it names: other work on the same skill goes by what else speaks for it.
    """
    for competency, any_other in list({**pinned, **best}.items())[:MOST_GROUP_TOPICS]:
        own = band_of(prospect.beliefs.get(competency))
        lesson = lessons.get(competency, 0)
        pin = pinned.get(competency)
        if pin is not None and pin[0].activity != lesson:
            pin = None
        goes_by = pin or any_other
        make, flags = _maker_of(prospect, wishes, weights, goes_by, keeps_pin=pin is not None)
        for band in range(max(0, own - 1), min(3, own + 2)):
            key = GroupKey(
                Modality.TEACHER_GROUP,
                MATHEMATICS,
                competency=competency,
                activity=lesson,
                band=band,
            )
            less = ADJACENT_BAND if band != own else 0
            yield make(Modality.TEACHER_GROUP, key, flags, WITH_TEACHER, lesson, less)
        if pin is not None and competency not in best:
            continue
        make, flags = _maker_of(prospect, wishes, weights, any_other, keeps_pin=False)
        peers = GroupKey(Modality.PEER, MATHEMATICS, competency=competency)
        activity = make.proposal.activity if make.proposal.modality != "teacher_group" else 0
        yield make(Modality.PEER, peers, flags, WITH_CLASSMATES, activity)


def _maker_of(
    prospect: Prospect, wishes: Wishes, weights: Mapping[str, float],
    chosen: Flagged, *, keeps_pin: bool,
) -> tuple[_Maker, int]:  # fmt: skip
    """Return what makes groups of a competency, and their marks: that of a pin only where it names them."""
    proposal, flags = chosen
    said = {**proposal.reason.as_data(), "says": prospect.outlook.says(proposal)}
    make = _Maker(wishes, weights, proposal, proposal.competency or 0, said)
    return make, flags if keeps_pin else flags & ~marks.PINNED


def _at_stations(
    gathered: Gathered,
    wishes: Wishes,
    weights: Mapping[str, float],
    station_kind: Mapping[int, int],
) -> Iterator[Could]:
    """Yield the work of the stations that are for the student's grade."""
    student = gathered.students[wishes.number]
    yesterday = gathered.lately.done_on_stations.get(student.pk, frozenset())
    for station in gathered.setup.stations:
        if not station.is_open or (station.grades and wishes.grade not in station.grades):
            continue
        named = [
            wishes.themes[one.pk] for one in station.themes.all() if one.pk in wishes.themes
        ]
        flags = (marks.HOPE if "hope" in named else 0) | (
            marks.INTEREST if "interest" in named else 0
        )
        if f"station:{station.pk}" in wishes.picked:
            flags |= marks.CHOSEN
        with_whom = _with_whom(station.modality)
        worth = 3.0 - (2.0 if station.pk in yesterday else 0.0)
        is_group = station.modality in marks.GROUP_KINDS
        yield Could(
            student=wishes.number,
            kind=NUMBER[Modality(station.modality)] if is_group else station_kind[station.pk],
            group=_station_group(station, wishes) if is_group else None,
            subject=station.subject,
            competency=0,
            points=_points(wishes, weights, worth, flags, with_whom),
            activity=0,
            station=station.pk,
            marks=flags,
            reason={"kind": "station", "says": {"station": station.words}},
        )


def _station_group(station: Station, wishes: Wishes) -> GroupKey:
    grade = int(wishes.grade) if wishes.grade.isdigit() else 0
    return GroupKey(station.modality, station.subject, station=station.pk, band=grade)


def _with_whom(modality: str) -> int:
    if modality in marks.TEACHER_KINDS:
        return WITH_TEACHER
    return WITH_CLASSMATES if modality in (Modality.PROJECT, Modality.PEER) else 0


def _conference(
    gathered: Gathered, wishes: Wishes, weights: Mapping[str, float]
) -> Iterator[Could]:
    student = gathered.students[wishes.number]
    adviser = gathered.advisers.get(student.pk)
    if adviser is None:
        return
    points = _points(wishes, weights, 2.0, 0, WITH_TEACHER)
    points += ASKED_FOR_A_PERSON if wishes.asks_for_a_person else 0
    yield Could(
        student=wishes.number, kind=NUMBER[Modality.CONFERENCE],
        group=GroupKey(Modality.CONFERENCE, "", adult=adviser), subject="", competency=0,
        points=points, activity=0, station=0, marks=0,
        reason={"kind": "asked_person" if wishes.asks_for_a_person else "conference"},
    )  # fmt: skip
