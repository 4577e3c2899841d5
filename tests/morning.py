"""A school morning on which something of everything exists: for tests that go through every address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

from cast import NOW, TODAY, Cast
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ownpath.faces.door.entering import PASSED, SECOND_FACTOR_KEY
from ownpath.interchange.case.write import as_bytes, write_package_1p1
from ownpath.interchange.oneroster import write_package
from ownpath.school.curriculum.exports import build_framework_package
from ownpath.school.curriculum.models import Framework
from ownpath.school.curriculum.queries import items, maps
from ownpath.school.evidence.models import Question
from ownpath.school.evidence.queries import asking
from ownpath.school.mastery import shelf
from ownpath.school.mastery.services import record_observation
from ownpath.school.people.exports import build_package
from ownpath.school.people.imports.jobs import plan_in_background
from ownpath.school.people.imports.uploads import receive_upload
from ownpath.school.people.models import District, Person, RosterImport
from ownpath.school.plans.models import Goal, Offer, Override, Placement
from ownpath.school.plans.services import (
    ask_for_placement,
    ask_next,
    choose_offer,
    ensure_offers,
    pin_activity,
    placement_maps,
    set_goal,
    set_pace_word,
)
from ownpath.school.privacy import services as privacy
from ownpath.school.voice.models import Hope, Message, Signal
from ownpath.school.voice.services import let_go_hope, say_hope, send_message, send_signal

KEPT_IN_MEMORY = (
    items.definition_at,
    items.competencies_at,
    maps._map_at,
    asking._instance_at,
    placement_maps._made,
    shelf._rule_of_model,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """What stands in the tables on this morning, by what it is."""

    question: Question  # Ada's, open, in the sitting of `practice`
    practice: Offer  # Ada's, chosen
    offer: Offer  # Ada's, not practice, open
    goal: Goal
    hope: Hope
    gone_hope: Hope
    signal: Signal
    pin: Override
    observation: UUID
    to_okafor: Message  # from Ada
    from_rosa: Message
    to_rosa: Message
    flagged: UUID  # competency Ada is stuck on
    placement: Placement  # Ada's, asked for, not begun
    roster: RosterImport  # planned by Live Oak's clerk


def forget() -> None:
    """Forget what a process keeps in memory: rows of another test may carry the same numbers."""
    for kept in KEPT_IN_MEMORY:
        kept.cache_clear()
    privacy._noted.clear()
    cache.clear()


def browser(person: Person | None, **more: bool) -> Client:
    """Return a browser in which somebody is signed in, second factor and all; nobody for a stranger."""
    client = Client(raise_request_exception=True, **more)  # type: ignore[arg-type]
    if person is not None:
        client.force_login(person)
        session = client.session
        session[SECOND_FACTOR_KEY] = PASSED
        session.save()
    return client


def begin_practice(student: Person) -> tuple[Offer, Question]:
    """Let a student choose the first practice on offer and get its first question."""
    offers = ensure_offers(student=student, today=TODAY, now=NOW)
    open_practice = next(
        one for one in offers if one.activity.kind == "practice" and one.state == "open"
    )
    offer = choose_offer(
        student=student, offer_uuid=open_practice.uuid, by=student, today=TODAY, now=NOW
    )
    assert offer.sitting is not None
    question = ask_next(
        student=student, sitting_uuid=offer.sitting.uuid, by=student, now=NOW, seed=7
    )
    assert question is not None
    return offer, question


def make_morning(cast: Cast) -> Morning:
    """Make one of everything about Ada."""
    ada, okafor, rosa = cast.ada, cast.okafor, cast.rosa
    flagged = cast.competencies[3]
    _be_stuck(ada, okafor, flagged.pk)
    practice, question = begin_practice(ada)
    hopes = [
        say_hope(student=ada, kind="hope", theme_slug=None, words=words, by=ada, now=NOW)
        for words in ("I want to cook for everybody", "I want to fly")
    ]
    let_go_hope(student=ada, hope_uuid=hopes[1].uuid, by=ada, now=NOW)
    pin = pin_activity(
        student=ada,
        activity_uuid=cast.lesson.uuid,
        reason="Together first.",
        by=okafor,
        today=TODAY,
        now=NOW,
    )
    set_pace_word(
        student=ada, section=cast.section, word="on", reason="", by=okafor, today=TODAY, now=NOW
    )
    goal = set_goal(
        student=ada, competency_id=cast.competencies[2].pk, by=ada, today=TODAY, now=NOW
    )
    observation = uuid4()
    _observe(ada, okafor, cast.competencies[0].pk, "with_help", observation)
    to_okafor, from_rosa = (
        _write(ada, sender, okafor.uuid, words)
        for sender, words in ((ada, "Can you come at ten?"), (rosa, "Ella no durmió bien."))
    )
    to_rosa = Message.objects.create(
        about=ada, sender=okafor, receiver=rosa, body="Thank you.", sent_at=NOW
    )
    still_open = Offer.objects.filter(student=ada, state=Offer.State.OPEN)
    return Morning(
        question=question,
        practice=practice,
        offer=still_open.exclude(activity__kind="practice")[0],
        goal=goal,
        hope=hopes[0],
        gone_hope=hopes[1],
        signal=send_signal(student=ada, kind="need_a_person", by=ada, now=NOW),
        pin=pin,
        observation=observation,
        to_okafor=to_okafor,
        from_rosa=from_rosa,
        to_rosa=to_rosa,
        flagged=flagged.uuid,
        placement=ask_for_placement(student=ada, by=okafor, today=TODAY, now=NOW),
        roster=_plan_a_roster(cast),
    )


def roster_file(district: District) -> SimpleUploadedFile:
    """Return a district's own roster, as a clerk would send it."""
    target = BytesIO()
    write_package(build_package(district=district), target)
    return SimpleUploadedFile("roster.zip", target.getvalue(), content_type="application/zip")


def framework_file(framework: Framework) -> SimpleUploadedFile:
    """Return a framework as a CASE package, as a clerk would send it."""
    written, _left_out = write_package_1p1(
        build_framework_package(framework=framework), now=NOW
    )
    return SimpleUploadedFile(
        "framework.json", as_bytes(written), content_type="application/json"
    )


def _plan_a_roster(cast: Cast) -> RosterImport:
    file = roster_file(cast.live_oak)
    upload = receive_upload(
        by=cast.clerk, file_name="live-oak.zip", chunks=file.chunks(), now=NOW
    )
    plan_in_background(upload=upload, today=TODAY, language="en")
    upload.refresh_from_db()
    return upload


def _be_stuck(student: Person, teacher: Person, competency_id: int) -> None:
    for minutes in range(3):
        _observe(student, teacher, competency_id, "not_yet", uuid4(), minutes_ago=60 - minutes)


def _observe(
    student: Person,
    teacher: Person,
    competency_id: int,
    how_well: str,
    attempt: UUID,
    minutes_ago: int = 30,
) -> None:
    record_observation(
        student=student,
        competency_id=competency_id,
        how_well=how_well,
        note="",
        attempt=attempt,
        by=teacher,
        now=NOW - timedelta(minutes=minutes_ago),
    )


def _write(about: Person, sender: Person, receiver: UUID, body: str) -> Message:
    return send_message(
        about=about, sender=sender, receiver_uuid=receiver, body=body, today=TODAY, now=NOW
    )
