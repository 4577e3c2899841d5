"""What a day is planned from, on a leader’s pages: a page for every kind, and forms that ask where not sure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator

from ownpath.faces.leader.forms import FORMS, Choices
from ownpath.faces.leader.forms.fields import GradesField, StudentField
from ownpath.faces.leader.pages.classes import Classes
from ownpath.faces.leader.pages.setup import EditPage, SetupRow
from ownpath.faces.leader.pages.setup_rows import DESCRIBE
from ownpath.school.days.models import Commitment, Staffing
from ownpath.school.people.models import Person


def choices(*names: str) -> Choices:
    """Return choices with nothing but students of these names."""
    students = [
        Person(pk=place, given_name=given, family_name=family)
        for place, (given, family) in enumerate((name.split() for name in names), start=1)
    ]
    return Choices(
        schedules={},
        rooms={},
        staff={},
        people={},
        classes=Classes(),
        students=lambda: students,
    )


class TestSetup:
    @pytest.mark.parametrize("kind", sorted(FORMS))
    def test_every_kind_has_a_page(self, kind: str, drawn: Callable[..., str]) -> None:
        page = EditPage(
            campus=uuid4(),
            campus_name="Oak",
            kind=kind,
            title="Something",
            back="/b",
            rows=(
                SetupRow(
                    title="Room <1>",
                    note="",
                    change_url="/c",
                    end_url="/e",
                    is_taken_off=False,
                    sentences=("So.",),
                ),
            ),
            pages=Paginator([], 50).get_page(1),
            about=frozenset(),
            is_new=True,
            is_alone=False,
            address="/a",
            presets=(("flex", ("Everybody chooses.",)),),
        )
        form = FORMS[kind](choices=choices())
        html = drawn("edit", page=page, form=form)
        assert "Room &lt;1&gt;" in html
        assert html.count("button-primary") == 1

    def test_a_block_half_filled_in_is_asked_about(self) -> None:
        given = {"name": "Regular", "name-0": "One", "from-0": "08:30"}
        form = FORMS["bells"](given, choices=choices())
        assert not form.is_valid()
        whole = FORMS["bells"]({**given, "to-0": "09:10"}, choices=choices())
        assert whole.is_valid()
        assert whole.cleaned_data["bells"] == [("One", "learning", time(8, 30), time(9, 10))]

    def test_grades_are_kept_in_two_letters(self) -> None:
        given = {"subjects": "math, reading", "grades": "kg, 1", "max_blocks": 6, "max_run": 4}
        form = FORMS["staff"](given, choices=choices())
        form.is_valid()
        assert form.cleaned_data["grades"] == ["KG", "01"]
        assert form.cleaned_data["subjects"] == ["math", "reading"]

    @pytest.mark.parametrize(("typed", "kept"), [
        ("K, 1, 3-5", ["KG", "01", "03", "04", "05"]), ("grade 4", ["04"]), ("kínder, kg", ["KG"]),
        ("12, pk", ["12", "PK"]), ("", []), (" , ", []),
    ])  # fmt: skip
    def test_grades_are_read_as_people_write_them(self, typed: str, kept: list[str]) -> None:
        assert GradesField().clean(typed) == kept

    @pytest.mark.parametrize("typed", ["x", "4, fifth graders", "14", "5-3", "0K"])
    def test_what_is_no_grade_is_asked_about(self, typed: str) -> None:
        with pytest.raises(ValidationError, match="write a grade as in"):
            GradesField().clean(typed)

    def test_a_model_is_of_one_grade(self) -> None:
        kept = FORMS["model"]({"preset": "flex", "grade": "Grade 4"}, choices=choices())
        assert kept.is_valid()
        assert kept.cleaned_data["grade"] == "04"
        assert not FORMS["model"](
            {"preset": "flex", "grade": "4-5"}, choices=choices()
        ).is_valid()

    def test_finds_a_student_by_name_and_asks_where_there_are_two(self) -> None:
        field = StudentField(choices("Ada Morales", "Ada Moreno", "Ben Carter"))
        assert field.clean("ben").full_name == "Ben Carter"
        assert field.clean("Ada Morales").full_name == "Ada Morales"
        for typed in ("Ada", "Zoe"):
            with pytest.raises(ValidationError, match=r"Which one|Nobody here"):
                field.clean(typed)


class TestSomethingFixed:
    @pytest.mark.parametrize(("is_there", "says"), [(True, ""), (False, "pick somebody else")])
    def test_says_that_its_adult_has_left(self, is_there: bool, says: str) -> None:
        adult = Person(given_name="Lee", family_name="Ortiz", is_active=is_there)
        art = Commitment(
            kind="special",
            words={"en": {"name": "Art"}},
            block=2,
            grades=["04"],
            staffing=Staffing(person=adult),
        )
        note = DESCRIBE["commitment"](art, "en").note
        assert "Lee Ortiz" in note
        assert ("not in the roster any more" in note) != is_there
        assert says in note
