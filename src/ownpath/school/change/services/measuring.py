"""Note where the indicators of the visions in force stand today, as figures of our own; once a day is enough."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ownpath.school.change.access import today_in
from ownpath.school.change.models import Indicator, IndicatorReading, Vision
from ownpath.school.change.queries.campuses import campuses_asked
from ownpath.school.change.queries.measuring import MEASURABLE, measure
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import District

EVENING = 18
MEASURED_STATES = (Vision.State.CONSULTED, Vision.State.ADOPTED)


@deed
def take_readings(*, district: District, today: date, now: datetime) -> int:
    """Measure every indicator of ours and keep the figures of today; return how many have one.

    Where nothing was recorded yet, or fewer than ten students stand behind a figure, there is none.
    """
    rows = Indicator.objects.filter(
        vision__district=district, vision__state__in=MEASURED_STATES, metric__in=MEASURABLE
    ).select_related("vision__district")
    n_read, known = 0, dict[tuple[str, int | None], float | None]()
    for one in rows:
        key = (one.metric, one.vision.campus_id)
        if key not in known:
            campuses = campuses_asked(vision=one.vision, today=today)
            known[key] = measure(
                metric=one.metric, campuses=campuses, today=today, now=now
            ).value
        figure = known[key]
        IndicatorReading.objects.filter(indicator=one, read_on=today, by=None).delete()
        if figure is not None:
            IndicatorReading.objects.create(
                indicator=one, value=figure, read_on=today, by=None, noted_at=now
            )
            n_read += 1
    return n_read


def read_once_a_day(*, district: District, now: datetime) -> list[str]:
    """Note the figures of today unless they were noted: the evening's step (`services.nightly`)."""
    today = today_in(district, now)
    noted = IndicatorReading.objects.filter(
        indicator__vision__district=district, read_on=today, by=None
    )
    adopted = Vision.objects.filter(district=district, state=Vision.State.ADOPTED)
    if (
        noted.exists()
        or not adopted.exists()
        or now.astimezone(ZoneInfo(district.time_zone)).hour < EVENING
    ):
        return []
    n_read = take_readings(district=district, today=today, now=now)
    return [f"{district.name}: read {n_read} indicators of the vision"] if n_read else []
