"""What a pilot changed: who counts, what is compared, and what may be said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from ownpath.engine.effect.clustered import Regression, freedom_of, leverage_of, scores_of
from ownpath.engine.effect.judging import effect_of, is_stable
from ownpath.engine.effect.types import Design, Effect, NoEffect, Rows, Verdict
from ownpath.engine.effect.words import number_in_words, words_of
from ownpath.engine.simulation.districts import District, simulate_district, true_effect


def drawn(seed: int = 1, **changes: object) -> Rows:
    return simulate_district(District(**changes), rng=np.random.default_rng(seed))  # type: ignore[arg-type]


def judged(rows: Rows, **asked: bool) -> Effect:
    found = effect_of(rows, **asked)
    assert isinstance(found, Effect)
    return found


class TestEstimates:
    def test_balanced_groups_give_the_plain_difference_of_differences(self) -> None:
        rows = drawn(missing=0.0, leaving=0.0, periods_before=1, periods_after=1, effect=3.0)
        late, pilot = rows.period > 0, rows.is_pilot
        means = {
            (side, when): rows.outcome[(pilot == side) & (late == when)].mean()
            for side in (True, False)
            for when in (True, False)
        }
        by_hand = (means[True, True] - means[True, False]) - (
            means[False, True] - means[False, False]
        )
        assert judged(rows).everyone.value == pytest.approx(by_hand)

    def test_coefficient_agrees_with_a_trusted_package_and_the_error_is_no_smaller(
        self,
    ) -> None:
        rng = np.random.default_rng(5)
        cluster = np.repeat(np.arange(12), 9)
        x = np.column_stack([(cluster < 5).astype(float), np.ones(108), rng.normal(size=108)])
        outcome = x @ [1.0, 2.0, 3.0] + rng.normal(size=12)[cluster] + rng.normal(size=108)
        trusted = sm.OLS(outcome, x).fit(cov_type="cluster", cov_kwds={"groups": cluster})
        regression = Regression(x=x, cluster=cluster, shared=np.ones(108))
        leverage = leverage_of(regression)
        assert leverage is not None
        value, scores = scores_of(regression, leverage, outcome)
        assert value == pytest.approx(trusted.params[0])
        assert 0.95 * trusted.bse[0] < np.sqrt(scores @ scores) < 1.4 * trusted.bse[0]

    def test_freedom_is_that_of_two_means_by_hand(self) -> None:
        """Two pilot classrooms of 5 and eight others: variances s/10 and s/40 with 1 and 7 degrees of freedom."""
        cluster = np.repeat(np.arange(10), 5)
        x = np.column_stack([(cluster >= 8).astype(float), np.ones(50)])
        regression = Regression(x=x, cluster=cluster, shared=np.ones(50))
        leverage = leverage_of(regression)
        assert leverage is not None
        by_hand = (1 / 10 + 1 / 40) ** 2 / ((1 / 10) ** 2 / 1 + (1 / 40) ** 2 / 7)
        outcome = np.random.default_rng(1).normal(size=50)
        assert freedom_of(regression, leverage, outcome) == pytest.approx(by_hand)

    def test_large_classrooms_of_like_children_leave_less_freedom(self) -> None:
        cluster = np.repeat(np.arange(20), [3] * 18 + [60, 60])
        x = np.column_stack([(cluster % 2).astype(float), np.ones(len(cluster))])
        regression = Regression(x=x, cluster=cluster, shared=np.ones(len(cluster)))
        leverage = leverage_of(regression)
        assert leverage is not None
        rng = np.random.default_rng(2)
        apart = rng.normal(size=len(cluster))
        alike = apart + 5 * rng.normal(size=20)[cluster]
        free, tied = (freedom_of(regression, leverage, y) for y in (apart, alike))
        assert tied < free

    @given(shift=st.floats(-50, 50), scale=st.floats(0.1, 20), seed=st.integers(0, 50))
    @settings(max_examples=15, deadline=None)
    def test_units_of_the_outcome_do_not_matter(
        self, shift: float, scale: float, seed: int
    ) -> None:
        rows = drawn(seed, n_classrooms=12, effect=4.0)
        moved = replace(rows, outcome=rows.outcome * scale + shift)
        first, second = judged(rows).everyone, judged(moved).everyone
        assert second.value == pytest.approx(first.value * scale, rel=1e-6, abs=1e-6)
        assert second.error == pytest.approx(first.error * scale, rel=1e-6)  # type: ignore[operator]

    def test_names_of_units_and_order_of_rows_do_not_matter(self) -> None:
        rows = drawn(3, n_classrooms=12)
        order = np.random.default_rng(0).permutation(len(rows.unit))
        named = replace(rows, unit=rows.unit * 7 + 3, cluster=rows.cluster * 5 + 1)
        mixed = named.only(order)  # type: ignore[arg-type]
        assert judged(mixed).everyone.value == pytest.approx(judged(rows).everyone.value)

    def test_common_drift_is_not_taken_for_an_effect(self) -> None:
        steady, drifting = (drawn(4, common_drift=drift) for drift in (0.0, 9.0))
        assert judged(drifting).everyone.value == pytest.approx(
            judged(steady).everyone.value, abs=0.2
        )

    def test_interval_holds_the_truth_about_as_often_as_it_says(self) -> None:
        """120 districts of 12 classrooms: 95 % of 120 is 114, and under 106 would happen once in 3,000 times."""
        held = 0
        for seed in range(120):
            rows = drawn(seed, n_classrooms=12, effect=4.0, periods_after=3)
            everyone = judged(rows).everyone
            held += everyone.low <= true_effect(rows, 4.0) <= everyone.high  # type: ignore[operator]
        assert held >= 106


class TestWhoCounts:
    def test_those_who_took_no_part_count_in_the_pilot(self) -> None:
        rows = drawn(effect=4.0)
        nobody = replace(rows, dose=np.zeros_like(rows.dose))
        assert judged(nobody).everyone == judged(rows).everyone
        assert judged(nobody).dose is None

    def test_a_child_who_moves_counts_where_it_began(self) -> None:
        rows = drawn(2)
        one = rows.unit[rows.is_pilot][0]
        late = (rows.unit == one) & (rows.period > 2)
        other = rows.cluster[~rows.is_pilot][0]
        moved = replace(
            rows,
            cluster=np.where(late, other, rows.cluster),
            is_pilot=np.where(late, False, rows.is_pilot),
        )
        assert judged(moved).everyone == judged(rows).everyone
        assert judged(moved).counts.units_moved == 1

    def test_missing_outcomes_are_counted_and_said(self) -> None:
        rows = drawn(2, leaving=0.4)
        found = judged(rows)
        assert found.counts.missing_rows == int(np.isnan(rows.outcome).sum())
        assert found.counts.pilot_lost > 0.2
        assert any("not seen after the start" in line for line in words_of(found))

    def test_a_student_counts_once_however_often_seen(self) -> None:
        """Half of the pilot's children are seen ten times after the start and gained 1, half once and gained 3."""
        units = np.arange(40)
        often = units % 2 == 0
        times = np.where(often, 10, 1)
        unit = np.r_[units, np.repeat(units, times)]
        period = np.r_[np.zeros(40, int), *[np.arange(1, n + 1) for n in times]]
        pilot = unit < 20
        gain = np.where(often[unit], 1.0, 3.0) * ((period > 0) & pilot)
        noise = np.random.default_rng(1).normal(0, 1e-6, len(unit))
        rows = Rows(
            unit=unit,
            cluster=unit // 5,
            period=np.minimum(period, 1),
            is_pilot=pilot,
            outcome=gain + noise,
            dose=np.full(len(unit), np.nan),
        )
        assert judged(rows).everyone.value == pytest.approx(2.0, abs=1e-3)


