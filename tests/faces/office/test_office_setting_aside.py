"""Records staff see what uses a framework, set it aside, and take it back; what was shown stays readable."""

from __future__ import annotations

from uuid import uuid4

import pytest
from cast import NOW, Cast, make_section
from django.test import Client
from django.urls import reverse
from facing import asked_of, sign_in
from typer.testing import CliRunner

from ownpath.config.cli import app
from ownpath.school.curriculum.models import (
    Competency,
    Framework,
    Pack,
    SectionFramework,
    SetAside,
)
from ownpath.school.curriculum.queries.shipped import STARTER
from ownpath.school.mastery.services import record_observation
from ownpath.school.people.models import Section
from ownpath.school.privacy.models import AuditEntry

SHELF, STUDIES = "/office/frameworks/", "/office/classes/"


@pytest.fixture
def office(cast: Cast, moment_of_the_cast: None) -> Client:
    """Return a client signed in as records staff of Live Oak."""
    return sign_in(cast.clerk)


@pytest.fixture
def newer(cast: Cast) -> Framework:
    """Return a second framework, with something to practice."""
    made = Framework.objects.create(identifier="newer", title="Newer mathematics")
    competency = Competency.objects.create(framework=made, identifier="N.1", grades=["04"])
    cast.items[0].competencies.add(competency)
    return made


def of(framework: Framework, what: str = "framework") -> str:
    """Return the address of a framework's page, or of taking it back."""
    return reverse(f"office:{what}", args=[framework.uuid])


def studied(section: Section) -> list[int | None]:
    """Return what is said of a class."""
    said = SectionFramework.objects.filter(section=section)
    return list(said.values_list("framework_id", flat=True))


class TestFrameworkPage:
    def test_counts_what_uses_it(self, office: Client, cast: Cast, newer: Framework) -> None:
        Section.objects.filter(pk=cast.ben_section.pk).update(ended_on=NOW.date())
        page = office.get(of(cast.framework)).context["page"]
        assert (page.n_classes, page.told_over, page.told_students) == (1, "1", "0")
        assert page.told_templates == str(len(cast.items))
        assert [one.title for one in page.studies] == [newer.title]
        assert SHELF + str(cast.framework.uuid) in office.get(SHELF).content.decode()

    def test_asks_as_many_questions_for_thirty_classes(
        self, office: Client, cast: Cast
    ) -> None:
        few, _ = asked_of(office, of(cast.framework))
        for number in range(28):
            term = cast.section.terms.get()
            more = make_section(cast.section.campus, f"n{number}", f"Class {number}", term)
            SectionFramework.objects.create(section=more, framework=cast.framework)
        many, response = asked_of(office, of(cast.framework))
        assert many == few
        assert response.context["page"].n_classes == 30

    def test_of_another_district_is_not_there(self, office: Client, cast: Cast) -> None:
        theirs = Framework.objects.create(identifier="t", title="Theirs", owner=cast.cedar)
        assert office.get(of(theirs)).status_code == 404
        assert office.post(of(theirs), {"why": "x"}).status_code == 404
        assert office.post(of(theirs, "framework_back")).status_code == 404


