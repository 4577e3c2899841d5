"""What a leader does with a pilot: each deed with its words, its form and the one service that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from ownpath.faces.leader.forms import pilot_deeds as forms
from ownpath.school.change.services import pilots

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from ownpath.school.change.models import Cycle, Measure, Pilot
    from ownpath.school.people.models import Person

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class What:
    """On what, by whom and when."""

    pilot: Pilot
    by: Person
    now: datetime
    cycle: Cycle | None = None
    measure: Measure | None = None

    @property
    def this(self) -> dict[str, Any]:
        """What every service about a pilot is told."""
        return {"pilot": self.pilot, "by": self.by, "now": self.now}

    @property
    def on(self) -> dict[str, Any]:
        """What every service about a cycle is told."""
        return {"cycle": self.cycle, "by": self.by, "now": self.now}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One deed of a pilot as a page asks for it."""

    title: _StrPromise
    lead: _StrPromise
    button: _StrPromise
    form: type[forms.DeedForm]
    do: Callable[[What, Said], Any]
    starts_with: Callable[[What], Mapping[str, Any] | None] = lambda _what: None


def _amend(what: What, said: Said) -> Any:
    return pilots.amend(
        field=said["name"], value=said["value"], why=said["why"], measure=said["measure"],
        **what.this,
    )  # fmt: skip


def _notice(what: What, said: Said) -> Any:
    words = {"en": said["en"], "es": said["es"]}
    return pilots.send_notice(audience=said["audience"], words=words, **what.this)


def _retry(what: What, said: Said) -> Any:
    return pilots.retry(parent=what.pilot, title=said["title"], by=what.by, now=what.now)


def _measure(what: What, said: Said) -> Any:
    return pilots.save_measure(
        measure=what.measure, said=pilots.MeasureSaid(**said), **what.this
    )


def _verdict(name: str) -> Callable[[What, Said], Any]:
    return lambda what, said: pilots.conclude(deed_name=name, **said, **what.this)


DEEDS: Final[dict[str, Deed]] = {
    "propose": Deed(
        title=_("Propose it"),
        lead=_("It must be complete: what is missing is named."),
        button=_("Propose"),
        form=forms.DeedForm,
        do=lambda what, said: pilots.propose(**said, **what.this),
    ),
    "rework": Deed(
        title=_("Work on it again"),
        lead=_("It goes back to being an idea, and is proposed anew."),
        button=_("Take it back"),
        form=forms.DeedForm,
        do=lambda what, said: pilots.rework(**said, **what.this),
    ),
    "tell": Deed(
        title=_("The campus was told"),
        lead=_("Where no decision of the council carries it, the campus’s seat is told."),
        button=_("Note the day"),
        form=forms.TellForm,
        do=lambda what, said: pilots.tell_campus(**said, **what.this),
    ),
    "approve": Deed(
        title=_("Approve it"),
        lead=_("A voting seat of the campus must be filled, and told five school days before."),
        button=_("Approve"),
        form=forms.ApproveForm,
        do=lambda what, said: pilots.approve(**said, **what.this),
    ),
    "start": Deed(
        title=_("Lock it and start"),
        lead=_("From now on every change is an amendment with its reason, and always shows."),
        button=_("Lock and start today"),
        form=forms.StartForm,
        do=lambda what, _said: pilots.start(**what.this),
    ),
    "stop": Deed(
        title=_("Stop it"),
        lead=_("Its classes go back to the models they had. What was seen can be studied."),
        button=_("Stop"),
        form=forms.WhyForm,
        do=lambda what, said: pilots.stop(**said, **what.this),
    ),
    "go-on": Deed(
        title=_("Let it run on"),
        lead=_("The limit is looked at again in a week. Your reason always shows."),
        button=_("Run on"),
        form=forms.WhyForm,
        do=lambda what, said: pilots.go_on(**said, **what.this),
    ),
    "study": Deed(
        title=_("Study what was seen"),
        lead=_("The trying ends, and its classes go back to the models they had."),
        button=_("End it and study"),
        form=forms.DeedForm,
        do=lambda what, said: pilots.study(**said, **what.this),
    ),
    "adopt": Deed(
        title=_("Adopt it"),
        lead=_("It becomes how we work. A verdict rests on data, or says what is missing."),
        button=_("Adopt"),
        form=forms.VerdictForm,
        do=_verdict("adopt"),
    ),
    "adapt": Deed(
        title=_("Adapt it"),
        lead=_("Part of it stays, part of it changes: the next try says how."),
        button=_("Adapt"),
        form=forms.VerdictForm,
        do=_verdict("adapt"),
    ),
    "abandon": Deed(
        title=_("Let it go"),
        lead=_("A pilot that did not work has done its work once it is written what it taught."),
        button=_("Let it go"),
        form=forms.VerdictForm,
        do=_verdict("abandon"),
    ),
    "note": Deed(
        title=_("What we learned"),
        lead=_("Whoever tries again reads this first."),
        button=_("Keep"),
        form=forms.NoteForm,
        do=lambda what, said: pilots.note_learning(**said, **what.this),
    ),
    "retry": Deed(
        title=_("Try again"),
        lead=_("The plan, classes and measures come along; change what was learned."),
        button=_("Begin the next try"),
        form=forms.RetryForm,
        do=_retry,
    ),
    "amend": Deed(
        title=_("Amend it"),
        lead=_("What stood before is kept and shown beside it."),
        button=_("Amend"),
        form=forms.AmendForm,
        do=_amend,
    ),
    "notice": Deed(
        title=_("Tell the board or the families"),
        lead=_("Families read this on their page, and answer there."),
        button=_("Send"),
        form=forms.NoticeForm,
        do=_notice,
    ),
    "cycle": Deed(
        title=_("Plan a cycle"),
        lead=_("One main change, one prediction; then look whether it came true."),
        button=_("Keep"),
        form=forms.CycleForm,
        do=lambda what, said: pilots.plan_cycle(**said, **what.this),
    ),
    "measure": Deed(
        title=_("Add a measure"),
        lead=_("At least one that shows whether it helps, and one that shows whether it harms."),
        button=_("Add"),
        form=forms.MeasureForm,
        do=_measure,
    ),
}  # fmt: skip

CHANGE_MEASURE: Final = Deed(
    title=_("Change the measure"),
    lead=_("Until the pilot starts; after that only by an amendment."),
    button=_("Keep"),
    form=forms.MeasureForm,
    do=_measure,
    starts_with=lambda what: forms.typed(what.measure) if what.measure else None,
)

CYCLE_DEEDS: Final[dict[str, Deed]] = {
    "begin": Deed(
        title=_("Begin the cycle"),
        lead=_("Do what was planned, and nothing else with it."),
        button=_("Begin"),
        form=forms.DeedForm,
        do=lambda what, _said: pilots.begin_cycle(**what.on),
    ),
    "look": Deed(
        title=_("What was seen"),
        lead=_("Set it beside what was predicted, as it was."),
        button=_("Keep"),
        form=forms.SeenForm,
        do=lambda what, said: pilots.look_at_cycle(**said, **what.on),
    ),
    "conclude": Deed(
        title=_("What comes next"),
        lead=_("Say what the cycle taught, and the next step."),
        button=_("Close the cycle"),
        form=forms.ConcludeForm,
        do=lambda what, said: pilots.conclude_cycle(**said, **what.on),
    ),
}