class TestDesigns:
    def test_without_comparison_it_never_says_that_it_helped(self) -> None:
        rows = drawn(effect=6.0)
        found = judged(rows.only(rows.is_pilot))
        assert found.design is Design.OWN_BASELINE
        assert found.verdict is Verdict.BETTER
        assert "no comparison group" in " ".join(words_of(found)).lower()

    def test_without_baseline_it_says_so(self) -> None:
        rows = drawn()
        found = judged(rows.only(rows.period > 0))
        assert found.design is Design.DIFFERENCE
        assert any("Nothing was measured before" in line for line in words_of(found))

    def test_only_a_comparison_is_nothing_to_judge(self) -> None:
        rows = drawn()
        found = effect_of(rows.only(~rows.is_pilot))
        assert isinstance(found, NoEffect)
        assert "no outcome of the pilot after its start" in found.reasons

    def test_an_empty_record_is_nothing_to_judge(self) -> None:
        rows = drawn()
        assert isinstance(effect_of(rows.only(np.zeros(len(rows.unit), dtype=bool))), NoEffect)

    def test_one_pilot_classroom_is_set_beside_how_classrooms_differ(self) -> None:
        rows = drawn(7, n_classrooms=12, pilot_share=0.05)
        found = judged(rows)
        assert found.counts.pilot_clusters == 1
        assert found.everyone.freedom == 10
        wide = found.everyone.high - found.everyone.low  # type: ignore[operator]
        many = judged(drawn(7, n_classrooms=12, pilot_share=0.5)).everyone
        assert wide > many.high - many.low  # type: ignore[operator]

    def test_one_classroom_on_each_side_has_no_interval_and_no_verdict(self) -> None:
        found = judged(drawn(n_classrooms=2, effect=40.0))
        assert (found.everyone.low, found.verdict) == (None, Verdict.NOT_KNOWN)
        assert "so few classrooms" in words_of(found)[0]

    def test_different_children_before_and_after_are_compared_by_classroom(self) -> None:
        rows = drawn(4, effect=5.0, missing=0.0, leaving=0.0)
        others = replace(rows, unit=rows.unit * 2 + (rows.period > 0))
        found = judged(others)
        assert found.design is Design.TWO_DIFFERENCES
        assert found.everyone.value == pytest.approx(judged(rows).everyone.value, abs=0.5)


