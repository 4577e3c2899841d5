"""What classes work on: said course by course, followed by the classes that come after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from cast import TODAY, Cast, make_section

from ownpath.school.curriculum.models import Framework, SectionFramework
from ownpath.school.curriculum.queries import (
    course_lines,
    framework_among,
    framework_of_section,
    n_classes_waiting,
    studies_for,
)
from ownpath.school.curriculum.services import (
    follow_precedent,
    let_courses_study,
    take_back_study,
)
from ownpath.school.people.models import Course, Section, Term

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
    def test_counts_for_every_class_of_the_course_that_is_not_over(self, cast: Cast) -> None:
        SectionFramework.objects.all().delete()
        course = cast.section.course
        n = let_courses_study(
            district_id=cast.live_oak.pk, course_ids=[course.pk], framework_id=cast.framework.pk, today=TODAY
        )  # fmt: skip
        assert n == Section.objects.filter(course=course).count()
        assert framework_of_section(section_id=cast.section.pk) == cast.framework

    def test_nothing_on_purpose_is_no_framework_and_is_not_asked_again(
        self, cast: Cast
    ) -> None:
        let_courses_study(
            district_id=cast.live_oak.pk, course_ids=[cast.section.course_id], framework_id=None, today=TODAY
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
        n = let_courses_study(
            district_id=cast.cedar.pk, course_ids=[cast.section.course_id], framework_id=None, today=TODAY
        )  # fmt: skip
        assert n == 0
        assert list(SectionFramework.objects.values_list("pk", "framework_id")) == before

    def test_taken_back_is_not_said(self, cast: Cast) -> None:
        take_back_study(
            district_id=cast.live_oak.pk, course_ids=[cast.section.course_id], today=TODAY
        )
        assert not SectionFramework.objects.filter(section=cast.section).exists()
        assert waiting(cast) > 0


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
