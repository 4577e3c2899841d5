"""An effect as plain data, for files, pages and other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from ownpath.engine.effect.judging import effect_of, is_stable
from ownpath.engine.effect.run_charts import run_chart
from ownpath.engine.effect.types import Effect, Estimate, NoEffect, Rows, Verdict
from ownpath.engine.effect.words import LANGUAGES, further_words_of, words_of

Column = Sequence[Any]


def as_data(effect: Effect | NoEffect, *, language: str) -> dict[str, Any]:
    """Return an effect with its words in a language; `estimate` and `interval` are those of everyone counted."""
    words = " ".join(words_of(effect, language=language))
    if isinstance(effect, NoEffect):
        return {
            "estimate": None,
            "interval": None,
            "verdict": Verdict.NOT_KNOWN.value,
            "words": words,
            "reasons": list(effect.reasons),
        }
    everyone = effect.everyone
    return {
        "estimate": everyone.value,
        "interval": _interval(everyone),
        "verdict": effect.verdict.value,
        "words": words,
        "design": effect.design.value,
        "standard_error": everyone.error,
        "degrees_of_freedom": everyone.freedom,
        "counts": asdict(effect.counts),
        "enough": asdict(effect.enough) if effect.enough else None,
        "dose": asdict(effect.dose) if effect.dose else None,
        "matched": _matched(effect),
        "slices": [
            {
                "column": one.column,
                "name": one.name,
                "estimate": one.estimate.value if one.estimate else None,
                "interval": _interval(one.estimate) if one.estimate else None,
                "is_hidden": one.estimate is None,
            }
            for one in effect.slices
        ],
    }


def judge_columns(
    columns: Mapping[str, Column],
    *,
    by: Sequence[str],
    is_lower_better: bool,
    is_share: bool = False,
    earlier: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the effect that columns of equal length show, its sentences by language, and whether it is stable.

    Parameters
    ----------
    columns
        `unit`, `cluster`, `period`, `is_pilot`, `outcome` and `dose` (None where not seen), and those named in `by`.
    is_share
        Whether the outcome runs from 0 to 1: the sentences say it in points of a hundred.
    earlier
        The verdicts of the cycles before, the oldest first.
    """
    effect = effect_of(_rows(columns, by), is_lower_better=is_lower_better)
    told = as_data(effect, language="en")
    verdicts = (*map(Verdict, earlier), Verdict(told["verdict"]))
    told["words"] = {
        name: list(words_of(effect, language=name, is_share=is_share)) for name in LANGUAGES
    }
    told["further_words"] = {
        name: list(further_words_of(effect, language=name, is_share=is_share))
        for name in LANGUAGES
    }
    told["is_stable"] = is_stable(verdicts)
    return told


def judge_asked(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `judge_columns` and `judge_weeks` find in what was gathered of a measure, as one."""
    told = judge_columns(
        asked["columns"],
        by=asked["by"],
        is_lower_better=asked["is_lower_better"],
        is_share=asked["is_share"],
        earlier=asked["earlier"],
    )
    return told | {"run_chart": judge_weeks(asked["weekly"], n_before=asked["n_before"])}


def judge_weeks(values: Sequence[float], *, n_before: int) -> dict[str, Any]:
    """Return what the rules of a run chart see in weekly values; the median is that of the weeks before the start."""
    chart = run_chart(np.array(values, dtype=np.float64), baseline=n_before or None)
    return {
        "median": chart.median if values else None,
        "runs": chart.runs,
        "signals": [one.value for one in chart.signals],
    }


def _rows(columns: Mapping[str, Column], by: Sequence[str]) -> Rows:
    return Rows(
        unit=np.array(columns["unit"], dtype=np.int64),
        cluster=np.array(columns["cluster"], dtype=np.int64),
        period=np.array(columns["period"], dtype=np.int64),
        is_pilot=np.array(columns["is_pilot"], dtype=bool),
        outcome=_floats(columns["outcome"]),
        dose=_floats(columns["dose"]),
        slices={name: np.array(columns[name], dtype=str) for name in by},
    )


def _floats(values: Column) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _matched(effect: Effect) -> dict[str, Any] | None:
    if effect.matched is None:
        return None
    return {
        "estimate": effect.matched.estimate.value,
        "interval": _interval(effect.matched.estimate),
        "matched": effect.matched.matched,
        "unmatched": effect.matched.unmatched,
    }


def _interval(estimate: Estimate) -> list[float] | None:
    if estimate.low is None or estimate.high is None:
        return None
    return [estimate.low, estimate.high]