class TestSettingAside:
    def test_is_refused_with_the_names_of_the_classes_that_would_be_left(
        self, office: Client, cast: Cast
    ) -> None:
        chosen = {f"course-{cast.section.course.uuid}": "nothing", "why": "Wrong one"}
        refused = office.post(of(cast.framework), chosen)
        assert refused.status_code == 422
        page = refused.content.decode()
        assert "1 class still works on it: Mathematics 8A." in page
        assert 'value="nothing" selected' in page
        assert not SetAside.objects.exists()

    def test_moves_each_course_as_chosen_and_the_rest_as_for_all(
        self, office: Client, cast: Cast, newer: Framework
    ) -> None:
        chosen = {
            "for_all": str(newer.uuid),
            f"course-{cast.ben_section.course.uuid}": "nothing",
            "why": "A newer one is here",
        }
        shelf = office.post(of(cast.framework), chosen, follow=True)
        assert studied(cast.section) == [newer.pk]
        assert studied(cast.ben_section) == [None]
        assert [one.title for one in shelf.context["page"].set_aside] == [cast.framework.title]
        assert AuditEntry.objects.get(deed="framework.set_aside").actor == cast.clerk
        told = office.get(of(cast.framework)).content.decode()
        assert "A newer one is here" in told
        assert cast.clerk.plain_name in told

    def test_wants_a_reason(self, office: Client, cast: Cast) -> None:
        assert office.post(of(cast.framework), {"for_all": "nothing"}).status_code == 422
        assert not SetAside.objects.exists()

    def test_can_be_undone_at_once_with_its_classes(
        self, office: Client, cast: Cast, newer: Framework
    ) -> None:
        office.post(of(cast.framework), {"for_all": str(newer.uuid), "why": "Wrong one"})
        told = office.post(of(cast.framework, "framework_back"), {"undo": "yes"}, follow=True)
        assert "2 classes work on it again." in told.content.decode()
        assert studied(cast.section) == [cast.framework.pk]
        assert SetAside.objects.get().taken_back_by == cast.clerk

    def test_taken_back_later_leaves_the_classes(
        self, office: Client, cast: Cast, newer: Framework
    ) -> None:
        office.post(of(cast.framework), {"for_all": str(newer.uuid), "why": "Wrong one"})
        office.post(of(cast.framework, "framework_back"))
        assert studied(cast.section) == [newer.pk]
        assert "1 time before" in office.get(of(cast.framework)).content.decode()


class TestWhileItIsSetAside:
    @pytest.fixture(autouse=True)
    def aside(self, office: Client, cast: Cast, newer: Framework) -> None:
        record_observation(
            student=cast.ada,
            competency_id=cast.competencies[0].pk,
            attempt=uuid4(),
            how_well="alone",
            note="",
            by=cast.okafor,
            now=NOW,
        )
        office.post(of(cast.framework), {"for_all": str(newer.uuid), "why": "Wrong one"})

    def test_no_list_offers_it(self, office: Client, cast: Cast) -> None:
        for address in (STUDIES, "/office/content/", "/room/sheets/"):
            client = office if address.startswith("/office") else sign_in(cast.okafor)
            answer = client.get(address)
            assert answer.status_code == 200
            assert cast.framework.title not in answer.content.decode(), address

    def test_what_was_shown_stays_in_the_record(self, cast: Cast, newer: Framework) -> None:
        page = sign_in(cast.okafor).get(f"/room/student/{cast.ada.uuid}/knows/")
        assert [one.short for one in page.context["page"].earlier] == ["Step 1"]
        assert f"Shown before, in {cast.framework.title}" in page.content.decode()
        assert cast.ada.evidence.count() == 1

    def test_the_mathematics_that_comes_along_is_not_offered_either(
        self, office: Client, cast: Cast
    ) -> None:
        assert office.get(SHELF).context["page"].starter.may_take
        pack = Pack.objects.create(identifier=STARTER, version="0.0.1")
        Framework.objects.filter(pk=cast.framework.pk).update(pack=pack)
        starter = office.get(SHELF).context["page"].starter
        assert starter.is_set_aside
        assert not starter.may_take


class TestCommand:
    def said(self, *words: str) -> tuple[int, str]:
        """Type the command; return its exit code and all that it wrote."""
        result = CliRunner().invoke(
            app, ["frameworks", "--district", "live-oak", *words], env={"COLUMNS": "300"}
        )
        return result.exit_code, " ".join(result.output.split())

    def test_lists_sets_aside_and_takes_back(
        self, cast: Cast, newer: Framework, moment_of_the_cast: None
    ) -> None:
        code, words = self.said()
        assert code == 0
        assert "small: Small mathematics · 4 competencies · used in 2 classes" in words
        code, words = self.said("--set-aside", "small", "--why", "Wrong one")
        assert code == 1
        assert "Mathematics 4A, Mathematics 8A" in words
        assert self.said("--set-aside", "newer", "--why", "Came twice")[0] == 0
        assert "set aside" in self.said()[1]
        assert AuditEntry.objects.get(deed="framework.set_aside").actor is None
        assert self.said("--take-back", "newer")[0] == 0
        assert SetAside.objects.get().taken_back_at == NOW

    def test_says_what_is_not_there(self, cast: Cast, moment_of_the_cast: None) -> None:
        assert self.said("--take-back", "nowhere")[0] == 1
        result = CliRunner().invoke(app, ["frameworks", "--district", "nowhere"])
        assert result.exit_code == 1
