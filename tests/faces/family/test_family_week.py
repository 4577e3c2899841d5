"""A family's week: plain words in their language, nothing the child told in confidence, and a way to say no."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from cast import NOW, TODAY, Cast, enroll, make_person
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override
from facing import asked_of, is_refused, no_database, sign_in

from ownpath.faces.family.pages.telling import because_of, join, questions_for, tell_work
from ownpath.faces.family.pages.week import Asked, WeekPage, build_week, monday_of
from ownpath.school.days.models import NextChoice
from ownpath.school.mastery.services import record_observation
from ownpath.school.people.models import Guardianship, Section
from ownpath.school.plans.models import Offer
from ownpath.school.plans.services import ensure_offers, pin_activity
from ownpath.school.privacy.models import AuditEntry
from ownpath.school.voice.models import Message
from ownpath.school.voice.services import answer_message, say_hope, send_message, send_signal

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
MOST_QUERIES = 18


def week_of(cast: Cast, language: str = "en", **asked: object) -> WeekPage:
    """Build Rosa's page at the moment of the cast."""
    wanted = {"child": None, "week": None, "concern": None, **asked}
    page = build_week(
        viewer=cast.rosa, asked=Asked(**wanted), today=TODAY, now=NOW, language=language
    )
    assert page is not None
    return page


def let_a_week_happen(cast: Cast) -> None:
    """Ada works, chooses, loves, hopes and writes."""
    record_observation(
        student=cast.ada,
        competency_id=cast.competencies[0].pk,
        how_well="alone",
        note="",
        attempt=uuid4(),
        by=cast.okafor,
        now=NOW - timedelta(hours=2),
    )
    ensure_offers(student=cast.ada, today=TODAY, now=NOW)
    Offer.objects.filter(pk=Offer.objects.order_by("rank")[0].pk).update(state="chosen")
    say_hope(
        student=cast.ada, kind="interest", theme_slug="cooking", words="", by=cast.ada, now=NOW
    )
    send_signal(
        student=cast.ada, kind="loved_it", activity_uuid=cast.project.uuid, by=cast.ada, now=NOW
    )
    send_message(
        about=cast.ada,
        sender=cast.ada,
        receiver_uuid=cast.okafor.uuid,
        body="A secret of mine",
        today=TODAY,
        now=NOW,
    )


