"""Tell what the days were: promises kept and batch index by campus, groups under ten hidden, and the models in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ownpath.engine.small_groups import SMALLEST_GROUP
from ownpath.school.change.queries.telling_blocks import (
    Block,
    Cell,
    card,
    chapter,
    day,
    number,
    source,
    table,
    text,
)
from ownpath.school.days.queries import batch_over, models_of, promises_over, rules_of

if TYPE_CHECKING:
    from ownpath.school.days.queries import PromiseDay
    from ownpath.school.people.models import Campus

PROMISES = {
    "connects": gettext_lazy("connects"),
    "relevant": gettext_lazy("relevant"),
    "interests": gettext_lazy("interests"),
    "challenges": gettext_lazy("challenges"),
    "engages": gettext_lazy("engages"),
    "hears": gettext_lazy("hears"),
}
BATCH = {
    "pace": gettext_lazy("pace"),
    "path": gettext_lazy("path"),
    "time": gettext_lazy("time"),
    "choice": gettext_lazy("choice"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusFigures:
    """A campus over a window; shares are of 100 students' days, None where the group is under ten."""

    name: str
    uuid: UUID
    n_days: int  # closed school days
    n_student_days: int
    is_hidden: bool
    n_whole: int
    n_kept: Mapping[str, int]
    batch: Mapping[str, float] | None

    def share(self, n: int) -> int | None:
        """Return so many of 100 students' days."""
        return None if self.is_hidden or not self.n_student_days else _of_100(n, self)


