"""Background work of mastery: the nightly fit of a district's knowledge model."""

from __future__ import annotations

from django_tasks import task

from ownpath import clock

SEED = 1


@task()
def refit_district(district_id: int) -> list[str]:
    """Fit a district's models anew where there is enough to learn from; return the versions that came into force."""
    from numpy.random import default_rng

    from ownpath.school.mastery.services.fitting import refit

    came = refit(
        district_id=district_id,
        rng=default_rng(SEED),
        now=clock.now(),
        progress=lambda *_how_far: None,
    )
    return [model.version for model in came]
