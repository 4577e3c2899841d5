"""The pages of the change on the demonstration district, lazily: leaders', and those on which everybody takes part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from ownpath.school.change import models
from ownpath.school.change.services.booking import ask_for_book, do_book_job
from ownpath.school.change.services.pilots import save_pilot
from ownpath.school.change.services.visions import draft_vision
from ownpath.school.people.models import Campus, Person

Addresses = Iterator[tuple[str, str]]

PLAIN = (
    "friday", "vision", "concerns", "council", "seat_new", "meetings", "decisions",
    "decision_new", "ideas", "campuses", "eager", "pilots", "pilot_new", "practices",
    "practice_new", "spread", "visits", "books", "opportunities", "opportunities_board",
    "opportunity_new", "opportunities_import", "calendar_feed", "mentors", "mentor_new",
)  # fmt: skip
OF_A_PRINCIPAL = (
    "friday", "vision", "concerns", "council", "decisions", "ideas", "pilots", "practices",
    "spread", "visits", "books", "opportunities",
)  # fmt: skip
# Pages of one row each: the address, the rows it may be of, and what its address needs beside the row.
OF_ONE_ROW: tuple[tuple[str, type[Any], dict[str, Any]], ...] = (
    ("seat", models.Seat, {}),
    ("meeting", models.Meeting, {}),
    ("minutes", models.Meeting, {}),
    ("decision", models.Decision, {}),
    ("concern", models.Concern, {"answered_at": None}),
    ("vision_version", models.Vision, {"state": "adopted"}),
    ("vision_talk", models.Vision, {"state": "consulted"}),
    ("vision_preview", models.Vision, {"state": "consulted"}),
    ("vision_draft", models.Vision, {"state": "draft"}),
    ("vision_words", models.Vision, {"state": "draft"}),
    ("vision_aims", models.Vision, {"state": "draft"}),
    ("vision_indicator", models.Vision, {"state": "draft"}),
    ("opportunity", models.Opportunity, {}),
    ("opportunity_edit", models.Opportunity, {}),
    ("opportunity_round", models.Opportunity, {}),
    ("application", models.Application, {}),
    ("application_edit", models.Application, {}),
    ("application_lost", models.Application, {"state": "submitted"}),
    ("application_award", models.Application, {"state": "submitted"}),
    ("mentor", models.Mentor, {}),
    ("mentor_edit", models.Mentor, {}),
    ("pilot", models.Pilot, {"state": "running"}),
    ("pilot", models.Pilot, {"state": "adopted"}),
    ("pilot_edit", models.Pilot, {"state": "idea"}),
    ("practice", models.PracticeCard, {"state": "endorsed"}),
    ("practice_edit", models.PracticeCard, {}),
    ("voices", models.PracticeCard, {}),
    ("visit", models.Visit, {}),
    ("book", models.Book, {"kind": "playbook"}),
)
NOT_MEASURED_OF_CHANGE = {
    "leader:pilot_do": "a form of each deed, from where a pilot stands",
    "leader:pilot_cycle_do": "the same of a cycle",
    "leader:begin": "leads on to the first page of who asks",
    "leader:opportunity_about": "leads on to what a date is about",
    "leader:opportunities_export": "a file",
    "leader:opportunity_apply": "leads on once somebody applied",
    "leader:calendar": "a file behind a secret of its own",
    "leader:attachment": "a file",
    "leader:campus_plan": "the plan of a change that is asked for by a form",
    "leader:vision_preview_part": "a part of leader:vision_preview",
    "leader:pilot_csv": "a file",
    "leader:pilot_reckoning": "a part of leader:pilot that asks again, or leads on to it",
    "leader:book_progress": "a part of leader:books, or leads on to it",
    "leader:book_pdf": "a file",
}


def make_the_change(now: datetime) -> None:
    """Leave what a page needs and the demonstration lacks: a draft, an application sent, an idea of a pilot, a book."""
    leader = Person.objects.get(username="whitfield")
    district = leader.district
    assert district is not None  # noqa: S101 - the cast has one
    if not models.Vision.objects.filter(district=district, state="draft").exists():
        draft_vision(district=district, campus=None, by=leader, now=now)
    campus = Campus.objects.filter(district=district).earliest("pk")
    sent = models.Application.objects.filter(district=district, state="drafting")
    sent.filter(pk=sent.earliest("pk").pk).update(state="submitted")
    save_pilot(campus=campus, said={"title": "An idea"}, by=leader, now=now)
    job = ask_for_book(district=district, kind="playbook", by=leader, now=now)
    do_book_job(uuid=job.uuid, clock=lambda: now)


def change_of_leader(leader: Person, campus: Campus) -> Addresses:
    """Yield the pages of the change: all of them for who runs the district, the lists for a principal."""
    runs = leader.roles.filter(name="districtAdministrator").exists()
    if not runs:
        yield from ((f"leader:{one}", reverse(f"leader:{one}")) for one in OF_A_PRINCIPAL)
        return
    for name in PLAIN:
        yield f"leader:{name}", reverse(f"leader:{name}")
    for name, table, wanted in OF_ONE_ROW:
        row = table.objects.filter(district=leader.district, **wanted).order_by("-pk").first()
        if row is not None:
            more = f", {wanted['state']}" if name == "pilot" else ""
            yield f"leader:{name}{more}", reverse(f"leader:{name}", args=[row.uuid])
    yield from _further(leader, campus)


def _further(leader: Person, campus: Campus) -> Addresses:
    draft = models.Vision.objects.filter(district=leader.district, state="draft").last()
    if draft is not None:
        where = [draft.uuid, "students"]
        yield "leader:vision_statements", reverse("leader:vision_statements", args=where)
    card = models.PracticeCard.objects.filter(district=leader.district).first()
    if card is not None:
        where = [card.uuid, campus.uuid]
        yield "leader:spread_cell", reverse("leader:spread_cell", args=where)
    measure = models.Measure.objects.filter(
        pilot__district=leader.district, is_headline=True
    ).last()
    if measure is not None:
        for name in ("pilot_measure", "pilot_measure_change", "pilot_rows", "pilot_upload"):
            where = [measure.pilot.uuid, measure.uuid]
            yield f"leader:{name}", reverse(f"leader:{name}", args=where)


def change_of_everybody(face: str) -> Addresses:
    """Yield the pages on which somebody of a face takes part."""
    yield f"{face}:change", reverse(f"{face}:change")
    yield f"{face}:words", reverse(f"{face}:words")
