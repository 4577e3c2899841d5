"""What is fixed stands on the weekdays and lettered days it names: in the problem, in the plan, in tables and forms."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from cast import NOW, TODAY, enroll, make_section
from grounds import Grounds

from ownpath.school.days.exports import setup_as_yaml
from ownpath.school.days.imports import apply_import, plan_import
from ownpath.school.days.models import Commitment, PlanCell
from ownpath.school.days.services import setting_up
from ownpath.school.days.services.drafting import open_cells
from ownpath.school.days.services.gathering import gather
from ownpath.school.days.services.resources import rooms_taken, teachers_of
from ownpath.school.days.services.setting_up.allowed import OutOfRange
from ownpath.school.days.services.setting_up.periods import Spot, bells_of, spots_of
from ownpath.school.people.models import Section

A_DAY, B_DAY = (
    TODAY + timedelta(days=2),
    TODAY + timedelta(days=1),
)  # Tuesday the 10th is an A day
BLOCK = 1


@pytest.fixture
def lettered(grounds: Grounds) -> Grounds:
    """Return the campus with A and B days, the first A day today."""
    setting_up.set_letters(
        campus=grounds.campus, letters=["A", "B"], letters_from=TODAY, by=None, now=NOW
    )
    return grounds


@pytest.fixture
def art(lettered: Grounds) -> Section:
    """Return Ada's art class, which stands fixed in the second block with an adult, in a room."""
    section = make_section(lettered.campus, "art", "Art 4", lettered.cast.section.terms.get())
    section.subjects = ["Art"]
    section.save()
    enroll(section, lettered.cast.ada, "student")
    return section


def fix(grounds: Grounds, art: Section, **days: list[int] | list[str]) -> Commitment:
    """Let art stand fixed on some days."""
    return setting_up.save_commitment(
        campus=grounds.campus, kind="other", words={"en": {"name": "Art"}}, block=BLOCK,
        section=art, staffing=grounds.staff[1], room=grounds.rooms[1], by=None, now=NOW, **days,
    )  # fmt: skip


def stands(grounds: Grounds, day: date) -> tuple[bool, bool, bool]:
    """Return whether art takes Ada's block, the adult and the room on a day."""
    gathered = gather(campus=grounds.campus, day=day, now=NOW)
    ada = [one.pk for one in gathered.students].index(grounds.cast.ada.pk)
    adult = [one.pk for one in gathered.staff].index(grounds.staff[1].pk)
    return (
        not open_cells(gathered)[ada, BLOCK],
        not teachers_of(gathered).is_available[adult, BLOCK],
        grounds.rooms[1].pk in rooms_taken(gathered).get(BLOCK, ()),
    )


ALL, NONE = (True, True, True), (False, False, False)


class TestWhatIsFixed:
    @pytest.mark.parametrize(
        ("days", "on_a", "on_b"),
        [
            ({}, ALL, ALL),
            ({"letters": ["A"]}, ALL, NONE),
            ({"letters": ["B"]}, NONE, ALL),
            ({"letters": ["A", "B"]}, ALL, ALL),
            ({"weekdays": [B_DAY.weekday()]}, NONE, ALL),
            ({"weekdays": [A_DAY.weekday(), B_DAY.weekday()]}, ALL, ALL),
            ({"weekdays": [B_DAY.weekday()], "letters": ["A"]}, NONE, NONE),
        ],
    )
    def test_stands_on_the_days_it_names(
        self,
        lettered: Grounds,
        art: Section,
        days: dict[str, list[int] | list[str]],
        on_a: tuple[bool, ...],
        on_b: tuple[bool, ...],
    ) -> None:
        fix(lettered, art, **days)
        assert (stands(lettered, A_DAY), stands(lettered, B_DAY)) == (on_a, on_b)

    def test_is_in_the_published_plan_of_its_days_only(
        self, lettered: Grounds, art: Section
    ) -> None:
        row = fix(lettered, art, letters=["A"])
        for day, n in ((A_DAY, 1), (B_DAY, 0)):
            cells = PlanCell.objects.filter(plan=lettered.publish(day), commitment=row)
            assert cells.count() == n

    def test_is_of_letters_the_campus_has(self, lettered: Grounds, art: Section) -> None:
        with pytest.raises(OutOfRange):
            fix(lettered, art, letters=["C"])
        with pytest.raises(OutOfRange):
            fix(lettered, art, weekdays=[7])

    def test_goes_by_the_terms_of_its_class(self, lettered: Grounds, art: Section) -> None:
        fix(lettered, art)
        term = art.terms.get()
        later = make_section(lettered.campus, "art-2", "Art 4, spring", term)
        spring = type(term).objects.create(
            district=term.district, sourced_id="spring", source_key="spring", title="Spring",
            kind="term", starts_on=A_DAY, ends_on=A_DAY + timedelta(days=90),
        )  # fmt: skip
        later.terms.set([spring])
        enroll(later, lettered.cast.ada, "student")
        fix(lettered, later)
        term.ends_on = B_DAY
        term.save()

        def named(day: date) -> set[int]:
            gathered = gather(campus=lettered.campus, day=day, now=NOW)
            return {one.pk for one in gathered.sections[lettered.cast.ada.pk]}

        assert art.pk in named(B_DAY)
        assert later.pk not in named(B_DAY)
        assert art.pk not in named(A_DAY)
        assert later.pk in named(A_DAY)