class TestTheWeek:
    def test_says_what_was_worked_on_and_chosen_and_loved(self, cast: Cast) -> None:
        let_a_week_happen(cast)
        page = week_of(cast)
        assert page.work == "Ada worked on this, on 1 day:"
        assert page.worked_on == ("Step 1",)
        assert [thing.because.startswith("because") for thing in page.chose] == [True]
        assert page.loved == ("project-1 in English",)
        assert (page.hopes, page.likes) == ((), ("Cooking",))
        assert page.next
        assert [teacher.name for teacher in page.teachers] == ["Ms. Okafor"]

    def test_names_what_a_teacher_teaches_in_the_familys_language(self, cast: Cast) -> None:
        for subjects, told in ((["Math 4"], "Matemáticas"), (["Ceramics"], "Ceramics")):
            Section.objects.filter(pk=cast.section.pk).update(subjects=subjects)
            with override("es"):
                assert [one.of for one in week_of(cast, "es").teachers] == [told]
        Section.objects.filter(pk=cast.section.pk).update(subjects=[])
        assert [one.of for one in week_of(cast).teachers] == [cast.section.title]

    def test_tells_what_was_picked_for_a_planned_day(self, cast: Cast) -> None:
        picked = {"student": cast.ada, "made_at": NOW, "modality": "project"}
        for day in (TODAY, TODAY + timedelta(days=1)):
            NextChoice.objects.create(activity=cast.project, day=day, **picked)
        taken_back = {"activity": cast.lesson, "day": TODAY, "taken_back_at": NOW, **picked}
        NextChoice.objects.create(**taken_back)
        NextChoice.objects.create(
            activity=cast.lesson, day=TODAY + timedelta(days=19), **picked
        )
        chose = week_of(cast).chose
        assert [(one.title, one.because) for one in chose] == [
            ("project-1 in English", "picked for Tuesday and Wednesday")
        ]

    def test_tells_what_was_picked_for_a_day_after_this_week_with_its_date(
        self, cast: Cast
    ) -> None:
        NextChoice.objects.create(
            student=cast.ada, made_at=NOW, modality="project", activity=cast.project,
            day=TODAY + timedelta(days=6),
        )  # fmt: skip
        assert [one.because for one in week_of(cast).chose] == ["picked for Monday, March 16"]
        assert not week_of(cast, week=TODAY - timedelta(days=7)).chose

    def test_keeps_what_the_child_wrote_to_a_teacher(self, cast: Cast) -> None:
        let_a_week_happen(cast)
        for language in ("en", "es"):
            cast.rosa.language = language
            cast.rosa.save()
            shown = sign_in(cast.rosa).get("/family/").content.decode()
            assert "A secret of mine" not in shown

    def test_never_shows_what_rosa_wrote_to_another_guardian(self, cast: Cast) -> None:
        other = make_person(cast.live_oak, "luis", "Luis", "Morales", "guardian", None)
        Guardianship.objects.create(student=cast.ada, guardian=other)
        send_message(
            about=cast.ada,
            sender=cast.rosa,
            receiver_uuid=cast.okafor.uuid,
            body="Between us",
            today=TODAY,
            now=NOW,
        )
        assert "Between us" not in sign_in(other).get("/family/").content.decode()
        assert "Between us" in sign_in(cast.rosa).get("/family/").content.decode()

    def test_speaks_the_familys_language(self, cast: Cast) -> None:
        let_a_week_happen(cast)
        shown = sign_in(cast.rosa).get("/family/").content.decode()
        assert "La semana de Ada" in shown
        assert "Ada trabajó en esto, 1 día:" in shown
        assert "<li>Paso 1</li>" in shown
        assert "porque" in shown

    def test_is_honest_about_an_empty_week(self, cast: Cast) -> None:
        assert week_of(cast).work == "Ada has no work in Ownpath for this week yet."

    def test_leads_to_the_weeks_before_and_back(self, cast: Cast) -> None:
        now = week_of(cast)
        assert not now.later
        earlier = week_of(cast, week=TODAY - timedelta(days=7))
        assert (now.which, earlier.which) == ("", "Last week")
        assert earlier.later.endswith(f"week={now.starts_on.isoformat()}")
        assert not earlier.next

    @pytest.mark.parametrize("week", ["", "2026-13-01", "1900-01-01", "9999-12-31", "x"])
    def test_bears_any_week(self, cast: Cast, week: str) -> None:
        assert sign_in(cast.rosa).get("/family/", {"week": week}).status_code == 200

    def test_has_a_page_for_somebody_without_children(self, cast: Cast) -> None:
        Guardianship.objects.all().delete()
        response = sign_in(cast.rosa).get("/family/")
        assert response.status_code == 200
        assert "Rosa Morales" in response.content.decode()
        assert reverse("family:change") in response.content.decode()

    def test_takes_few_queries_however_much_happened(self, cast: Cast) -> None:
        let_a_week_happen(cast)
        n_small, response = asked_of(sign_in(cast.rosa), "/family/")
        for _ in range(9):
            let_a_week_happen(cast)
            for body in ("One", "Two"):
                send_message(
                    about=cast.ada,
                    sender=cast.rosa,
                    receiver_uuid=cast.okafor.uuid,
                    body=body,
                    today=TODAY,
                    now=NOW,
                )
        n_large, response = asked_of(sign_in(cast.rosa), "/family/")
        assert response.status_code == 200
        assert n_large <= n_small + 1 <= MOST_QUERIES

    def test_is_noted_in_the_audit(self, cast: Cast) -> None:
        sign_in(cast.rosa).get("/family/")
        assert AuditEntry.objects.filter(
            actor=cast.rosa, about=cast.ada, deed="read.week"
        ).exists()

    @pytest.mark.parametrize("template", ["family/week.html"])
    def test_renders_with_the_database_refused(self, cast: Cast, template: str) -> None:
        let_a_week_happen(cast)
        page = week_of(cast, "es")
        request = RequestFactory().get("/family/")
        request.user = cast.rosa
        with connection.execute_wrapper(no_database):
            assert "Ada" in render_to_string(template, {"page": page}, request=request)


