"""Who decides about what in change: leaders about what they lead, and nobody about another district."""

from __future__ import annotations

import pytest
from cast import NOW, TODAY, Cast, make_person

from ownpath.school.change.access import NotALeader, ensure_may_decide, reach_of


class TestEnsureMayDecide:
    """Who is refused, and who is not."""

    def test_lets_a_principal_decide_about_their_own_campus_only(self, cast: Cast) -> None:
        own, other = cast.section.campus, cast.ben_section.campus
        ensure_may_decide(by=cast.reyes, district=cast.live_oak, campus=own, now=NOW)
        for campus in (other, None):
            with pytest.raises(NotALeader):
                ensure_may_decide(by=cast.reyes, district=cast.live_oak, campus=campus, now=NOW)

    def test_lets_the_superintendent_decide_about_everything_here_alone(
        self, cast: Cast
    ) -> None:
        for campus in (cast.section.campus, cast.ben_section.campus, None):
            ensure_may_decide(by=cast.whitfield, district=cast.live_oak, campus=campus, now=NOW)
        with pytest.raises(NotALeader):
            ensure_may_decide(by=cast.whitfield, district=cast.cedar, campus=None, now=NOW)

    def test_a_counselor_looks_after_a_campus_but_does_not_decide(self, cast: Cast) -> None:
        campus = cast.section.campus
        lee = make_person(cast.live_oak, "lee", "Min", "Lee", "counselor", campus)
        reach = reach_of(person=lee, today=TODAY)
        assert [one.pk for one in reach.led] == [campus.pk]
        assert not reach.may_decide(campus.pk)
        with pytest.raises(NotALeader):
            ensure_may_decide(by=lee, district=cast.live_oak, campus=campus, now=NOW)

    @pytest.mark.parametrize("who", ["ada", "okafor", "rosa", "clerk", "lund"])
    def test_nobody_else_decides(self, cast: Cast, who: str) -> None:
        with pytest.raises(NotALeader):
            ensure_may_decide(
                by=cast.everybody[who],
                district=cast.live_oak,
                campus=cast.section.campus,
                now=NOW,
            )

    def test_somebody_who_was_ended_decides_no_longer(self, cast: Cast) -> None:
        cast.reyes.is_active = False
        cast.reyes.save()
        with pytest.raises(NotALeader):
            ensure_may_decide(
                by=cast.reyes, district=cast.live_oak, campus=cast.section.campus, now=NOW
            )