def _of_100(n: int, one: CampusFigures) -> int:
    return round(100 * n / one.n_student_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictFigures:
    """All campuses over a window, and what the district's own measures are by metric."""

    since: date
    until: date
    campuses: tuple[CampusFigures, ...]
    measured: Mapping[str, float]


def figures_of(
    *, campuses: Iterable[Campus], since: date, until: date, with_batch: bool
) -> DistrictFigures:
    """Reckon every campus over a window; the batch index reads all plans of it and is left out where nobody asks."""
    found = tuple(_campus(one, since, until, with_batch=with_batch) for one in campuses)
    return DistrictFigures(since=since, until=until, campuses=found, measured=_measured(found))


def _campus(campus: Campus, since: date, until: date, *, with_batch: bool) -> CampusFigures:
    days = promises_over(campus=campus, since=since, until=until)
    index = batch_over(campus=campus, since=since, until=until) if with_batch else None
    return CampusFigures(
        name=campus.name,
        uuid=campus.uuid,
        n_days=len(days),
        n_student_days=sum(one.n_here for one in days),
        is_hidden=max((one.n_here for one in days), default=0) < SMALLEST_GROUP,
        n_whole=sum(one.n_whole_kept for one in days),
        n_kept={name: _sum(days, name) for name in PROMISES},
        batch={name: float(getattr(index, name)) for name in BATCH} if index else None,
    )


def _sum(days: Sequence[PromiseDay], name: str) -> int:
    return sum(one.kept[name] for one in days)


def _measured(campuses: Sequence[CampusFigures]) -> dict[str, float]:
    """Return the district's own figures: all students' days together, the batch index by students' days."""
    told = [one for one in campuses if not one.is_hidden]
    n = sum(one.n_student_days for one in told)
    if not n:
        return {}
    kept = sum(sum(one.n_kept.values()) for one in told)
    found = {
        "whole_days": 100 * sum(one.n_whole for one in told) / n,
        "promises_kept": 100 * kept / (n * len(PROMISES)),
    }
    with_batch = [one for one in told if one.batch]
    weight = sum(one.n_student_days for one in with_batch)
    for name in BATCH if weight else ():
        total = sum((one.batch or {})[name] * one.n_student_days for one in with_batch)
        found[f"batch_{name}"] = total / weight
    return found


def tell_figures(figures: DistrictFigures) -> dict[str, Any]:
    """Return the chapter of promises kept and batch index by campus."""
    head = [_("Campus"), *(capfirst(str(words)) for words in PROMISES.values()), _("Whole")]
    blocks = [
        table(
            head,
            [_promise_row(one) for one in figures.campuses],
            title=_("Promises kept, of 100 students’ days"),
            widths=[3, *[2] * (len(PROMISES) + 1)],
            source=_days_source(figures),
            opens=[(one.name, f"promises:{one.uuid}") for one in figures.campuses],
        ),
        table(
            [_("Campus"), *(capfirst(str(words)) for words in BATCH.values())],
            [_batch_row(one) for one in figures.campuses],
            title=_("Batch index: 0 is everybody their own, 1 is all as one"),
            widths=[3, *[2] * len(BATCH)],
            source=_("Rows: the learning blocks of the plans in force, %(since)s to %(until)s.")
            % {"since": day(figures.since), "until": day(figures.until)},
            opens=[(one.name, f"batch:{one.uuid}") for one in figures.campuses],
        ),
        source(
            _(
                "Pace: how often two students met the same skill on the same days. Path: how often they took the "
                "same steps in the same order. Time: how often they did the same thing in the same block. Choice: "
                "the share of learning blocks nobody chose."
            )
        ),
    ]
    return chapter(_("Promises kept, campus by campus"), blocks, lead=_lead(figures))


def _lead(figures: DistrictFigures) -> str:
    whole = figures.measured.get("whole_days")
    if whole is None:
        return _("No school day has been closed in this time.")
    return _("%(n)s of 100 students’ days were whole: all six promises kept.") % {
        "n": number(whole)
    }


def _days_source(figures: DistrictFigures) -> str:
    rows = ", ".join(
        f"{one.name}: {_('fewer than 10') if one.is_hidden and one.n_days else one.n_student_days}"
        for one in figures.campuses
    )
    return _("Rows: students’ days that were closed, %(since)s to %(until)s (%(rows)s).") % {
        "since": day(figures.since),
        "until": day(figures.until),
        "rows": rows,
    }


def _promise_row(one: CampusFigures) -> list[Cell]:
    if not one.n_days:
        return [one.name, *["–"] * (len(PROMISES) + 1)]
    kept = [one.share(one.n_kept[name]) for name in PROMISES]
    return [one.name, *(_shown(n) for n in kept), _shown(one.share(one.n_whole))]


def _shown(n: int | None) -> str:
    return _("hidden") if n is None else str(n)


def _batch_row(one: CampusFigures) -> list[Cell]:
    if one.batch is None:
        return [one.name, *[_("hidden") if one.is_hidden and one.n_days else "–"] * len(BATCH)]
    return [one.name, *(number(one.batch[name], 2) for name in BATCH)]


def tell_models(
    *, campuses: Iterable[Campus], preset_words: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the chapter of the blended models in use: where, for whom, and what each means."""
    rows: list[list[Cell]] = []
    used: dict[str, None] = {}
    for campus in campuses:
        by_preset: dict[str, list[str]] = {}
        for one in models_of(campus=campus):
            by_preset.setdefault(one.preset, []).append(_for_whom(one))
            used.setdefault(one.preset)
        for preset, whom in by_preset.items():
            rows.append([campus.name, capfirst(str(preset_words[preset])), ", ".join(whom)])
    if not rows:
        return chapter(
            _("How we teach"), [text(_("No campus has chosen a blended model yet."))]
        )
    blocks: list[Block] = [
        table(
            [_("Campus"), _("Model"), _("For")],
            rows,
            align=["text"] * 3,
            widths=[2, 2, 3],
            source=_("From the models each campus has chosen for its days."),
        )
    ]
    blocks += [
        card(
            capfirst(str(preset_words[preset])),
            [("", "\n".join(str(rule.sentence) for rule in rules_of(preset=preset)))],
        )
        for preset in used
    ]
    lead = ngettext(
        "%(n)s way of working, chosen by campuses, grades and classes.",
        "%(n)s ways of working, chosen by campuses, grades and classes.",
        len(used),
    ) % {"n": len(used)}
    return chapter(_("How we teach"), blocks, lead=lead)


def _for_whom(one: Any) -> str:
    if one.section_id:
        return str(one.section.title)
    if one.grade:
        return _("grade %(grade)s") % {"grade": one.grade.lstrip("0").replace("KG", "K")}
    return _("the whole campus")