class TestWriting:
    def send(self, cast: Cast, who: str = "rosa", **said: object) -> object:
        given = {"to": cast.okafor.uuid, "body": "Buenos días", **said}
        client = sign_in(cast.everybody[who])
        return client.post(f"/family/child/{cast.ada.uuid}/send/", given)

    def test_reaches_the_teacher_and_shows_when_it_was_answered(self, cast: Cast) -> None:
        assert self.send(cast).status_code == 302
        letter = Message.objects.get()
        assert (letter.sender, letter.receiver, letter.about) == (
            cast.rosa,
            cast.okafor,
            cast.ada,
        )
        answer_message(
            message_uuid=letter.uuid, body="Hola", by=cast.okafor, today=TODAY, now=NOW
        )
        page = week_of(cast)
        assert [line.is_answered for line in page.letters] == [True, False]
        assert page.letters[1].is_new

    def test_marks_an_answer_read(self, cast: Cast) -> None:
        self.send(cast)
        answer = answer_message(
            message_uuid=Message.objects.get().uuid,
            body="Hola",
            by=cast.okafor,
            today=TODAY,
            now=NOW,
        )
        address = f"/family/child/{cast.ada.uuid}/read/{answer.uuid}/"
        assert sign_in(cast.rosa).post(address).status_code == 302
        answer.refresh_from_db()
        assert answer.read_at is not None

    @pytest.mark.parametrize(
        "wrong", [{"body": ""}, {"body": " "}, {"body": "x" * 2001}, {"to": ""}, {"to": "x"}]
    )
    def test_keeps_the_words_when_something_is_wrong(
        self, cast: Cast, wrong: dict[str, str]
    ) -> None:
        response = self.send(cast, **wrong)
        assert response.status_code == 422
        assert not Message.objects.exists()

    def test_of_several_teachers_none_is_picked_beforehand(self, cast: Cast) -> None:
        enroll(cast.section, cast.ito, "teacher")
        page = sign_in(cast.rosa).get(f"/family/child/{cast.ada.uuid}/").content.decode()
        choices = page[page.index('id="id_to"') :].partition("</select>")[0]
        assert choices.count("<option") == 3
        assert "required" in choices
        assert "selected" not in choices
        assert self.send(cast, to="").status_code == 422

    def test_goes_to_the_childs_own_teachers_only(self, cast: Cast) -> None:
        assert is_refused(self.send(cast, to=cast.ito.uuid))
        assert is_refused(self.send(cast, to=uuid4()))

    @pytest.mark.parametrize("who", ["okafor", "ito", "lund", "ada", "ben", "reyes", "clerk"])
    def test_is_the_guardians_alone(self, cast: Cast, who: str) -> None:
        assert is_refused(self.send(cast, who))
        assert is_refused(sign_in(cast.everybody[who]).get(f"/family/child/{cast.ada.uuid}/"))

    def test_opens_with_the_concern_named(self, cast: Cast) -> None:
        pin_activity(
            student=cast.ada,
            activity_uuid=cast.lesson.uuid,
            reason="Try",
            by=cast.okafor,
            today=TODAY,
            now=NOW,
        )
        offer = Offer.objects.filter(student=cast.ada).first()
        assert offer is not None
        page = week_of(cast, concern=offer.uuid)
        assert page.body.startswith("About “")
        assert week_of(cast, concern=uuid4()).body == ""


class TestOtherChildren:
    def test_stand_in_tabs_of_their_own(self, cast: Cast) -> None:
        Guardianship.objects.create(student=cast.ben, guardian=cast.rosa)
        assert [tab.label for tab in week_of(cast).children] == ["Ada", "Ben"]
        assert week_of(cast, child=cast.ben.uuid).name == "Ben"

    @pytest.mark.parametrize("who", ["ben", "lund"])
    def test_of_others_are_not_shown(self, cast: Cast, who: str) -> None:
        address = f"/family/child/{cast.everybody[who].uuid}/"
        assert sign_in(cast.rosa).get(address).status_code == 404

    def test_of_an_ended_guardianship_are_not_shown(self, cast: Cast) -> None:
        Guardianship.objects.update(ended_on=TODAY - timedelta(days=1))
        assert sign_in(cast.rosa).get(f"/family/child/{cast.ada.uuid}/").status_code == 404

    def test_ask_strangers_to_sign_in(self, cast: Cast) -> None:
        assert Client().get("/family/").status_code == 302

    def test_who_are_teachers_too_see_their_own_child(self, cast: Cast) -> None:
        both = make_person(cast.live_oak, "both", "Nia", "Cole", "parent", None)
        enroll(cast.section, both, "teacher")
        Guardianship.objects.create(student=cast.ben, guardian=both)
        assert sign_in(both).get(f"/family/child/{cast.ben.uuid}/").status_code == 200


class TestWords:
    @pytest.mark.parametrize(
        "kind", ["pinned", "goal", "hope", "interest", "next", "review_due"]
    )
    def test_name_the_child_and_no_pronoun(self, kind: str) -> None:
        told = because_of(
            {"kind": kind, "says": {"who": "Ms. Okafor"}}, name="Ada", language="en"
        )
        assert told.startswith("because")
        assert not {"she", "he", "her", "his"} & set(told.casefold().split())

    def test_say_nothing_of_an_unknown_reason(self) -> None:
        assert because_of({}, name="Ada", language="en") == ""

    def test_always_have_something_to_ask(self) -> None:
        assert questions_for(name="Ada", skills=(), chose=())
        assert len(questions_for(name="Ada", skills=("halves",), chose=("Cake",))) == 3

    def test_count_days_and_join_names(self) -> None:
        assert tell_work(name="Ada", n_days=2) == "Ada worked on this, on 2 days:"
        assert join(["a", "b", "c"]) == "a, b and c"


class TestMondays:
    @pytest.mark.parametrize(
        ("day", "monday"),
        [
            (None, date(2026, 3, 9)),
            (date(2026, 3, 8), date(2026, 3, 2)),
            (date(2026, 3, 9), date(2026, 3, 9)),
            (date(2030, 1, 1), date(2026, 3, 9)),
            (date(1900, 1, 1), date(2026, 3, 9)),
        ],
    )
    def test_begin_the_week(self, day: date | None, monday: date) -> None:
        assert monday_of(day, today=TODAY) == monday
