"""Opportunities of every kind at Ada's campus, for those who open every address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cast import NOW, Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from found import REPORT, TO_SUBMITTED, found, move, watched

from ownpath.school.change.models import (
    Application,
    Attachment,
    Duty,
    Mentor,
    Opportunity,
    Requirement,
)
from ownpath.school.change.services.attachments import attach
from ownpath.school.change.services.mentors import MentorWords, add_mentor
from ownpath.school.change.services.outcomes import record_award

TABLE = b"organization,kind,title\nLantern Fund (made up),grant,From a table\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something of every kind, all of it for Ada's campus."""

    opportunity: Opportunity
    requirement: Requirement
    watching: Application
    sent: Application
    won: Application
    duty: Duty
    file: Attachment
    mentor: Mentor
    due_mentor: Mentor


def _found(cast: Cast) -> Found:
    """Make something of every kind, as Ms. Whitfield would."""
    campus = cast.section.campus
    told: Any = {"by": cast.whitfield, "now": NOW}
    opportunity = found(cast)
    watching = watched(cast, opportunity, campus=campus)
    sent, won = (
        watched(cast, found(cast, title=title, requirements=()), campus=campus)
        for title in ("Second", "Third")
    )
    sent, won = (move(cast, one, *TO_SUBMITTED) for one in (sent, won))
    won = record_award(application=won, amount=500, duties=[REPORT], **told)
    mentors = [
        add_mentor(
            district=cast.live_oak,
            words=MentorWords(name=name, campus=campus),
            meets_at=NOW + timedelta(days=1),
            **told,
        )
        for name in ("Dr. Pell (made up)", "Ms. Quill (made up)")
    ]
    Mentor.objects.filter(pk=mentors[1].pk).update(meets_at=NOW - timedelta(days=1))
    return Found(
        opportunity=opportunity,
        requirement=opportunity.requirements.order_by("place")[0],
        watching=watching,
        sent=sent,
        won=won,
        duty=Duty.objects.get(application=won),
        file=attach(application=watching, name="letter.txt", content=b"Dear all", **told),
        mentor=mentors[0],
        due_mentor=mentors[1],
    )


def _places(there: Found) -> dict[str, dict[str, Any]]:
    """Return the arguments of the addresses about opportunities."""
    one = {"opportunity": there.opportunity.uuid}
    watching = {"application": there.watching.uuid}
    sent, won = {"application": there.sent.uuid}, {"application": there.won.uuid}
    mentor = {"mentor": there.mentor.uuid}
    return {
        **{
            f"leader:opportunity{name}": one
            for name in ("", "_edit", "_round", "_away", "_apply")
        },
        "leader:opportunity_about": {"about": there.duty.uuid},
        "leader:application": watching,
        "leader:application_edit": watching,
        "leader:application_step": {**watching, "deed": "plan"},
        "leader:application_requirement": {
            **watching,
            "requirement": there.requirement.uuid,
        },
        "leader:application_award": sent,
        "leader:application_lost": sent,
        "leader:application_duty_new": won,
        "leader:application_duty": {**won, "duty": there.duty.uuid},
        "leader:attachment_new": watching,
        "leader:attachment": {"attachment": there.file.uuid},
        "leader:attachment_remove": {"attachment": there.file.uuid},
        **{f"leader:mentor{name}": mentor for name in ("", "_edit", "_meeting", "_end")},
        "leader:mentor_held": {"mentor": there.due_mentor.uuid},
        "leader:calendar": {"secret": "nobody-was-ever-given-this-one"},
    }


def _fields(cast: Cast) -> dict[str, dict[str, Any]]:
    """Return what a page would send with each deed about opportunities."""
    campus = str(cast.section.campus.uuid)
    said = {
        "title": "New",
        "kind": "grant",
        "organization": "Lantern Fund (made up)",
        "reach": "national",
        "time_zone": "America/Los_Angeles",
        "requirements": "A letter",
    }
    meeting = {"next_on": "2026-04-02", "next_clock": "10:00"}
    return {
        "leader:opportunity_new": said,
        "leader:opportunity_edit": said,
        "leader:opportunity_round": {"round": "2027", "deadline_on": "2027-04-01"},
        "leader:opportunity_apply": {"campus": str(cast.ben_section.campus.uuid)},
        "leader:opportunities_import": {"table": SimpleUploadedFile("a.csv", TABLE)},
        "leader:application_edit": {"asked": "100"},
        "leader:application_requirement": {"done": "yes"},
        "leader:application_award": {"text-0": "Report", "due-0": "2026-09-01"},
        "leader:application_lost": {"text-mentor": "Dr. Pell"},
        "leader:application_duty_new": {"text": "Report", "due_on": "2026-09-01"},
        "leader:application_duty": {"done": "yes"},
        "leader:attachment_new": {"file": SimpleUploadedFile("a.txt", b"Dear all")},
        "leader:mentor_new": {"name": "Mr. Oak (made up)", "campus": campus},
        "leader:mentor_edit": {"name": "Mr. Oak (made up)", "campus": campus},
        "leader:mentor_meeting": meeting,
        "leader:mentor_held": {"note": "Start small.", **meeting},
    }


def _pages(there: Found) -> list[str]:
    """Return the addresses of every page about opportunities."""
    places = _places(there)
    without = ("opportunities", "opportunities_board", "opportunity_new", "mentors")
    of_one = ("opportunity", "opportunity_edit", "opportunity_round", "opportunity_apply")
    of_us = ("application", "application_edit", "application_award", "application_lost")
    return [
        *(reverse(f"leader:{name}") for name in (*without, "mentor_new", "calendar_feed")),
        reverse("leader:opportunities_import"),
        *(
            reverse(f"leader:{name}", kwargs=places[f"leader:{name}"])
            for name in (*of_one, *of_us, "mentor", "mentor_edit")
        ),
        reverse("leader:application", args=[there.won.uuid]),
        reverse("leader:mentor", args=[there.due_mentor.uuid]),
    ]


def make(cast: Cast) -> tuple[dict[str, Any], dict[str, Any], dict[str, list[str]]]:
    """Make something of every kind and return where it is, what is sent there, and the pages of it."""
    there = _found(cast)
    return _places(there), _fields(cast), {"whitfield": _pages(there)}
