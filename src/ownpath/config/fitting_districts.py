"""Fits districts' own knowledge models from the command line, at once or as background work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownpath.config.terminal import bars, out, prepare_database, refuse, wake

if TYPE_CHECKING:
    from ownpath.school.people.models import District

EVERY = "all"


def fit_districts(key: str, *, later: bool, seed: int) -> None:
    """Fit the models of one district, or of every one, and say which came into force."""
    wake()
    prepare_database()
    for district in _named(key):
        if later:
            _leave_for_later(district)
        else:
            _fit(district, seed)


def _named(key: str) -> list[District]:
    from ownpath.school.people.queries import districts, find_district

    if key == EVERY:
        return districts()
    found = find_district(source_key=key)
    if found is None:
        refuse(f"There is no district {key!r} here; `all` means every one.")
    return [found]


def _leave_for_later(district: District) -> None:
    from ownpath.school.mastery.tasks import refit_district

    refit_district.enqueue(district.pk)
    out.print(f"{district.name}: waits for `ownpath work`.", markup=False)


def _fit(district: District, seed: int) -> None:
    from django.utils import timezone
    from numpy.random import default_rng

    from ownpath.school.mastery.services.fitting import refit

    with bars() as step:
        came = refit(
            district_id=district.pk, rng=default_rng(seed), now=timezone.now(), progress=step
        )
    for model in came:
        out.print(
            f"{district.name}: {model.version} judges from now on; {model.n_answers:,} answers of "
            f"{model.n_students:,} students, {_figures(model.figures)}",
            markup=False,
        )
    if not came:
        out.print(
            f"{district.name}: nothing came into force; there is too little that is new.",
            markup=False,
        )


def _figures(figures: dict[str, float | None]) -> str:
    named = (("AUC", "auc"), ("log loss", "log_loss"), ("calibration error", "ece"))
    told = [f"{word} {figures[key]:.3f}" for word, key in named if figures.get(key) is not None]
    return ", ".join(told)
