"""What lies on the table of My day: where something else could have been drawn is always shown."""

from __future__ import annotations

import pytest

from ownpath.faces.student.pages.table import lay_table
from ownpath.school.plans.models import Offer

N_OFFERS = 6


def offers(*, chance_at: int | None, pinned: int = 0, chosen: int = 0) -> list[Offer]:
    """Return a list as it is made: what is pinned first, then what is free, the first of it chosen."""
    found = [
        Offer(pk=number, rank=number, state=Offer.State.OPEN, reason={"kind": "next_step"})
        for number in range(pinned + N_OFFERS)
    ]
    for one in found[:pinned]:
        one.reason = {"kind": "pinned"}
    for one in found[pinned : pinned + chosen]:
        one.state = Offer.State.CHOSEN
    if chance_at is not None:
        found[pinned + chance_at].p_offered = 0.91
    return found


class TestLayTable:
    @pytest.mark.parametrize("is_early", [False, True])
    def test_shows_the_first_where_nothing_is_drawn(self, is_early: bool) -> None:
        table = lay_table(offers(chance_at=None), is_early=is_early)
        n_shown = 3 if is_early else 4
        assert [one.pk for one in table.choices] == list(range(n_shown))
        assert [one.pk for one in table.more] == list(range(n_shown, N_OFFERS))

    @pytest.mark.parametrize(("pinned", "chosen"), [(0, 0), (1, 0), (2, 0), (0, 1), (2, 1)])
    @pytest.mark.parametrize("is_early", [False, True])
    def test_shows_what_could_have_been_drawn(
        self, is_early: bool, pinned: int, chosen: int
    ) -> None:
        laid = offers(chance_at=2, pinned=pinned, chosen=chosen)
        table = lay_table(laid, is_early=is_early)
        by_chance = [one for one in laid if one.p_offered < 1]
        assert [one for one in table.choices if one.p_offered < 1] == by_chance
        assert len(table.choices) == len(
            lay_table(
                offers(chance_at=None, pinned=pinned, chosen=chosen), is_early=is_early
            ).choices
        )
        ranks = [one.rank for one in table.choices]
        assert ranks == sorted(ranks)
        assert {one.pk for one in (*table.choices, *table.more)} == {
            one.pk for one in laid if one.state == Offer.State.OPEN and one.pk >= pinned
        }

    def test_of_a_list_that_is_short_shows_all(self) -> None:
        table = lay_table(offers(chance_at=1)[:2], is_early=False)
        assert len(table.choices) == 2
        assert table.more == ()
