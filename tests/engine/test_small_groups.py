"""No small group is told of, and none can be reckoned from what is."""

from __future__ import annotations

from itertools import product

from ownpath.engine.small_groups import SMALLEST_GROUP, hidden_groups, left_untold

SIZES = (1, 4, 9, 10, 11, 30)


class TestHiddenGroups:
    def test_leave_no_rest_under_ten_where_any_other_group_could_stand_beside_it(self) -> None:
        for sizes in product(SIZES, repeat=4):
            groups = {str(place): size for place, size in enumerate(sizes)}
            hidden = hidden_groups(groups)
            together = sum(groups[name] for name in hidden)
            assert all(groups[name] >= SMALLEST_GROUP for name in set(groups) - hidden)
            assert together >= SMALLEST_GROUP or together in (0, sum(sizes))

    def test_are_the_smallest_that_will_do(self) -> None:
        assert hidden_groups({"K": 6, "1": 30, "2": 24}) == {"K", "2"}
        assert hidden_groups({"K": 6, "1": 7, "2": 24}) == {"K", "1"}
        assert hidden_groups({"K": 3, "1": 4, "2": 24, "3": 30}) == {"K", "1", "2"}

    def test_are_none_where_all_are_large_and_all_where_all_are_small(self) -> None:
        assert hidden_groups({}) == set()
        assert hidden_groups({"K": 10, "1": 10}) == set()
        assert hidden_groups({"K": 3, "1": 4}) == {"K", "1"}

    def test_keep_one_empty_side_from_standing_alone(self) -> None:
        assert hidden_groups({"K": 0, "1": 30}) == {"K", "1"}


class TestLeftUntold:
    def test_is_what_parts_hide_until_they_are_a_group(self) -> None:
        assert left_untold([]) == left_untold([0, 0]) == 0
        assert left_untold([4, 5]) == 9
        assert left_untold([4, 6]) == 0
