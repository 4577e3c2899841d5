"""What students are called where several stand together: told apart by the least that does."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from ownpath.school.days.queries.names_apart import (
    HALL,
    KEEPS_LEFTWARD,
    NUMBERS,
    SHORT,
    WHOLE,
    Stage,
    alike_in,
    as_seen,
    names_apart,
)
from ownpath.school.people.models import Person

MIA = "Mia Ruiz"


def people(*names: str) -> list[Person]:
    """Return students of some first and family names."""
    parted = [name.partition(" ") for name in names]
    return [
        Person(pk=n, given_name=first, family_name=last)
        for n, (first, _space, last) in enumerate(parted)
    ]


def told(names: list[str], stages: tuple[Stage, ...] = HALL) -> list[str]:
    return list(names_apart(people(*names), stages).values())


class TestNamesApart:
    @pytest.mark.parametrize(
        ("names", "apart"),
        [
            ([], []),
            (["Ada Morales"], ["Ada"]),
            (["Ines Gomez", "Ines Hall"], ["Ines G.", "Ines H."]),
            (["Ines Hall", "Ines Hernandez", "Mia Hall"], ["Ines Ha.", "Ines He.", "Mia"]),
            (["Ines Ha", "Ines Hall"], ["Ines Ha", "Ines Hal."]),
            (["Ines X", "Ines Xu"], ["Ines X", "Ines Xu"]),
            (["Ines Hall", "INES Hernandez"], ["Ines Ha.", "INES He."]),
            (["Mia R", "Mia Ruiz", "Mia"], ["Mia R", "Mia Ru.", "Mia"]),  # names of one word
            (["Mia", "mia"], ["Mia", "mia"]),
            (["Mia Ruiz-Diaz", "Mia Ruiz-Gil"], ["Mia Ruiz-D.", "Mia Ruiz-G."]),
            (["Mia Ruiz-Gil", "Mia Ruiza"], ["Mia Ruiz-G.", "Mia Ruiza"]),  # never "Ruiz-."
            (["Mia de la Cruz", "Mia de la Rosa"], ["Mia de la C.", "Mia de la R."]),
            (["Ana-Li Poe", "Ana-Li Roe"], ["Ana-Li P.", "Ana-Li R."]),
            (["José Ruiz", "Jose Sanz"], ["José R.", "Jose S."]),  # an accent is soon overlooked
            (["Zoe Álvarez", "Zoe Alonso"], ["Zoe Álv.", "Zoe Alo."]),
            (["Zoe A\u0301lvarez", "Zoe Alonso"], ["Zoe Álv.", "Zoe Alo."]),
        ],
    )  # fmt: skip
    def test_tells_the_fewest_letters(self, names: list[str], apart: list[str]) -> None:
        assert told(names) == apart
        assert told(names, SHORT) == apart  # neither grade nor number is on the roster

    def test_keeps_a_dot_on_the_left_of_letters_written_leftward(self) -> None:
        names = told(["علي حسن", "علي خالد"])
        assert names == [f"علي ح.{KEEPS_LEFTWARD}", f"علي خ.{KEEPS_LEFTWARD}"]

    def test_tells_a_preferred_family_name_and_never_the_other(self) -> None:
        pair = people("Jo Smith", "Jo Sand")
        pair[0].preferred_family_name = "Quill"
        assert list(names_apart(pair).values()) == ["Jo Q.", "Jo S."]

    def test_tells_grades_where_they_differ_then_the_end_of_the_number(self) -> None:
        three = people(MIA, MIA, MIA)
        for one, grade, number in zip(
            three, ("04", "04", "05"), ("1117", "1217", "2017"), strict=True
        ):
            one.grade, one.identifier = grade, number
        by_teacher = ["Mia Ruiz …117", "Mia Ruiz …217", "Mia Ruiz, grade 5"]
        assert list(names_apart(three, SHORT).values()) == by_teacher
        assert list(names_apart(three, WHOLE).values()) == by_teacher
        assert list(names_apart(three[1:], WHOLE).values()) == [
            "Mia Ruiz, grade 4",
            by_teacher[2],
        ]
        with override("es"):
            assert names_apart(three[1:])[2] == "Mia Ruiz, grado 5"
        three[0].identifier = ""
        assert list(names_apart(three[:2]).values()) == [MIA, "Mia Ruiz …17"]

    def test_tells_no_grade_that_helps_nobody(self) -> None:
        pair = people(MIA, MIA)
        for one in pair:
            one.grade = "04"
        assert list(names_apart(pair).values()) == [MIA, MIA]

    def test_tells_no_number_in_the_hall_and_no_name_beside_numbers(self) -> None:
        pair = people(MIA, MIA)
        for one in pair:
            one.identifier, one.grade = f"9{one.pk}", f"0{one.pk + 4}"
        assert list(names_apart(pair, HALL).values()) == [MIA, MIA]
        assert list(names_apart(pair, NUMBERS).values()) == ["90", "91"]
        pair[0].identifier = pair[1].identifier = ""
        assert list(names_apart(pair, NUMBERS).values()) == ["M. R.", "M. R."]

    def test_tells_two_of_the_same_initials_apart_by_as_little(self) -> None:
        three = people("Mia Ruiz", "Max Roe", "Moe Rye")
        three[2].middle_name = "Jo"
        assert list(names_apart(three, NUMBERS).values()) == ["M. Ru.", "M. Ro.", "M. J. R."]
        three[0].identifier = "90"
        assert list(names_apart(three, NUMBERS).values()) == ["90", "M. R.", "M. J. R."]

    def test_tells_no_whole_name_where_none_may_be_told(self) -> None:
        for names in (("Mia Ra", "Max R"), ("Mia Ruiz", "Max Ruiz"), ("Mia", "Max")):
            told_apart = list(names_apart(people(*names), NUMBERS).values())
            assert told_apart == [told_apart[0]] * 2

    def test_says_an_adults_title_and_then_the_first_name(self) -> None:
        pair = people("Grace Lee", "Hope Lee")
        for one in pair:
            one.title = "Ms."
        assert list(names_apart(pair).values()) == ["Grace Lee", "Hope Lee"]
        assert list(names_apart(pair[:1]).values()) == ["Ms. Lee"]

    def test_leaves_nobody_alike_of_a_large_grade_who_can_be_told_apart(self) -> None:
        many = people(
            *(
                f"{first} {a}{b}{c}"
                for first in ("Mia", "MÍA", "Jo")
                for a in "KR"
                for b in "aeo"
                for c in "lmn"
            )
        )
        names = names_apart(many * 2)  # somebody said twice is one
        assert len(names) == len(many)
        left = {as_seen(names[pk]) for pk in alike_in(names)}
        assert left == {as_seen(f"mia {a}{b}{c}") for a in "KR" for b in "aeo" for c in "lmn"}