class TestTables:
    def bring(
        self, grounds: Grounds, folder: Path, row: dict[str, object]
    ) -> list[tuple[str, str]]:
        """Bring one row in and return what it changed."""
        path = folder / "campus.yaml"
        path.write_text(yaml.safe_dump({"commitments": [row]}))
        plan = plan_import(campus=grounds.campus, path=path, now=NOW)
        assert plan.problems == ()
        apply_import(campus=grounds.campus, plan=plan, by=None, now=NOW)
        return [(one.table, one.kind) for one in plan.changes]

    def test_say_the_days_and_change_them_without_a_second_row(
        self, lettered: Grounds, art: Section, tmp_path: Path
    ) -> None:
        row = fix(lettered, art)
        told = yaml.safe_load(setup_as_yaml(campus=lettered.campus))["commitments"][0]
        assert (told["weekday"], told["letters"]) == ([], [])
        told |= {"letters": ["B"], "weekday": [0, 2]}
        assert self.bring(lettered, tmp_path, told) == [("commitments", "changed")]
        kept = Commitment.objects.get()
        assert (kept.pk, kept.weekdays, kept.letters) == (row.pk, [0, 2], ["B"])
        without = {key: cell for key, cell in told.items() if key not in ("weekday", "letters")}
        assert self.bring(lettered, tmp_path, without) == []
        assert Commitment.objects.get().letters == ["B"]

    def test_tell_two_places_of_one_class_apart_by_their_days(
        self, lettered: Grounds, art: Section, tmp_path: Path
    ) -> None:
        fix(lettered, art, letters=["A"])
        fix(lettered, art, letters=["B"])
        rows = yaml.safe_load(setup_as_yaml(campus=lettered.campus))["commitments"]
        of_b = next(one for one in rows if one["letters"] == ["B"]) | {"room": "103"}
        assert self.bring(lettered, tmp_path, of_b) == [("commitments", "changed")]
        rooms = dict(Commitment.objects.values_list("room__name", "letters"))
        assert rooms == {"102": ["A"], "103": ["B"]}

    @pytest.mark.parametrize("wrong", [{"weekday": "7"}, {"weekday": "Mon"}, {"letters": "C"}])
    def test_name_what_is_no_day(
        self, lettered: Grounds, art: Section, tmp_path: Path, wrong: dict[str, str]
    ) -> None:
        path = tmp_path / "campus.yaml"
        row = {"kind": "other", "name_en": "Art", "block": 1, "class": art.sourced_id} | wrong
        path.write_text(yaml.safe_dump({"commitments": [row]}))
        plan = plan_import(campus=lettered.campus, path=path, now=NOW)
        assert len(plan.problems) == 1
        assert plan.problems[0].fix


class TestPeriods:
    @pytest.mark.parametrize(
        ("periods", "spots"),
        [
            (["2"], [Spot(block=1)]),
            (["2(A)"], [Spot(block=1, letters=("A",))]),
            (["2(A", "B)"], [Spot(block=1)]),  # as a comma tears it apart in a file
            (["2(A-B)"], [Spot(block=1)]),
            (["1(A) 2(b)"], [Spot(block=0, letters=("A",)), Spot(block=1, letters=("B",))]),
            (["2(Mon,Wed)"], [Spot(block=1, weekdays=(0, 2))]),
            (["2(M-F)"], [Spot(block=1, weekdays=(0, 1, 2, 3, 4))]),
            (["2(C)"], []),  # no letter of the campus
            (["2(T)"], []),  # Tuesday, Thursday?
            (["2(A,Mon)"], []),
            (["2()"], []),
            (["A2"], []),
            (["77(A)"], []),
            ([""], []),
            ([], []),
        ],
    )
    def test_place_a_class_where_they_are_certain(
        self, lettered: Grounds, periods: list[str], spots: list[Spot]
    ) -> None:
        assert spots_of(periods, bells_of(campus=lettered.campus)) == spots
