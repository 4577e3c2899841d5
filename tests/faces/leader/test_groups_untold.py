"""A leader reads of everybody and of no small group: not by itself, not beside a whole, not by an order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from cast import NOW, TODAY, Cast, enroll, make_section, make_students
from django.utils.translation import override
from facing import sign_in

from ownpath.faces.leader.pages.figures import CampusFacts, who_waits
from ownpath.school.change.queries.still_waiting import friday_lines_of_waiting
from ownpath.school.days.models import DayRecord
from ownpath.school.days.queries import screen_minutes, waiting_fields, waiting_lines
from ownpath.school.people.models import Person, Role

EN = {"HTTP_ACCEPT_LANGUAGE": "en"}
BESIDE = "not told apart, so that a small group beside it stays untold"
SMALL = "fewer than 10 students; not told apart"


def close(cast: Cast, waits: dict[str, list[int]]) -> list[Person]:
    """Close yesterday for students of some grades, with how long each has been waiting."""
    days = [(grade, each) for grade, own in waits.items() for each in own]
    kids = make_students(cast, len(days))
    for kid, (grade, each) in zip(kids, days, strict=True):
        kid.grade = grade
        kid.save(update_fields=["grade"])
        DayRecord.objects.create(
            student=kid, campus=cast.section.campus, day=TODAY - timedelta(days=1), was_here=True,
            promised=63, kept=31, waiting_days=each, screen_minutes=40, closed_at=NOW,
        )  # fmt: skip
    return kids


def shown(cast: Cast, where: str) -> str:
    """Return what the principal sees."""
    address = f"/lead/{where}".format(campus=cast.section.campus.uuid)
    return " ".join(sign_in(cast.reyes).get(address, **EN).content.decode().split())


@pytest.mark.usefixtures("moment_of_the_cast")
class TestGrades:
    SIZES = {"03": [12] * 20, "04": [12] * 14, "05": [12] * 4 + [0] * 2}

    def test_beside_a_small_one_the_smallest_is_not_told_either(self, cast: Cast) -> None:
        close(cast, self.SIZES)
        page = shown(cast, "waiting/")
        assert page.count(SMALL) == page.count(BESIDE) == 1
        assert "20 of 20 wait more than ten days" in page
        assert "14 of 14" not in page
        assert page.count("<use") == 20

    def test_are_all_counted_in_the_whole(self, cast: Cast) -> None:
        close(cast, self.SIZES)
        assert "38 of 40 students have waited" in shown(cast, "waiting/")
        field = waiting_fields(campuses=[cast.section.campus], day=TODAY)[
            cast.section.campus.pk
        ]
        assert [(one.name, one.is_hidden, one.n_waiting) for one in field.lines] == [
            ("03", False, 20), ("04", True, 0), ("05", True, 0),
        ]  # fmt: skip
        assert field.lines == waiting_lines(campus=cast.section.campus, day=TODAY, by="grade")

    def test_hide_the_screen_time_of_the_same_two(self, cast: Cast) -> None:
        close(cast, self.SIZES)
        lines = screen_minutes(
            campus=cast.section.campus, since=TODAY - timedelta(days=7), until=TODAY
        )
        assert [(one.grade, one.mean_minutes) for one in lines if not one.is_hidden] == [
            ("03", 40.0)
        ]
        page = shown(cast, "use/{campus}/")
        assert page.count(SMALL) == page.count(BESIDE) == 1


@pytest.mark.usefixtures("moment_of_the_cast")
class TestParts:
    WAITS = {"03": [12] * 15 + [0] * 25, "04": [12] * 3 + [0] * 37, "05": [0] * 40}

    def test_cannot_be_reckoned_from_their_campus(self, cast: Cast) -> None:
        close(cast, self.WAITS)
        page = shown(cast, "waiting/")
        assert "More than 15 of 120 students have waited" in page
        assert "fewer than 10 of 40 wait" in page
        assert "18 of" not in page

    def test_cannot_be_reckoned_from_a_friday_line(self, cast: Cast) -> None:
        close(cast, self.WAITS)
        found = {"district": cast.live_oak, "campuses": [cast.section.campus], "today": TODAY}
        with override("en"):
            (line,) = friday_lines_of_waiting(**found)
            said = "More than 15 of 120 students have waited more than ten school days"
            assert (str(line.words), line.days) == (said, 15)
            DayRecord.objects.filter(student__grade="04").update(waiting_days=0)
            (line,) = friday_lines_of_waiting(**found)
            assert str(line.words).startswith("15 of 120 students")

    def test_are_told_with_their_campus_where_together_they_are_ten(self, cast: Cast) -> None:
        close(cast, {**self.WAITS, "05": [12] * 7 + [0] * 33})
        assert "25 of 120 students have waited" in shown(cast, "waiting/")


@pytest.mark.usefixtures("moment_of_the_cast")
class TestOrder:
    def test_of_classes_goes_by_what_is_told(self, cast: Cast) -> None:
        kids = close(cast, {"04": [12] * 3 + [0] * 9 + [12] * 8 + [0] * 4 + [12] * 12})
        for title, own in (("Ants", kids[:12]), ("Bees", kids[12:24]), ("Cats", kids[24:])):
            section = make_section(cast.section.campus, title, title, cast.section.terms.get())
            for kid in own:
                enroll(section, kid, Role.Name.STUDENT)
        page = shown(cast, "waiting/{campus}/")
        assert page.index("Cats") < page.index("Ants") < page.index("Bees")


class TestWhoWaits:
    def facts(self, n: int, n_stuck: int) -> CampusFacts:
        """Return a campus where some are stuck."""
        flags = tuple((place, NOW) for place in range(n_stuck))
        return CampusFacts(
            students=frozenset(range(n)), practiced=frozenset(), flags=flags, messages=()
        )

    def test_gives_away_no_campus_where_few_do(self) -> None:
        def said(*stuck: int) -> Any:
            facts = {place: self.facts(100, n) for place, n in enumerate(stuck)}
            return who_waits(facts, dict.fromkeys(facts, "Oak"))

        assert said(20, 3).startswith("More than 20 students are stuck")
        assert said(20, 30).startswith("50 students are stuck")
        assert said(20, 3, 8).startswith("31 students are stuck")
        assert said(2, 3).startswith("Fewer than 10 students are stuck")
