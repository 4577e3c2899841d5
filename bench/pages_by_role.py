"""Whose pages there are on the demonstration district: each face's addresses, lazily, for somebody of that role."""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pages_of_change import (
    NOT_MEASURED_OF_CHANGE,
    change_of_everybody,
    change_of_leader,
    make_the_change,
)
from pages_of_days import (
    content_pages,
    days_of_leader,
    days_of_student,
    days_of_teacher,
    make_the_days,
)

from ownpath.faces.leader.pages.figures import KINDS
from ownpath.school.curriculum.models import Framework
from ownpath.school.mastery.models import KnowledgeState
from ownpath.school.people.models import Campus, Guardianship, Person, RosterImport
from ownpath.school.people.queries import sections_taught, students_in
from ownpath.school.plans.models import Offer
from ownpath.school.voice.models import Message

NOT_MEASURED = {
    "door:try_as": "a deed",
    "door:second_factor": "leads on where none is asked for",
    "door:second_factor_change": "leads on where there is none yet",
    "leader:days": "leads on to the next day of school",
    "leader:progress": "a part of leader:day that asks again, or leads on to it",
    "office:template_edit": "wants a pack of the district's own",
    "office:template_new": "wants the same",
    "office:audit_file": "a file",
    "office:content_export": "a file",
    "office:framework_plan": "needs a file that waits in the session",
    "office:framework_progress": "the same",
    "office:import_progress": "leads on once the plan stands",
    "office:cards_progress": "a part of a page that asks again, or leads on",
    "student:preview": "a fragment of a formula being typed: no query, no page",
    "openid_connect_login": "another server's",
    "openid_connect_callback": "the same",
    **NOT_MEASURED_OF_CHANGE,
}
GRADES = ("03", "04", "05", "07", "08")

# The name of an address with what is special about it, and the address.
Addresses = Iterator[tuple[str, str]]


def make_ready(today: date, now: datetime) -> None:
    """Do what the worker would have done by now, and leave what a page needs and the demonstration lacks."""
    make_the_days(today, now)
    make_the_change(now)
    gc.collect()
    gc.freeze()  # as a server's process before it answers; it has not planned any day itself


def pages_of_stranger(_person: None, _client: Client, _today: date) -> Addresses:
    yield "door:sign_in", "/sign-in"
    yield "door:home", "/"


def pages_of_student(student: Person, client: Client, today: date) -> Addresses:
    """Yield a student's pages; My day comes first and makes today's offers, as on a new morning."""
    Offer.objects.filter(student=student, for_day=today, state=Offer.State.OPEN).delete()
    yield "student:my_day", "/me/"
    yield "student:my_path", "/me/path/"
    yield "student:my_hopes", "/me/hopes/"
    yield "student:ideas", "/me/ideas/"
    yield "student:my_voice", "/me/voice/"
    yield "student:person", "/me/person/"
    yield from days_of_student(student)
    yield from change_of_everybody("student")
    yield "door:account", "/account"
    yield "door:password", "/account/password"
    offers = list(
        Offer.objects.filter(student=student, for_day=today).select_related(
            "activity", "competency"
        )
    )
    for other in offers:  # a planned day may hold practice alone
        if other.activity.kind != "practice":
            yield "student:activity", reverse("student:activity", args=[other.uuid])
            break
    for one in offers:
        if one.competency:
            domain = one.competency.domain
            yield "student:path_domain", reverse("student:path_domain", args=[domain])
            break
    for offer in offers:
        if offer.activity.kind == "practice" and offer.state == Offer.State.OPEN:
            page = client.post(f"/me/offers/{offer.uuid}/choose").content.decode()  # opens it
            found = re.search(r"/me/practice/[0-9a-f-]{36}/", page)
            if found is None:
                raise SystemExit(f"no practice was opened by choosing offer {offer.uuid}")
            yield "student:practice", found[0]
            return


def pages_of_teacher(teacher: Person, _client: Client, today: date) -> Addresses:
    section = sections_taught(teacher=teacher, today=today)[0]
    student = students_in(section=section, today=today)[0]

    def about(name: str, question: str = "") -> str:
        return reverse(f"teacher:{name}", args=[student.uuid]) + question

    yield from {
        "teacher:room": "/room/",
        "teacher:section": reverse("teacher:section", args=[section.uuid]),
        "teacher:section, by student": reverse("teacher:section", args=[section.uuid])
        + "?view=students",
        "teacher:messages": "/room/messages/",
        **{
            f"teacher:{name}": about(name)
            for name in ("student", "knows", "evidence", "voice", "plan", "observe", "pin")
        },
        "door:second_factor_set_up": "/account/second-factor/begin",
    }.items()
    yield from days_of_teacher(teacher, section, student, today)
    yield from change_of_everybody("teacher")
    yield "teacher:trying", reverse("teacher:trying")
    known = KnowledgeState.objects.filter(student=student).select_related("competency").first()
    if known is not None:
        one_skill = about("evidence", f"?what={known.competency.uuid}")
        yield "teacher:evidence, of one skill", one_skill
    offer = Offer.objects.filter(student=student, for_day=today).first()
    if offer is not None:
        yield "teacher:veto", about("veto", f"?activity={offer.activity.uuid}")
    message = Message.objects.filter(receiver=teacher).first()
    if message is not None:
        yield "teacher:answer", reverse("teacher:answer", args=[message.uuid])


