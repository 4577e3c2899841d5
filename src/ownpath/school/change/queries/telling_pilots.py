"""Tell the pilots, failures included: what was foretold, what was seen, the verdict's own words, what was learned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.school.change.models import Pilot
from ownpath.school.change.queries.practices import (
    FAILED,
    PilotEvidence,
    VerdictLine,
    pilots_with_evidence,
    tell_evidence,
)
from ownpath.school.change.queries.telling_blocks import (
    Block,
    card,
    chapter,
    day,
    number,
    table,
    text,
)

if TYPE_CHECKING:
    from ownpath.school.people.models import District

SHAPES = {
    Pilot.State.ADOPTED: "kept",
    Pilot.State.ADAPTED: "kept",
    Pilot.State.RUNNING: "tried",
    Pilot.State.STUDYING: "tried",
    Pilot.State.ABANDONED: "left",
    Pilot.State.STOPPED: "left",
}


def pilots_started(*, district: District) -> list[Pilot]:
    """Return the pilots that ever started, the oldest first, with what their evidence is read from."""
    started = Pilot.objects.filter(district=district, state__in=list(SHAPES))
    return list(pilots_with_evidence(started).order_by("starts_on", "made_at", "pk"))


def tell_pilots(*, pilots: Sequence[Pilot], language: str) -> dict[str, Any]:
    """Return the chapter of what was tried, each pilot with what became of it."""
    if not pilots:
        return chapter(_("What we tried"), [text(_("No pilot has started yet."))])
    failed = sum(one.state in FAILED for one in pilots)
    lead = ngettext("%(n)s pilot.", "%(n)s pilots.", len(pilots)) % {"n": len(pilots)}
    if failed:
        lead += " " + ngettext(
            "%(n)s did not work out: it is told like the others, because we learned from it.",
            "%(n)s did not work out: they are told like the others, because we learned from them.",
            failed,
        ) % {"n": failed}
    return chapter(_("What we tried"), [_pilot(one, language) for one in pilots], lead=lead)


def _pilot(pilot: Pilot, language: str) -> Block:
    told = tell_evidence(pilot, language)
    cycles = [
        _("Cycle %(n)s: %(change)s Foretold: %(foretold)s Seen: %(seen)s")
        % {
            "n": one.number,
            "change": _ended(one.main_change),
            "foretold": _ended(one.predicted),
            "seen": _ended(one.seen) or _("not yet."),
        }
        for one in pilot.cycles.all()
    ]
    retried = pilot.retries
    return card(
        pilot.title,
        [
            (_("The problem"), pilot.problem),
            (_("What we tried"), pilot.change_idea),
            (_("With whom"), pilot.learners),
            (_("What we foretold"), pilot.prediction),
            (_("What we did, cycle by cycle"), "\n".join(cycles)),
            (_("What it did"), "\n".join(_verdict(one) for one in told.verdicts)),
            (_("What we learned"), pilot.learning_note),
            (_("It tries again"), retried.title if retried else ""),
        ],
        badge=told.state_words,
        shape=SHAPES[Pilot.State(pilot.state)],
        source=_where(pilot, told),
        opens=f"pilot:{pilot.uuid}",
    )


def _ended(said: str) -> str:
    """Return a sentence with its end."""
    said = said.strip()
    return said if not said or said[-1] in ".!?…" else f"{said}."


def _verdict(one: VerdictLine) -> str:
    said = one.words or one.verdict
    return f"{capfirst(one.measure)}: {said}"


def _where(pilot: Pilot, told: PilotEvidence) -> str:
    classes = ", ".join(told.classrooms)
    where = f"{told.campus} ({classes})" if classes else told.campus
    return _("%(where)s. %(since)s to %(until)s. Evaluated until: %(evaluated)s.") % {
        "where": where,
        "since": day(pilot.starts_on),
        "until": day(pilot.ends_on),
        "evaluated": day(max((one.until for one in told.verdicts), default=None)),
    }


def tell_pilot_states(*, pilots: Sequence[Pilot], language: str) -> dict[str, Any]:
    """Return the board's chapter: where each pilot stands and the verdict in words, with its interval."""
    if not pilots:
        return chapter(_("Pilots"), [text(_("No pilot has started yet."))])
    told = [(one, tell_evidence(one, language)) for one in pilots]
    rows = [
        [one.title, said.campus, said.state_words, _short(said.verdicts)] for one, said in told
    ]
    blocks = [
        table(
            [_("Pilot"), _("Campus"), _("Where it stands"), _("Verdict")],
            rows,
            align=["text"] * 4,
            widths=[3, 2, 2, 4],
            source=_(
                "Rows: pilots (%(n)s) and the newest evaluation of each of their measures."
            )
            % {"n": len(pilots)},
            opens=[(one.title, f"pilot:{one.uuid}") for one in pilots],
        )
    ]
    blocks += [
        card(
            one.title,
            [
                (
                    capfirst(line.measure),
                    f"{line.words or line.verdict} {_interval(line)}".strip(),
                )
                for line in said.verdicts
            ]
            + [(_("What we learned"), one.learning_note)],
            badge=said.state_words,
            shape=SHAPES[Pilot.State(one.state)],
            source=_where(one, said),
            opens=f"pilot:{one.uuid}",
        )
        for one, said in told
        if said.verdicts or one.learning_note
    ]
    return chapter(_("Pilots"), blocks)


def _short(verdicts: Sequence[VerdictLine]) -> str:
    if not verdicts:
        return _("not evaluated yet")
    said = ((capfirst(one.measure), one.verdict.strip().rstrip(".")) for one in verdicts)
    return "\n".join(f"{name}: {verdict[:1].lower()}{verdict[1:]}" for name, verdict in said)


def _interval(one: VerdictLine) -> str:
    if one.words or one.estimate is None or one.low is None or one.high is None:
        return ""
    return _("Difference %(value)s, very likely between %(low)s and %(high)s.") % {
        "value": number(one.estimate, 2),
        "low": number(one.low, 2),
        "high": number(one.high, 2),
    }
