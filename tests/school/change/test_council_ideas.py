"""The board of ideas: anybody of the district writes and backs; nothing is set aside without a reply."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast

from ownpath.school.change.models import Idea, IdeaBacking
from ownpath.school.change.queries.ideas import ideas_of
from ownpath.school.change.services import ideas
from ownpath.school.change.services.decisions import propose_decision


def write(cast: Cast, who: str = "ada", **given: object) -> Idea:
    """Write an idea."""
    said = {"campus": None, "title": "A garden", "text": "", **given}
    by = cast.everybody[who]
    return ideas.write_idea(district=cast.live_oak, by=by, now=NOW, **said)


class TestWriteIdea:
    @pytest.mark.parametrize(
        ("who", "role"),
        [
            ("ada", "student"),
            ("rosa", "family"),
            ("okafor", "teacher"),
            ("reyes", "leader"),
            ("clerk", "office"),
        ],
    )
    def test_is_for_everybody_of_the_district(self, cast: Cast, who: str, role: str) -> None:
        assert write(cast, who).role == role

    def test_is_for_nobody_else_and_about_ones_own_campus(self, cast: Cast) -> None:
        for who, campus in (("lund", None), ("ada", cast.ben_section.campus)):
            with pytest.raises(ideas.NotOfThisDistrict):
                write(cast, who, campus=campus)

    @pytest.mark.parametrize(
        "wrong", [{"title": " "}, {"title": "x" * 161}, {"text": "x" * 6001}]
    )
    def test_wants_words_that_fit(self, cast: Cast, wrong: dict[str, str]) -> None:
        with pytest.raises(ideas.BadIdea):
            write(cast, **wrong)

    def test_has_an_end(self, cast: Cast) -> None:
        for _n in range(ideas.MOST_OPEN_IDEAS):
            write(cast)
        with pytest.raises(ideas.BadIdea):
            write(cast)


class TestBackIdea:
    def test_counts_everybody_once(self, cast: Cast) -> None:
        idea = write(cast)
        for who in ("ben", "okafor", "ben"):
            ideas.back_idea(idea=idea, by=cast.everybody[who], now=NOW)
        assert ideas_of(district=cast.live_oak)[0].n_backings == 2
        ideas.unback_idea(idea=idea, by=cast.ben, now=NOW)
        assert IdeaBacking.objects.get().by == cast.okafor

    def test_is_not_for_ones_own_nor_for_what_is_over(self, cast: Cast) -> None:
        idea = write(cast)
        with pytest.raises(ideas.OwnIdea):
            ideas.back_idea(idea=idea, by=cast.ada, now=NOW)
        ideas.set_aside_idea(idea=idea, reply="Not now.", by=None, now=NOW)
        with pytest.raises(ideas.NotWaiting):
            ideas.back_idea(idea=idea, by=cast.ben, now=NOW)
        with pytest.raises(ideas.NotOfThisDistrict):
            ideas.back_idea(idea=idea, by=cast.lund, now=NOW)


class TestSetAside:
    def test_needs_a_reply(self, cast: Cast) -> None:
        idea = write(cast, campus=cast.section.campus)
        with pytest.raises(ideas.NoReply):
            ideas.set_aside_idea(idea=idea, reply=" ", by=cast.reyes, now=NOW)
        aside = ideas.set_aside_idea(idea=idea, reply="In fall.", by=cast.reyes, now=NOW)
        assert (aside.state, aside.reply) == (Idea.State.SET_ASIDE, "In fall.")
        back = ideas.bring_back_idea(idea=aside, by=cast.reyes, now=NOW)
        assert (back.state, back.reply) == (Idea.State.OPEN, "")


class TestTakeUp:
    def test_comes_with_the_decision_that_grew_from_it(self, cast: Cast) -> None:
        idea = write(cast)
        decision = propose_decision(
            district=cast.live_oak,
            title="A garden at every campus",
            text="",
            owner=cast.reyes,
            due_on=TODAY + timedelta(days=30),
            campuses=[],
            idea=idea,
            by=cast.whitfield,
            now=NOW,
        )
        idea.refresh_from_db()
        assert (idea.state, list(idea.decisions.all())) == (Idea.State.TAKEN_UP, [decision])
