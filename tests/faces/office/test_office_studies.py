"""Records staff say what classes work on, one by one or all at once, and take it back."""

from __future__ import annotations

import pytest
from cast import Cast, make_section
from django.test import Client
from django.urls import reverse
from facing import sign_in

from ownpath.school.curriculum.models import Framework, SectionFramework
from ownpath.school.people.models import Section
from ownpath.school.privacy.models import AuditEntry

STUDIES, ALL, UNDO = (f"office:studies{name}" for name in ("", "_all", "_undo"))


@pytest.fixture
def office(cast: Cast, moment_of_the_cast: None) -> Client:
    """Return a client signed in as records staff of a Live Oak whose classes work on nothing yet."""
    Section.objects.filter(pk=cast.section.pk).update(grades=["03"])
    cast.framework.competencies.update(grades=["03"])
    SectionFramework.objects.all().delete()
    return sign_in(cast.clerk)


def works_on(section: Section) -> list[Framework | None]:
    """Return what is said of a class."""
    return [one.framework for one in SectionFramework.objects.filter(section=section)]


class TestAllAtOnce:
    def test_home_and_page_offer_it(self, office: Client, cast: Cast) -> None:
        assert reverse(STUDIES).encode() in office.get(reverse("office:home")).content
        page = office.get(reverse(STUDIES)).content.decode()
        assert cast.framework.title in page
        assert "works on nothing yet" in page or "work on nothing yet" in page

    def test_gives_it_to_the_grades_it_has_and_can_be_undone(
        self, office: Client, cast: Cast
    ) -> None:
        told = {"framework": cast.framework.uuid}
        page = office.post(reverse(ALL), told, follow=True).content.decode()
        assert works_on(cast.section) == [cast.framework]
        assert "Undo" in page
        assert AuditEntry.objects.filter(deed="studies.set", actor=cast.clerk).count() == 1
        office.post(reverse(UNDO))
        assert works_on(cast.section) == []
        assert "Undo" not in office.get(reverse(STUDIES)).content.decode()

    def test_passes_over_grades_it_does_not_have(self, office: Client, cast: Cast) -> None:
        Section.objects.filter(pk=cast.section.pk).update(grades=["11"])
        answer = office.post(reverse(ALL), {"framework": cast.framework.uuid})
        assert answer.status_code == 404
        assert works_on(cast.section) == []

    @pytest.mark.parametrize("framework", ["", "x", "5b3f0d0e-7f5c-4d43-93a8-5f1a5f0ad1a1"])
    def test_what_nobody_offered_is_refused(
        self, office: Client, cast: Cast, framework: str
    ) -> None:
        assert office.post(reverse(ALL), {"framework": framework}).status_code == 404
        assert works_on(cast.section) == []


class TestOneByOne:
    def test_keeps_what_was_chosen_and_leaves_the_rest(
        self, office: Client, cast: Cast
    ) -> None:
        name = f"course-{cast.section.course.uuid}"
        page = office.post(reverse(STUDIES), {name: str(cast.framework.uuid)}, follow=True)
        assert works_on(cast.section) == [cast.framework]
        assert "Changed for" in page.content.decode()
        others = SectionFramework.objects.exclude(section__course=cast.section.course)
        assert not others.exists()
        office.post(reverse(STUDIES), {name: "nothing"})
        assert works_on(cast.section) == [None]

    def test_the_same_again_changes_nothing(self, office: Client, cast: Cast) -> None:
        told = {f"course-{cast.section.course.uuid}": str(cast.framework.uuid)}
        office.post(reverse(STUDIES), told)
        before = list(SectionFramework.objects.values_list("pk", flat=True))
        page = office.post(reverse(STUDIES), told, follow=True)
        assert "Nothing was changed" in page.content.decode()
        assert list(SectionFramework.objects.values_list("pk", flat=True)) == before

    def test_a_framework_of_another_district_is_not_taken(
        self, office: Client, cast: Cast
    ) -> None:
        foreign = Framework.objects.create(identifier="f", title="Foreign", owner=cast.cedar)
        name = f"course-{cast.section.course.uuid}"
        office.post(reverse(STUDIES), {name: str(foreign.uuid), "course-x": "nothing"})
        assert works_on(cast.section) == []

    def test_is_found_by_its_title(self, office: Client, cast: Cast) -> None:
        title = cast.section.course.title
        found = office.get(reverse(STUDIES), {"q": title[:4].upper()}).content.decode()
        assert title in found
        nobody = office.get(reverse(STUDIES), {"q": "underwater basket"}).content.decode()
        assert "No course is called so" in nobody


class TestClassByClass:
    @pytest.fixture
    def twin(self, office: Client, cast: Cast) -> Section:
        """Return a class of the course of Ada's, of another grade."""
        section = make_section(cast.section.campus, "five", "Math 5", cast.section.terms.get())
        section.course, section.grades = cast.section.course, ["05"]
        section.save()
        return section

    def test_a_course_of_several_grades_is_given_to_the_classes_of_its_grade(
        self, office: Client, cast: Cast, twin: Section
    ) -> None:
        page = office.get(reverse(STUDIES)).content.decode()
        assert "Class by class" in page
        office.post(reverse(ALL), {"framework": cast.framework.uuid})
        assert works_on(cast.section) == [cast.framework]
        assert works_on(twin) == []
        assert office.post(reverse(ALL), {"framework": cast.framework.uuid}).status_code == 404

    def test_a_class_counts_before_its_course(
        self, office: Client, cast: Cast, twin: Section
    ) -> None:
        told = {
            f"course-{twin.course.uuid}": str(cast.framework.uuid),
            f"class-{twin.uuid}": "nothing",
        }
        office.post(reverse(STUDIES), told)
        assert (works_on(cast.section), works_on(twin)) == ([cast.framework], [None])
        told = {f"class-{twin.uuid}": str(cast.framework.uuid)}
        office.post(reverse(STUDIES), told)
        assert works_on(twin) == [cast.framework]
        assert "different things" not in office.get(reverse(STUDIES)).content.decode()

    def test_a_course_of_one_grade_is_said_as_one(self, office: Client, cast: Cast) -> None:
        page = office.get(reverse(STUDIES)).content.decode()
        assert "Class by class" not in page
        office.post(reverse(STUDIES), {f"class-{cast.section.uuid}": "nothing"})
        assert works_on(cast.section) == []
