"""The room as it is now, attendance and changes: drawn from dataclasses alone, with the database refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from facing import no_database

from ownpath.faces.teacher.forms import OutForm, PresenceForm, SwapForm
from ownpath.faces.teacher.pages.attendance import AttendancePage, Presence
from ownpath.faces.teacher.pages.changing import SwapOption, SwapPage, fold_further
from ownpath.faces.teacher.pages.groups import GroupCard, Member, Standing, count_reasons
from ownpath.faces.teacher.pages.now import BlockHead, NextBlock, NowPart
from ownpath.faces.what_if import Addresses, AskedPage, ChangedLine, LostLine
from ownpath.faces.why import tell_cost


def member(called: str, **more: object) -> Member:
    """Return somebody in a group."""
    plain = Member(
        uuid=uuid4(),
        called=called,
        href="/room/student/x/",
        need="is close",
        is_away=False,
        is_here=False,
        move_url="/room/student/x/move/2/",
    )
    return replace(plain, **more)  # type: ignore[arg-type]


HEAD = BlockHead(number=2, name="Block 3", starts_at=time(10), ends_at=time(10, 40))
GROUP = GroupCard(
    block=1,
    uuid=uuid4(),
    key="activity:halves",
    title="Halves <3>",
    kind="Small group",
    about="",
    place="Room 12",
    because="because 2 are close",
    members=(member("Ada"), member("Omar", is_away=True), member("Noor", href="", move_url="")),
)
NOW_PART = NowPart(
    earlier=(),
    heard=frozenset(),
    read=frozenset(),
    stamp_words="Tuesday, March 10, 2026",
    stamp="9",
    head=HEAD,
    is_running=True,
    sentence="1 group with you",
    groups=(GROUP,),
    elsewhere=(
        Standing(title="Reading", key="station:r", where="Library", members=(member("Mia"),)),
    ),
    missing=("Omar",),
    changed="Changed at 9:45. Mr. Ito is out.",
    n_unmarked=1,
    n_marked=1,
    next=NextBlock(head=HEAD, titles=("Area",)),
    attendance_url="/room/class/x/attendance/",
    all_here_url="/room/class/x/attendance/all-here/",
    tomorrow_url="/room/tomorrow/",
    out_url="/room/what-if/out/",
)
ASKED = AskedPage(
    asks_again="300ms",
    to=Addresses(again="/again/", carry_out="/do/", back="/room/"),
    is_working=False,
    is_question=True,
    is_possible=True,
    sentence="The day of 3 students would change.",
    why="",
    cost="",
    losses=(LostLine(what="Not what they chose", names="Ada"),),
    lines=(
        ChangedLine(
            names="Ada and 2 more",
            block="Block 3",
            what="Halves, with Mr. Ito",
            instead_of="Number line races",
            why="The room is closed.",
        ),
    ),
    n_others=1,
    take_back_until=None,
    is_past_undo=False,
)


@pytest.fixture
def drawn() -> Callable[..., str]:
    """Return a function that draws a template for a teacher with the database refused."""

    def draw(template: str, **context: object) -> str:
        request = RequestFactory().get("/room/")
        request.user = SimpleNamespace(  # type: ignore[assignment]
            is_authenticated=True,
            grade="",
            theme="",
            language="",
            called="Grace",
            full_name="G O",
        )
        request.session = {}  # type: ignore[assignment]
        with connection.execute_wrapper(no_database):
            return render_to_string(template, context, request)

    return draw


class TestNow:
    def test_says_which_group_is_here_and_why(self, drawn: Callable[..., str]) -> None:
        html = drawn("teacher/now.html", now=NOW_PART)
        for words in ("Halves &lt;3&gt;", "because 2 are close", "Missing: Omar", "Reading"):
            assert words in html
        assert 'hx-get="/room/?stamp=9"' in html

    def test_moves_by_drag_and_by_a_link_only_those_the_teacher_steers(
        self, drawn: Callable[..., str]
    ) -> None:
        html = drawn("teacher/group.html", group=GROUP)
        assert html.count("data-drag=") == html.count("member-move") == 1
        assert 'data-drop="activity:halves"' in html

    def test_those_alone_elsewhere_are_a_list_by_name_and_can_be_moved_by_a_link(
        self, drawn: Callable[..., str]
    ) -> None:
        two = Standing(
            title="Lab", key="station:l", where="", members=(member("Sam"), member("Jo"))
        )
        alone = [
            Standing(title="Reading", key="station:r", where="", members=(member(name),))
            for name in ("Zoe", "Ada")
        ]
        now = replace(NOW_PART, groups=(), elsewhere=(two, *alone))
        assert now.together == (two,)
        assert [one.members[0].called for one in now.apart] == ["Ada", "Zoe"]
        html = drawn("teacher/now.html", now=now)
        assert html.count("data-drag=") == html.count("member-move") == 4
        assert 'aria-label="Move Zoe"' in html

    def test_names_those_who_are_not_steered_without_a_link(
        self, drawn: Callable[..., str]
    ) -> None:
        html = drawn("teacher/member.html", member=member("Noor", href="", move_url=""))
        assert "Noor" in html
        assert "<a " not in html

    def test_says_when_school_is_over(self, drawn: Callable[..., str]) -> None:
        over = replace(NOW_PART, head=None, groups=(), elsewhere=(), missing=(), next=None)
        assert "Look at tomorrow" in drawn("teacher/now.html", now=over)
        assert "School is over for today." in drawn("teacher/now_bar.html", now=over)


class TestReasons:
    def test_counts_the_two_most_common(self) -> None:
        kinds = ["close", "asked", "close", "close", "asked", "goal", "unheard of"]
        assert count_reasons(kinds) == "because 3 are close, 2 asked for another way"

    def test_says_nothing_where_nothing_is_known(self) -> None:
        assert count_reasons([]) == count_reasons(["", "unheard of"]) == ""

    @pytest.mark.parametrize(
        ("language", "reason"),
        [("en", "because it is their turn here"), ("es", "porque les toca estar aquí")],
    )
    def test_names_no_day_as_tomorrow_is_told_too(self, language: str, reason: str) -> None:
        with translation.override(language):
            assert count_reasons(["station"]) == reason

    def test_speaks_spanish(self) -> None:
        with translation.override("es"):
            assert count_reasons(["close"]) == "porque 1 está cerca"


class TestAttendance:
    def page(self, *states: str) -> AttendancePage:
        students = (
            Presence(uuid=uuid4(), called=f"Kid{i}", full_name=f"Kid{i} Doe", state=state)
            for i, state in enumerate(states)
        )
        return AttendancePage(section=uuid4(), title="Mathematics 4A", students=tuple(students))

    def test_is_two_taps_where_everybody_is_here(self, drawn: Callable[..., str]) -> None:
        html = drawn("teacher/attendance_part.html", page=self.page("", ""))
        assert "2 students not marked yet" in html
        assert "Everybody is here" in html

    def test_asks_for_the_others_where_one_is_away(self, drawn: Callable[..., str]) -> None:
        html = drawn("teacher/attendance_part.html", page=self.page("absent", ""))
        assert "All others are here" in html

    def test_needs_one_tap_a_name(self, drawn: Callable[..., str]) -> None:
        html = drawn(
            "teacher/attendance_part.html", page=self.page("", "here", "absent", "late")
        )
        assert re.findall(r'name="state" value="(\w+)"', html) == [
            "absent", "absent", "late", "here",
        ]  # fmt: skip
        assert "Came late: Kid3" in html

    def test_is_calm_once_all_are_marked(self, drawn: Callable[..., str]) -> None:
        html = drawn("teacher/attendance_part.html", page=self.page("absent", "here"))
        assert "1 student is not here" in html
        assert "all-here" not in html
        nobody = drawn("teacher/attendance_part.html", page=self.page())
        assert "Nobody is in this class today." in nobody

    def test_takes_the_four_states(self) -> None:
        assert PresenceForm({"state": "late"}).is_valid()
        assert not PresenceForm({"state": "gone"}).is_valid()


class TestSwap:
    @pytest.mark.parametrize(
        ("sent", "key", "modality"),
        [
            (f"activity:{'a' * 36}|peer", f"activity:{'a' * 36}", "peer"),
            (f"competency:{'a' * 36}|teacher_group", f"competency:{'a' * 36}", "teacher_group"),
            (f"station:{'a' * 36}", f"station:{'a' * 36}", ""),
            ("conference|conference", "conference", "conference"),
        ],
    )
    def test_says_what_and_which_way(self, sent: str, key: str, modality: str) -> None:
        form = SwapForm({"key": sent})
        assert form.is_valid()
        assert form.cleaned_data == {"key": key, "modality": modality}

    @pytest.mark.parametrize("sent", ["", "activity:x", f"theme:{'a' * 36}", "conference|A"])
    def test_takes_nothing_else(self, sent: str) -> None:
        assert not SwapForm({"key": sent}).is_valid()

    def test_says_the_cost_before_anything_is_done(self, drawn: Callable[..., str]) -> None:
        options = (
            SwapOption(
                key="activity:a",
                modality="independent",
                title="Races",
                kind="On a device",
                cost=tell_cost(-5, "Ada"),
                stands_in_the_way="",
                is_asked=True,
            ),
            SwapOption(
                key="activity:b",
                modality="teacher_group",
                title="Shares",
                kind="Small group",
                cost="",
                stands_in_the_way="the group is full",
                is_asked=False,
            ),
        )
        head = SimpleNamespace(called="Ada", uuid=uuid4())
        page = SwapPage(
            head=head,  # type: ignore[arg-type]
            block=2,
            block_name="Block 3 · 10:00",
            now_title="Halves",
            is_picked=True,
            why_url="/why/",
            options=options,
        )
        html = drawn("teacher/swap.html", page=page, form=SwapForm())
        assert "a little weaker fit for Ada" in html
        assert "Ada picked it" in html
        assert "In the way: the group is full" in html
        assert "Nothing is changed yet." in html
        assert html.count(" checked") == 1
        assert 'value="activity:b|teacher_group"' in html
        assert html.index("Races") < html.index("1 more, with what is in the way")
        empty = drawn("teacher/swap.html", page=replace(page, options=()), form=SwapForm())
        assert "Nothing else fits in this block" in empty

    @pytest.mark.parametrize(("n", "n_folded"), [(0, 0), (9, 0), (10, 2), (22, 14)])
    def test_folds_away_what_fits_less_where_there_is_much(self, n: int, n_folded: int) -> None:
        one = SwapOption(
            key="activity:a",
            modality="independent",
            title="Races",
            kind="On a device",
            cost="",
            stands_in_the_way="",
            is_asked=False,
        )
        held = replace(one, stands_in_the_way="the group is full")
        folds = [option.fold for option in fold_further([*[one] * n, held])]
        assert folds == [""] * (n - n_folded) + ["further"] * n_folded + ["held"]

    def test_a_stretch_does_not_end_before_it_begins(self) -> None:
        assert OutForm({"first": "2", "last": "2"}).is_valid()
        assert not OutForm({"first": "3", "last": "2"}).is_valid()


class TestAsked:
    def test_asks_again_by_itself_only_while_it_works(self, drawn: Callable[..., str]) -> None:
        working = replace(ASKED, is_working=True, lines=(), n_others=0)
        assert 'hx-get="/again/"' in drawn("kit/asked.html", page=working)
        assert "hx-get" not in drawn("kit/asked.html", page=ASKED)

    def test_a_question_can_be_carried_out_and_a_repair_is_done(
        self, drawn: Callable[..., str]
    ) -> None:
        question = drawn("kit/asked.html", page=ASKED)
        assert 'action="/do/"' in question
        assert "and 1 more block" in question
        assert 'action="/do/"' not in drawn(
            "kit/asked.html", page=replace(ASKED, is_question=False)
        )
        assert 'action="/do/"' not in drawn(
            "kit/asked.html", page=replace(ASKED, is_possible=False)
        )
