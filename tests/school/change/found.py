"""A found opportunity and an application for it, for the tests of opportunities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cast import NOW, Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ownpath.school.change.models import (
    Application,
    Attachment,
    Duty,
    Mentor,
    Opportunity,
    Requirement,
    RequirementMet,
)
from ownpath.school.change.queries.applications import requirements_of
from ownpath.school.change.services.applications import (
    move_application,
    set_requirement_met,
    start_application,
)
from ownpath.school.change.services.attachments import attach
from ownpath.school.change.services.mentors import MentorWords, add_mentor
from ownpath.school.change.services.opportunities import (
    OpportunityWords,
    OrganizationWords,
    add_opportunity,
)
from ownpath.school.change.services.outcomes import DutyWords, record_award

LANTERN = OrganizationWords(name="Lantern Fund (made up)", reach="national")
IN_A_MONTH = NOW + timedelta(days=30)
REPORT = DutyWords(text="First report", due_on=date(2026, 9, 30))
TABLE = b"organization,kind,title\nLantern Fund (made up),grant,From a table\n"
TO_SUBMITTED = ("plan", "draft", "submit")


def found(cast: Cast, **more: Any) -> Opportunity:
    """Return an opportunity with two requirements that is open for a month."""
    said: dict[str, Any] = {
        "kind": "grant",
        "title": "Small schools grant",
        "amount": 40_000,
        "deadline_at": IN_A_MONTH,
        "time_zone": "America/New_York",
        "requirements": ("A letter of the board", "A budget"),
        **more,
    }
    return add_opportunity(
        district=cast.live_oak,
        organization=LANTERN,
        words=OpportunityWords(**said),
        by=cast.whitfield,
        now=NOW,
    )


def watched(cast: Cast, opportunity: Opportunity | None = None, **more: Any) -> Application:
    """Return an application of the district that watches an opportunity."""
    said = {"campus": None, "owner": cast.whitfield, "asked": 30_000, **more}
    return start_application(
        opportunity=opportunity or found(cast), by=cast.whitfield, now=NOW, **said
    )


def meet_all(cast: Cast, application: Application) -> None:
    """Tick everything that is required."""
    for one, _is_met in requirements_of(application=application):
        set_requirement_met(
            application=application, requirement=one, is_met=True, by=cast.whitfield, now=NOW
        )


def move(cast: Cast, application: Application, *deeds: str, now: datetime = NOW) -> Application:
    """Take some plain steps."""
    for deed in deeds:
        application = move_application(
            application=application, deed_name=deed, by=cast.whitfield, now=now
        )
    return application


def submitted(cast: Cast, **more: Any) -> Application:
    """Return an application that went out with everything."""
    application = watched(cast, **more)
    meet_all(cast, application)
    return move(cast, application, *TO_SUBMITTED)


def awarded(cast: Cast, amount: int | None = 25_000) -> Application:
    """Return an application that was won and is to be reported on."""
    return record_award(
        application=submitted(cast), amount=amount, duties=[REPORT], by=cast.whitfield, now=NOW
    )


def n_met(application: Application) -> int:
    """Return how many requirements are ticked."""
    return RequirementMet.objects.filter(application=application).count()


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


def make_found(cast: Cast) -> Found:
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


def places_of_found(there: Found) -> dict[str, dict[str, Any]]:
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


def fields_of_found(cast: Cast) -> dict[str, dict[str, Any]]:
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


def pages_of_found(there: Found) -> list[str]:
    """Return the addresses of every page about opportunities."""
    places = places_of_found(there)
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