def pages_of_family(guardian: Person, _client: Client, _today: date) -> Addresses:
    child = Guardianship.objects.filter(guardian=guardian).first()
    assert child is not None  # noqa: S101 - who is asked for has a child
    yield "family:week", "/family/"
    yield "family:child", reverse("family:child", args=[child.student.uuid])
    yield "family:days", reverse("family:days", args=[child.student.uuid])
    yield "family:choices", reverse("family:choices", args=[child.student.uuid])
    yield "family:record", reverse("family:record", args=[child.student.uuid])
    yield from change_of_everybody("family")
    yield "family:trying", reverse("family:trying", args=[child.student.uuid])


def pages_of_leader(leader: Person, _client: Client, today: date) -> Addresses:
    campus = Campus.objects.filter(roles__person=leader).first() or Campus.objects.filter(
        district=leader.district
    ).latest("pk")
    yield "leader:home", "/lead/"
    for kind in KINDS:
        yield f"leader:rows, {kind}", reverse("leader:rows", args=[kind, campus.uuid])
    yield from days_of_leader(leader, campus, today)
    yield from change_of_leader(leader, campus)


def pages_of_office(clerk: Person, client: Client, _today: date) -> Addresses:
    student = Person.objects.filter(district=clerk.district, roles__name="student").earliest(
        "pk"
    )
    upload = planned_roster(client)
    campus = Campus.objects.filter(district=clerk.district, ended_on=None).earliest("pk")
    used = Framework.objects.filter(sections__section__district=clerk.district).earliest("pk")
    yield from {
        "office:home": "/office/",
        "office:imports": "/office/imports/",
        "office:import_plan": reverse("office:import_plan", args=[upload]),
        "office:import_problems": reverse("office:import_problems", args=[upload]),
        "office:people": "/office/people/",
        "office:people, searched": "/office/people/?q=mor",
        "office:people, last page": "/office/people/?page=80",
        "office:person": reverse("office:person", args=[student.uuid]),
        "office:import_problem_list": reverse("office:import_problem_list", args=[upload]),
        "office:problems": "/office/problems/",
        "office:district": "/office/district/",
        "office:frameworks": "/office/frameworks/",
        "office:framework": reverse("office:framework", args=[used.uuid]),
        "office:studies": "/office/classes/",
        "office:students_cards": reverse("office:students_cards", args=[campus.uuid]),
        "office:audit": "/office/audit/",
        "office:audit, of one": f"/office/audit/?about={student.uuid}",
        "office:audit, looked through": "/office/audit/?by_name=oka&kind=looks",
    }.items()
    yield from content_pages("office", "content")


def planned_roster(client: Client) -> UUID:
    """Send the district's own roster in again, wait until its plan stands, and return its import."""
    exported = client.post("/office/export/").content
    client.post("/office/imports/", {"roster": SimpleUploadedFile("roster.zip", exported)})
    upload = RosterImport.objects.latest("pk")
    while upload.state == RosterImport.State.PLANNING:
        time.sleep(0.2)
        upload.refresh_from_db()
    gc.collect()  # what making ready left behind is not the next page's to sweep
    return upload.uuid


def people_for(n_people: int) -> Iterator[tuple[str, Callable[..., Addresses], Sequence[Any]]]:
    """Return each face with its pages and who opens them, the cast first."""

    def called(*usernames: str) -> list[Person]:
        return [Person.objects.get(username=name) for name in usernames]

    others = Person.objects.exclude(
        username__in=("ada", "ben", "okafor", "ito", "rosa", "lund")
    )
    in_class = others.filter(enrollments__section__frameworks__isnull=False).distinct()
    students = in_class.filter(roles__name="student", grade__in=GRADES)
    teachers = in_class.filter(roles__name="teacher")
    families = others.filter(
        children_of__student__enrollments__section__frameworks__isnull=False
    ).distinct()

    def some(people: Any) -> list[Person]:
        found = list(people.order_by("pk"))
        return found[:: max(1, len(found) // n_people)][:n_people]

    yield "stranger", pages_of_stranger, [None]
    yield "student", pages_of_student, [*called("ada"), *some(students)]
    yield "teacher, grade 4", pages_of_teacher, [*called("okafor"), *some(teachers)]
    yield "teacher, grade 8", pages_of_teacher, called("ito")
    yield "family", pages_of_family, [*called("rosa"), *some(families)]
    yield "principal", pages_of_leader, called("reyes")
    yield "superintendent", pages_of_leader, called("whitfield")
    yield "office", pages_of_office, called("nakamura")
