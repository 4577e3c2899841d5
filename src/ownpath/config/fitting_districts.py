"""Fits districts' own knowledge models from the command line, at once or as background work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownpath.config.terminal import bars, out, prepare_database, refuse, wake

if TYPE_CHECKING:
    from ownpath.school.mastery.models import FittedModel
    from ownpath.school.people.models import District

EVERY = "all"


def fit_districts(key: str, *, later: bool, seed: int, address: str, n_workers: int) -> None:
    """Fit the models of one district, or of every one, and say which came into force.

    With a scheduler's address, or more than one worker, fits go out over a Dask cluster; answers are read and models
    kept here.
    """
    wake()
    prepare_database()
    districts = _named(key)
    if not districts:
        refuse("There is no district here yet. Import a roster first (ownpath import).")
    if later:
        for district in districts:
            _leave_for_later(district)
    elif address or n_workers > 1:
        _fit_spread(districts, seed, address, n_workers)
    else:
        for district in districts:
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
    _say(district, came)


def _fit_spread(districts: list[District], seed: int, address: str, n_workers: int) -> None:
    from django.utils import timezone
    from numpy.random import default_rng

    from ownpath.config.spreading import spread_fits
    from ownpath.school.mastery.services.fitting import take_in, worth_fitting

    came: dict[int, list[FittedModel]] = {one.pk: [] for one in districts}
    with bars() as step:
        waiting = [
            gathered
            for one in districts
            for gathered in worth_fitting(district_id=one.pk, progress=step)
        ]
        tasks = {number: (one.answers, default_rng(seed)) for number, one in enumerate(waiting)}
        fits = spread_fits(tasks=tasks, address=address, n_workers=n_workers)
        for n_done, (number, (model, figures)) in enumerate(fits, 1):
            step("fitting", n_done, len(waiting))
            row = take_in(
                gathered=waiting[number],
                model=model,
                figures=figures,
                now=timezone.now(),
                progress=step,
            )
            if row.in_force_from is not None:
                came[row.district_id].append(row)
    for one in districts:
        _say(one, came[one.pk])


def _say(district: District, came: list[FittedModel]) -> None:
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