class TestVerdicts:
    def test_a_fall_is_good_news_where_less_is_better(self) -> None:
        rows = drawn(effect=-6.0)
        assert judged(rows).verdict is Verdict.HARMED
        assert judged(rows, is_lower_better=True).verdict is Verdict.HELPED

    def test_not_known_comes_with_what_would_tell(self) -> None:
        found = judged(drawn(11, n_classrooms=8, effect=3.0))
        assert found.verdict is Verdict.NOT_KNOWN
        assert found.enough is not None
        assert any("would tell" in line or "hardly tell" in line for line in words_of(found))

    def test_enough_classrooms_do_tell(self) -> None:
        few = judged(drawn(20, n_classrooms=8, effect=4.0))
        assert few.enough is not None
        assert few.enough.more_clusters is not None
        more = drawn(20, n_classrooms=8 + 4 * few.enough.more_clusters, effect=4.0)
        assert judged(more).verdict is Verdict.HELPED

    def test_few_classrooms_are_said_to_be_weak(self) -> None:
        assert any(
            "6 classrooms only" in line for line in words_of(judged(drawn(n_classrooms=6)))
        )

    def test_one_cycle_is_never_stable(self) -> None:
        helped, unknown = Verdict.HELPED, Verdict.NOT_KNOWN
        assert not is_stable((helped,))
        assert not is_stable((unknown, unknown))
        assert not is_stable((Verdict.HARMED, helped))
        assert is_stable((unknown, helped, helped))

    @pytest.mark.parametrize("n_classrooms", [2, 6, 40])
    def test_every_sentence_is_there_in_spanish(self, n_classrooms: int) -> None:
        found = judged(drawn(n_classrooms=n_classrooms, leaving=0.3))
        english, spanish = words_of(found), words_of(found, language="es")
        assert len(english) == len(spanish)
        assert not set(english) & set(spanish)

    def test_a_share_is_said_in_points_of_a_hundred(self) -> None:
        found = judged(drawn(n_classrooms=40))
        value = number_in_words(100 * found.everyone.value)
        for language, unit in (("en", "points"), ("es", "puntos")):
            plain = words_of(found, language=language)[0]
            said = words_of(found, language=language, is_share=True)[0]
            assert unit not in plain
            assert f" {value} {unit}" in said
            assert said.count(unit) == 2  # of the figure, and once of its interval

    def test_a_language_without_words_is_refused(self) -> None:
        with pytest.raises(ValueError, match="language is 'fr'"):
            words_of(NoEffect(reasons=()), language="fr")


class TestFurther:
    def test_dose_is_read_from_the_group_and_not_from_who_chose_it(self) -> None:
        """Children who stand high take more: the dose's figure must not credit the pilot for that."""
        rows = drawn(6, effect=0.0, missing=0.0, leaving=0.0)
        high = rows.outcome > np.median(rows.outcome)
        chosen = replace(
            rows, dose=np.where(rows.is_pilot & (rows.period > 0), 0.2 + 0.8 * high, 0)
        )
        found = judged(chosen)
        assert found.dose is not None
        assert found.dose.low <= 0 <= found.dose.high  # type: ignore[operator]

    def test_matching_takes_only_those_who_began_alike(self) -> None:
        rows = drawn(8, effect=3.0, missing=0.0, leaving=0.0)
        far = rows.is_pilot & (rows.unit % 2 == 0)
        apart = replace(rows, outcome=np.where(far, rows.outcome + 500, rows.outcome))
        found = judged(apart).matched
        assert found is not None
        assert found.unmatched == len(np.unique(rows.unit[far]))

    def test_small_groups_are_hidden_and_none_can_be_reckoned_from_the_rest(self) -> None:
        rows = drawn(9)
        home = np.where(rows.unit % 100 == 0, "vi", np.where(rows.unit % 3 == 0, "es", "en"))
        found = judged(replace(rows, slices={"home": home}))
        shown = {one.name for one in found.slices if one.estimate is not None}
        assert {one.name for one in found.slices} == {"vi", "es", "en"}
        assert shown == {"en"}
