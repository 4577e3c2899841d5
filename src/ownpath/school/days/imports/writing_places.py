"""Write when school is and where: bells, letters, week, days that differ, hours, weights, rooms, carts, stations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from ownpath.school.days.imports.checking import clock_of, day_of, listed
from ownpath.school.days.imports.here import Here, Standing, Step, is_yes, words_of
from ownpath.school.days.imports.places import Place
from ownpath.school.days.imports.reading import Row
from ownpath.school.days.models import Station
from ownpath.school.days.queries.calendar import schedules_of
from ownpath.school.days.queries.campuses import carts_of, rooms_of, stations_of
from ownpath.school.days.queries.setup_tables import HOURS, WEIGHT
from ownpath.school.days.services import setting_up
from ownpath.school.days.services.saying import filled
from ownpath.school.days.services.setting_up.allowed import OutOfRange
from ownpath.school.days.services.setting_up.calendars import Bell


def bells(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield a step for each schedule, with all its blocks."""
    standing = {one.name: one.uuid for one in schedules_of(campus=here.campus)}
    for name in dict.fromkeys(row["schedule"] for row in rows):
        own = [row for row in rows if row["schedule"] == name]
        first = rows.index(own[0]) + 1
        yield (
            Place(table="blocks", row=first, column=name),
            partial(
                setting_up.save_schedule,
                uuid=standing.get(name),
                name=name,
                letter=own[0].get("letter", ""),
                bells=[_bell(row) for row in own],
                **here.deed,
            ),
        )


def _bell(row: Row) -> Bell:
    return Bell(
        name=row["name"],
        kind=row["kind"],
        starts_at=clock_of(row["starts_at"]) or time(),
        ends_at=clock_of(row["ends_at"]) or time(),
    )


def letters(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield the step that sets the letters; the last row counts."""
    row = rows[-1]
    yield (
        Place(table="letters", row=len(rows)),
        partial(
            setting_up.set_letters,
            letters=listed(row.get("letters", "")),
            letters_from=day_of(row.get("letters_from", "")),
            **here.deed,
        ),
    )


def week(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield a step for each weekday."""
    at = here.standing()
    for number, row in enumerate(rows, start=1):
        step = partial(
            setting_up.set_weekday,
            weekday=int(row["weekday"]),
            letter=row.get("letter", ""),
            schedule=at.schedule(row),
            **here.deed,
        )
        yield Place(table="week", row=number), step


def calendar(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield a step for each day that differs; without a schedule there is no school on it."""
    at = here.standing()
    for number, row in enumerate(rows, start=1):
        step = partial(
            setting_up.set_calendar_day,
            day=day_of(row["day"]) or date.min,
            schedule=at.schedule(row),
            letter=row.get("letter", ""),
            note=row.get("note", ""),
            **here.deed,
        )
        yield Place(table="calendar", row=number), step


def policy(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield a step for each hour, number or weight."""
    for number, row in enumerate(rows, start=1):
        yield Place(table="policy", row=number, column="value"), partial(_set_policy, here, row)


def _set_policy(here: Here, row: Row) -> None:
    name, value = row["name"], row["value"]
    asked: dict[str, Any]
    if name in HOURS:
        asked = {name: clock_of(value)}
    elif name.startswith(WEIGHT):
        asked = {"weights": {name.removeprefix(WEIGHT): _figure(name, value)}}
    else:
        asked = {"numbers": {name: _figure(name, value)}}
    if asked.get(name, value) is None:
        raise OutOfRange(
            filled(
                _("%(name)s: “%(value)s” is no time of day."), {"name": name, "value": value}
            ),
            next_step=_("Write a time such as 17:00."),
        )
    setting_up.set_policy(**asked, **here.deed)


def _figure(name: str, value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise OutOfRange(
            filled(_("%(name)s: “%(value)s” is no number."), {"name": name, "value": value}),
            next_step=_("Write a number such as 0.5."),
        ) from None


def rooms(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield a step for each room."""
    standing = {one.name.casefold(): one for one in rooms_of(campus=here.campus)}
    for number, row in enumerate(rows, start=1):
        old = standing.get(row["name"].casefold())
        yield (
            Place(table="rooms", row=number),
            partial(
                setting_up.save_room,
                uuid=old.uuid if old else None,
                name=row["name"],
                kind=row["kind"],
                seats=int(row["seats"]),
                is_open=is_yes(row, "is_open", otherwise=old.is_open if old else True),
                **here.deed,
            ),
        )


def carts(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield a step for each cart of devices."""
    standing = {one.name.casefold(): one for one in carts_of(campus=here.campus)}
    for number, row in enumerate(rows, start=1):
        old = standing.get(row["name"].casefold())
        yield (
            Place(table="carts", row=number),
            partial(
                setting_up.save_cart,
                uuid=old.uuid if old else None,
                name=row["name"],
                n_devices=int(row["devices"]),
                is_open=is_yes(row, "is_open", otherwise=old.is_open if old else True),
                **here.deed,
            ),
        )


def stations(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield a step for each station; what has no column in the file stays as it is."""
    standing = {_name(one): one for one in stations_of(campus=here.campus)}
    at = here.standing()
    for number, row in enumerate(rows, start=1):
        old = standing.get(row["name_en"])
        yield Place(table="stations", row=number), partial(_save_station, here, at, row, old)


def _save_station(here: Here, at: Standing, row: Row, old: Station | None) -> None:
    setting_up.save_station(
        uuid=old.uuid if old else None,
        words=words_of(row),
        modality=row["modality"],
        subject=row.get("subject", old.subject if old else ""),
        seats=int(row["seats"]),
        grades=listed(row["grades"]) if "grades" in row else old.grades if old else [],
        theme_slugs=listed(row["themes"]) if "themes" in row else None,
        room=at.room(row) if "room" in row else old.room if old else None,
        is_open=is_yes(row, "is_open", otherwise=old.is_open if old else True),
        **here.deed,
    )


def _name(one: Station) -> str:
    return str(one.words.get("en", {}).get("name", ""))


def sizes(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield a step for each kind of group."""
    for number, row in enumerate(rows, start=1):
        yield (
            Place(table="sizes", row=number),
            partial(
                setting_up.set_group_size,
                modality=row["modality"],
                least=int(row["least"]),
                most=int(row["most"]),
                **here.deed,
            ),
        )
