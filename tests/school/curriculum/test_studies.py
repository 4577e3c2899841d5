"""What classes work on: said course by course, followed by the classes that come after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from cast import TODAY, Cast, enroll, make_person, make_section
from pytest_django import DjangoAssertNumQueries

from ownpath.school.curriculum.models import Framework, Item, SectionFramework
from ownpath.school.curriculum.queries import (
    CourseLine,
    course_lines,
    framework_among,
    framework_of_section,
    n_classes_to_decide,
    n_classes_waiting,
    studies_for,
)
from ownpath.school.curriculum.services import (
    follow_precedent,
    let_classes_study,
    take_back_study,
)
from ownpath.school.people.models import Course, Person, Section, Term

pytestmark = pytest.mark.django_db

NEXT_YEAR = TODAY + timedelta(days=300)


def new_class(cast: Cast, key: str, *, like: Section, same_course: bool) -> Section:
    """Make a class of the next school year, of the same course or of a new one that is like it."""
    term = Term.objects.create(
        district=cast.live_oak, sourced_id=key, source_key=key, title=key, kind="term",
        starts_on=NEXT_YEAR - timedelta(days=20), ends_on=NEXT_YEAR + timedelta(days=200),
    )  # fmt: skip
    section = make_section(like.campus, key, like.title, term)
    section.grades, section.subjects = like.grades, like.subjects
    if same_course:
        section.course = like.course
    section.save()
    return section


def waiting(cast: Cast, today: date = TODAY) -> int:
    """Return how many mathematics classes of Live Oak wait."""
    return n_classes_waiting(district_id=cast.live_oak.pk, today=today)


class TestSaying:
    def test_counts_for_every_class_that_is_named_and_not_over(self, cast: Cast) -> None:
        SectionFramework.objects.all().delete()
        course = cast.section.course
        own = Section.objects.filter(course=course)
        n = let_classes_study(
            district_id=cast.live_oak.pk, section_ids=[one.pk for one in own],
            framework_id=cast.framework.pk, today=TODAY,
        )  # fmt: skip
        assert n == own.count()
        assert framework_of_section(section_id=cast.section.pk) == cast.framework

    def test_nothing_on_purpose_is_no_framework_and_is_not_asked_again(
        self, cast: Cast
    ) -> None:
        let_classes_study(
            district_id=cast.live_oak.pk, section_ids=[cast.section.pk], framework_id=None, today=TODAY
        )  # fmt: skip
        assert framework_of_section(section_id=cast.section.pk) is None
        assert framework_among(section_ids=[cast.section.pk]) is None
        line = next(
            one
            for one in course_lines(district_id=cast.live_oak.pk, today=TODAY)
            if one.id == cast.section.course_id
        )
        assert line.is_settled
        assert line.study is None

    def test_another_district_cannot_be_reached(self, cast: Cast) -> None:
        before = list(SectionFramework.objects.values_list("pk", "framework_id"))
        n = let_classes_study(
            district_id=cast.cedar.pk, section_ids=[cast.section.pk], framework_id=None, today=TODAY
        )  # fmt: skip
        assert n == 0
        assert list(SectionFramework.objects.values_list("pk", "framework_id")) == before

    def test_taken_back_is_not_said(self, cast: Cast) -> None:
        take_back_study(
            district_id=cast.live_oak.pk, section_ids=[cast.section.pk], today=TODAY
        )
        assert not SectionFramework.objects.filter(section=cast.section).exists()
        assert waiting(cast) > 0


class TestToDecide:
    """Which waiting classes somebody is asked about: those there is something for."""

    def of(self, cast: Cast) -> int:
        """Return how many classes of Live Oak are asked about."""
        return n_classes_to_decide(district_id=cast.live_oak.pk, today=TODAY)

    def test_are_classes_of_a_grade_with_practice(self, cast: Cast) -> None:
        SectionFramework.objects.all().delete()
        cast.framework.competencies.update(grades=["04"])
        assert waiting(cast) == 2
        assert self.of(cast) == 1

    def test_are_classes_of_which_nobody_knows_the_grade(self, cast: Cast) -> None:
        SectionFramework.objects.all().delete()
        cast.framework.competencies.update(grades=["04"])
        Person.objects.filter(pk=cast.ben.pk).update(grade="")
        Section.objects.filter(pk=cast.ben_section.pk).update(grades=[])
        assert self.of(cast) == 2

    def test_are_none_where_there_is_nothing_or_all_is_said(self, cast: Cast) -> None:
        cast.framework.competencies.update(grades=["04"])
        said = set(SectionFramework.objects.values_list("section_id", flat=True))
        assert cast.section.pk not in said or self.of(cast) == 0
        SectionFramework.objects.all().delete()
        Item.objects.update(is_retired=True)
        assert self.of(cast) == 0


class TestFollowing:
    @pytest.mark.parametrize("same_course", [True, False])
    def test_a_class_of_next_year_follows(self, cast: Cast, same_course: bool) -> None:
        cast.section.grades = ["04"]
        cast.section.save()
        SectionFramework.objects.get_or_create(section=cast.section, framework=cast.framework)
        coming = new_class(cast, "next", like=cast.section, same_course=same_course)
        assert waiting(cast, NEXT_YEAR) == 1
        assert follow_precedent(district_id=cast.live_oak.pk, today=NEXT_YEAR) == 1
        assert framework_of_section(section_id=coming.pk) == cast.framework
        assert follow_precedent(district_id=cast.live_oak.pk, today=NEXT_YEAR) == 0
        assert waiting(cast, NEXT_YEAR) == 0

    def test_the_course_says_more_than_the_grade(self, cast: Cast) -> None:
        cast.section.grades = ["04"]
        cast.section.save()
        SectionFramework.objects.filter(section=cast.section).update(framework=None)
        other = Framework.objects.create(identifier="other", title="Other")
        twin = new_class(cast, "twin", like=cast.section, same_course=False)
        SectionFramework.objects.create(section=twin, framework=other)
        coming = new_class(cast, "next", like=cast.section, same_course=True)
        follow_precedent(district_id=cast.live_oak.pk, today=NEXT_YEAR)
        assert SectionFramework.objects.get(section=coming).framework is None

    def test_another_grade_does_not_follow(self, cast: Cast) -> None:
        cast.section.grades = ["04"]
        cast.section.save()
        SectionFramework.objects.get_or_create(section=cast.section, framework=cast.framework)
        coming = new_class(cast, "next", like=cast.section, same_course=False)
        coming.grades = ["05"]
        coming.save()
        assert follow_precedent(district_id=cast.live_oak.pk, today=NEXT_YEAR) == 0

    def test_where_nothing_was_ever_said_nothing_follows(self, cast: Cast) -> None:
        SectionFramework.objects.all().delete()
        assert follow_precedent(district_id=cast.live_oak.pk, today=TODAY) == 0


class TestWhatThereIs:
    def test_only_frameworks_with_something_to_practice(self, cast: Cast) -> None:
        Framework.objects.create(identifier="bare", title="Bare")
        found = studies_for(district_id=cast.live_oak.pk)
        assert [one.title for one in found] == [cast.framework.title]

    def test_courses_whose_classes_are_over_are_not_asked_about(self, cast: Cast) -> None:
        assert course_lines(district_id=cast.live_oak.pk, today=TODAY)
        assert course_lines(district_id=cast.live_oak.pk, today=TODAY + timedelta(900)) == []

    def test_mathematics_stands_first(self, cast: Cast) -> None:
        lines = course_lines(district_id=cast.live_oak.pk, today=TODAY)
        marks = [one.is_mathematics for one in lines]
        assert marks == sorted(marks, reverse=True)
        assert Course.objects.filter(pk__in=[one.id for one in lines]).count() == len(lines)


class TestCoursesOfSeveralGrades:
    @pytest.fixture
    def twin(self, cast: Cast) -> Section:
        """Return a class of the course of Ada's, with a student of grade 5; the roster has both in grades 4 to 6."""
        section = make_section(cast.section.campus, "five", "Math 5", cast.section.terms.get())
        section.course = cast.section.course
        section.grades = ["04", "05", "06"]
        section.save()
        Section.objects.filter(pk=cast.section.pk).update(grades=["04", "05", "06"])
        fifth = make_person(
            cast.live_oak, "five", "Five", "Lee", "student", section.campus, grade="05"
        )
        enroll(section, fifth, "student")
        return section

    def line(self, cast: Cast) -> CourseLine:
        """Return the course of Ada's class."""
        lines = course_lines(district_id=cast.live_oak.pk, today=TODAY)
        return next(one for one in lines if one.id == cast.section.course_id)

    def test_are_told_by_the_students_of_each_class(self, cast: Cast, twin: Section) -> None:
        line = self.line(cast)
        assert {one.id: one.grades for one in line.classes} == {
            cast.section.pk: ("04",), twin.pk: ("05",),
        }  # fmt: skip
        assert line.spans_grades

    def test_are_read_in_three_queries(
        self, cast: Cast, twin: Section, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(3):
            assert self.line(cast).spans_grades

    def test_do_not_span_where_all_classes_are_of_one_grade(self, cast: Cast) -> None:
        assert not self.line(cast).spans_grades

    @pytest.mark.parametrize(("reach", "follows"), [(["04"], False), (["04", "05"], True)])
    def test_are_followed_by_a_class_of_another_grade_only_if_it_has_practice_there(
        self, cast: Cast, twin: Section, reach: list[str], *, follows: bool
    ) -> None:
        cast.framework.competencies.update(grades=reach)
        SectionFramework.objects.exclude(section=cast.section).delete()
        SectionFramework.objects.get_or_create(section=cast.section, framework=cast.framework)
        follow_precedent(district_id=cast.live_oak.pk, today=TODAY)
        found = SectionFramework.objects.filter(section=twin)
        assert [one.framework for one in found] == [cast.framework] * follows

    def test_follow_the_class_of_their_grade(self, cast: Cast, twin: Section) -> None:
        other = Framework.objects.create(identifier="other", title="Other")
        SectionFramework.objects.all().delete()
        SectionFramework.objects.create(section=twin, framework=other)
        SectionFramework.objects.create(section=cast.section, framework=cast.framework)
        coming = new_class(cast, "next", like=twin, same_course=True)
        enroll(coming, Person.objects.get(username="five"), "student")
        follow_precedent(district_id=cast.live_oak.pk, today=TODAY)
        assert framework_of_section(section_id=coming.pk) == other
