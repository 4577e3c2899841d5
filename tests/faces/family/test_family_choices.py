"""What a family decides: no screens, no name on the hall board; it holds, is logged, and can be taken back."""

from __future__ import annotations

import pytest
from cast import NOW, TODAY, Cast, enroll, make_person
from facing import is_refused, sign_in
from grounds import Grounds

from ownpath.faces.family.pages.choices import ChoicesPage, build_choices_page
from ownpath.faces.leader.pages.board import tell_in_hall
from ownpath.school.days.models import OptOut, Policy
from ownpath.school.days.queries import opt_outs_of
from ownpath.school.days.services import opt_out
from ownpath.school.people.models import Enrollment, Guardianship
from ownpath.school.privacy.models import AuditEntry

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")


def choices_of(cast: Cast) -> ChoicesPage:
    """Build Rosa's page of choices for Ada."""
    return build_choices_page(viewer=cast.rosa, child=cast.ada.uuid, today=TODAY, now=NOW)


def choose(cast: Cast, what: str, answer: str, who: str = "rosa") -> object:
    """Answer as somebody of the cast."""
    address = f"/family/child/{cast.ada.uuid}/choices/{what}/"
    return sign_in(cast.everybody[who]).post(address, {"answer": answer})


class TestSwitches:
    @pytest.mark.parametrize(("what", "place"), [("screen", 0), ("board", 1)])
    def test_turn_and_turn_back(self, cast: Cast, what: str, place: int) -> None:
        assert not choices_of(cast).switches[place].is_out
        assert choose(cast, what, "no").status_code == 302
        switch = choices_of(cast).switches[place]
        assert (switch.is_out, switch.said) == (True, "Rosa Morales said so on March 10.")
        choose(cast, what, "yes")
        switch = choices_of(cast).switches[place]
        assert (switch.is_out, switch.said) == (False, "")

    def test_do_not_turn_each_other(self, cast: Cast) -> None:
        choose(cast, "board", "no")
        assert opt_outs_of(student_ids=[cast.ada.pk]) == []
        choose(cast, "screen", "no")
        choose(cast, "board", "yes")
        assert [one.what for one in OptOut.objects.filter(ended_at=None)] == ["screen"]
        assert [one.student for one in opt_outs_of(student_ids=[cast.ada.pk])] == [cast.ada]

    def test_twice_says_it_once(self, cast: Cast) -> None:
        for _ in range(2):
            choose(cast, "screen", "no")
        assert OptOut.objects.count() == 1

    def test_are_logged(self, cast: Cast) -> None:
        choose(cast, "screen", "no")
        entry = AuditEntry.objects.get(deed="family.screen")
        assert (entry.actor, entry.about, entry.detail) == (cast.rosa, cast.ada, "no")

    def test_say_so_where_the_school_noted_it(self, cast: Cast) -> None:
        opt_out(campus=cast.section.campus, student=cast.ada, by=None, now=NOW)
        assert choices_of(cast).switches[0].said == "Noted by the school on March 10."

    def test_tell_what_the_school_decided_for_all(self, cast: Cast) -> None:
        Policy.objects.create(
            campus=cast.section.campus, max_screen_share=0.25, board_by_number=True
        )
        screens, board = choices_of(cast).switches
        assert "25%" in screens.now
        assert "never a name" in board.now

    @pytest.mark.parametrize(("what", "answer"), [("screen", ""), ("screen", "perhaps")])
    def test_stay_where_nothing_was_said(self, cast: Cast, what: str, answer: str) -> None:
        choose(cast, what, answer)
        assert not OptOut.objects.exists()

    def test_are_these_two_and_no_other(self, cast: Cast) -> None:
        assert choose(cast, "lunch", "no").status_code == 404

    @pytest.mark.parametrize("who", ["okafor", "ito", "lund", "ada", "ben", "reyes", "clerk"])
    def test_are_the_familys_alone(self, cast: Cast, who: str) -> None:
        assert is_refused(choose(cast, "screen", "no", who))
        assert not OptOut.objects.exists()

    def test_are_not_for_the_children_of_others(self, cast: Cast) -> None:
        Guardianship.objects.all().delete()
        assert choose(cast, "screen", "no").status_code == 404

    def test_wait_for_a_school(self, cast: Cast) -> None:
        Enrollment.objects.filter(person=cast.ada).delete()
        cast.ada.roles.all().delete()
        assert choices_of(cast).switches == ()
        assert choose(cast, "screen", "no").status_code == 404
        address = f"/family/child/{cast.ada.uuid}/choices/"
        assert sign_in(cast.rosa).get(address).status_code == 200

    def test_stand_on_a_page_in_the_familys_language(self, cast: Cast) -> None:
        address = f"/family/child/{cast.ada.uuid}/choices/"
        shown = sign_in(cast.rosa).get(address).content.decode()
        assert "Lo que decides por Ada" in shown
        assert "Sin pantallas para Ada" in shown


class TestTheHallBoard:
    def test_tells_a_number_or_initials_of_whom_a_family_keeps_off(self, cast: Cast) -> None:
        other = make_person(
            cast.live_oak, "zoe", "Zoe", "Hart", "student", cast.section.campus, grade="04"
        )
        enroll(cast.section, other, "student")

        def names() -> set[str]:
            shown = tell_in_hall([cast.ada, other], by_number=False, today=TODAY)
            return set(shown.values())

        choose(cast, "board", "no")
        cast.ada.identifier = ""
        assert names() == {"A. M.", "Zoe"}
        cast.ada.identifier = "4711"
        assert names() == {"4711", "Zoe"}
        choose(cast, "board", "yes")
        assert names() == {"Ada", "Zoe"}


def test_a_day_is_planned_as_before_where_only_the_name_is_kept_off(grounds: Grounds) -> None:
    ada = grounds.cast.ada
    opt_out(campus=grounds.campus, student=ada, by=grounds.cast.rosa, now=NOW, what="board")
    assert opt_outs_of(student_ids=[ada.pk]) == []
