"""Ada's campus has one vacant seat; a meeting is called, a decision and an idea wait, a campus is to close."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cast import NOW, TODAY, Cast
from convened import fill, make_seat, propose
from django.urls import reverse

from ownpath.school.change.queries.campus_changes import draw_campus_plan
from ownpath.school.change.services.campus_changes import plan_campus_change
from ownpath.school.change.services.ideas import write_idea
from ownpath.school.change.services.meetings import add_agenda_item, call_meeting
from ownpath.school.change.services.seats import invite_to_seat

Named = dict[str, dict[str, Any]]
LATER = TODAY + timedelta(days=200)
BY: dict[str, Any] = {"by": None, "now": NOW}


def make(cast: Cast) -> tuple[Named, Named, dict[str, list[str]]]:
    """Return the arguments, the fields and the pages of the council."""
    campus, district = cast.section.campus, cast.live_oak
    starts_at = NOW + timedelta(days=3)
    called = call_meeting(district=district, starts_at=starts_at, where="Library", **BY)
    add_agenda_item(meeting=called, title="What we heard", **BY)
    idea = write_idea(
        district=district, campus=campus, title="A garden", text="", by=cast.okafor, now=NOW
    )
    fill(make_seat(cast, campus), cast.reyes)
    decision, seat = propose(cast, [campus], told_at=None), make_seat(cast, campus, "teacher")
    plan = draw_campus_plan(
        kind="closed",
        campus=cast.ben_section.campus,
        into=None,
        happens_on=TODAY + timedelta(days=90),
        today=TODAY,
    )
    change = plan_campus_change(
        kind=plan.kind,
        campus=plan.campus,
        into=None,
        happens_on=plan.happens_on,
        digest=plan.digest,
        **BY,
    )
    for_children = make_seat(cast, campus, "student")
    invite_to_seat(seat=for_children, person=cast.ada, starts_on=TODAY, ends_on=LATER, **BY)
    meeting = {"meeting": called.uuid}
    places = {
        "leader:seat": {"seat": seat.uuid},
        "family:seat_answer": {"child": cast.ada.uuid, "seat": for_children.uuid},
        "leader:seat_do": {"seat": seat.uuid, "deed": "invite"},
        "leader:meeting": meeting,
        "leader:minutes": meeting,
        "leader:meeting_do": {**meeting, "deed": "open"},
        "leader:decision": {"decision": decision.uuid},
        "leader:decision_do": {"decision": decision.uuid, "deed": "tell"},
        "leader:idea_do": {"idea": idea.uuid, "deed": "set_aside"},
        "leader:campus_cancel": {"change": change.uuid},
        **{
            f"{face}:change_{name}": {name_of: uuid, "deed": deed}
            for face in ("student", "teacher", "family")
            for name, name_of, uuid, deed in (
                ("back", "idea", idea.uuid, "unback"),
                ("seat", "seat", seat.uuid, "accept"),
            )
        },
    }
    named = (
        "council",
        "seat_new",
        "meetings",
        "decisions",
        "decision_new",
        "ideas",
        "campuses",
    )
    pages = [
        *(reverse(f"leader:{name}") for name in named),
        reverse("leader:seat", args=[seat.uuid]),
        reverse("leader:meeting", args=[called.uuid]),
        reverse("leader:minutes", args=[called.uuid]),
        reverse("leader:decision", args=[decision.uuid]),
        f"{reverse('leader:campus_plan')}?kind=closed&campus={campus.uuid}&happens_on={LATER}",
    ]
    theirs = reverse("leader:seat", args=[for_children.uuid])
    return places, _fields(cast), {"whitfield": [*pages, theirs], "reyes": pages[:1]}


def _fields(cast: Cast) -> Named:
    campus, day = str(cast.section.campus.uuid), LATER.isoformat()
    return {
        "leader:seat_new": {"campus": campus, "kind": "teacher"},
        "leader:seat_do": {
            "person": "Grace Okafor", "starts_on": TODAY.isoformat(), "ends_on": day,
        },
        "leader:meetings": {"day": day, "hour": "16:00"},
        "leader:decision_new": {
            "title": "Stations in grade 5", "campuses": [campus],
            "owner": str(cast.reyes.uuid), "due_on": day,
        },
        "leader:decision_do": {"campus": campus},
        "family:seat_answer": {"answer": "yes"},
        "leader:ideas": {"title": "A quiet room"},
        "leader:idea_do": {"reply": "In fall."},
        **{f"{face}:change_idea": {"title": "Swings"} for face in ("student", "teacher", "family")},
        "leader:campus_plan": {"kind": "closed", "campus": campus, "happens_on": day},
    }  # fmt: skip
