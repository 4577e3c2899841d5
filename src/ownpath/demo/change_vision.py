"""Give Live Oak a vision: consulted on, adopted, adapted at one campus, the next version out for comment; concerns.

All of it is made up. What people say is said by people of the demonstration.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from ownpath.demo.cast import OKAFOR, REYES, ROSA, WHITFIELD
from ownpath.demo.change_concerns import find_cast, raise_concerns
from ownpath.demo.past import DAYS_BACK
from ownpath.demo.vision_words import (
    ADOPTED_WEIGHTS,
    NEXT_WEIGHTS,
    SAID,
    STATEMENTS,
    THRESHOLDS,
    WORDS,
)
from ownpath.school.change.queries.campuses import campuses_open
from ownpath.school.change.queries.measuring import measure
from ownpath.school.change.services.adopting import adopt
from ownpath.school.change.services.aims import Aim, enter_reading, set_aims, write_indicator
from ownpath.school.change.services.consulting import (
    answer_comment,
    comment,
    decline,
    send_out,
)
from ownpath.school.change.services.measuring import take_readings
from ownpath.school.change.services.visions import (
    Said,
    draft_vision,
    write_statements,
    write_words,
)
from ownpath.school.people.queries import (
    staff_at,
    students_at,
)

if TYPE_CHECKING:
    from ownpath.school.change.models import Vision
    from ownpath.school.people.models import Campus, District, Person

FIRST_WEEK: Final = 6  # days
MEASURED: Final = ("whole_days", "promises_kept", "attendance", "stuck_minutes")


def seed_vision(*, district: District, today: date, now: datetime, seed: int) -> None:  # noqa: ARG001
    """Fill the vision and the concerns of a district; nothing here is drawn by lot, so `seed` changes nothing."""
    head, principal = find_cast(WHITFIELD.username), find_cast(REYES.username)
    campuses = campuses_open(district_id=district.pk, today=today)
    taught = [one for one in campuses if students_at(campus=one, today=today)]
    first = _first(district, head, campuses, taught, today, now)
    own = next(one for one in taught if one.name == "Live Oak Elementary")
    _adaptation(district, own, principal, today, now)
    then = now - timedelta(days=8)
    take_readings(district=district, today=today - timedelta(days=8), now=then)
    entered = first.indicators.get(metric="entered")
    for days, value in ((24, 44.0), (4, 52.0)):
        enter_reading(
            vision=first,
            indicator=entered.uuid,
            value=value,
            read_on=today - timedelta(days=days),
            by=head,
            now=now - timedelta(days=days),
        )
    _next_version(district, head, taught, today, now)
    take_readings(district=district, today=today, now=now)
    raise_concerns(campus=own, principal=principal, now=now)


def where_figures_began(
    campuses: Sequence[Campus], today: date, now: datetime
) -> dict[str, float | None]:
    """Measure where our own figures stood in the first week Live Oak has days of: nothing here is typed in."""
    back = timedelta(days=DAYS_BACK - FIRST_WEEK)
    found = {
        metric: measure(
            metric=metric, campuses=campuses, today=today - back, now=now - back
        ).value
        for metric in MEASURED
    }
    return {
        metric: None if value is None else round(value, 1) for metric, value in found.items()
    }


def _write(
    vision: Vision, by: Person, now: datetime, today: date, began: Mapping[str, float | None]
) -> None:
    write_words(vision=vision, words=WORDS, by=by, now=now)
    for audience, pairs in STATEMENTS.items():
        said = [Said(sense=sense, words={"en": en, "es": es}) for sense, en, es in pairs]
        write_statements(vision=vision, audience=audience, statements=said, by=by, now=now)
    summer = date(today.year + 1, 6, 1)
    for aim in (
        Aim(
            metric="whole_days",
            baseline=began["whole_days"],
            target=40,
            by_when=summer,
            names={
                "en": "Days that keep all six promises",
                "es": "Días que cumplen las seis promesas",
            },
        ),
        Aim(
            metric="promises_kept",
            baseline=began["promises_kept"],
            target=85,
            by_when=summer,
            names={"en": "Promises kept", "es": "Promesas cumplidas"},
        ),
        Aim(
            metric="attendance",
            baseline=began["attendance"],
            target=99,
            by_when=summer,
            names={"en": "Days at school", "es": "Días en la escuela"},
        ),
        Aim(
            metric="stuck_minutes",
            baseline=began["stuck_minutes"],
            target=8,
            by_when=summer,
            names={
                "en": "Until somebody comes to who is stuck",
                "es": "Hasta que llega alguien a quien se atasca",
            },
        ),
        Aim(
            metric="entered",
            baseline=41,
            target=70,
            by_when=summer,
            unit="%",
            names={
                "en": "Families who say they are heard",
                "es": "Familias que dicen que se les escucha",
            },
        ),
    ):
        write_indicator(vision=vision, aim=aim, by=by, now=now)


def _first(
    district: District,
    head: Person,
    campuses: Sequence[Campus],
    taught: Sequence[Campus],
    today: date,
    now: datetime,
) -> Vision:
    """Consult on the first version and adopt it: the last campus with teachers declined to comment."""
    began = now - timedelta(days=48)
    vision = draft_vision(district=district, by=head, now=began)
    figures = where_figures_began(taught, today, now)
    _write(vision, head, began, today, figures)
    set_aims(vision=vision, weights=ADOPTED_WEIGHTS, thresholds=THRESHOLDS, by=head, now=began)
    vision = send_out(vision=vision, respond_by=today - timedelta(days=30), by=head, now=began)
    *speaking, silent = taught
    for n, campus in enumerate(speaking):
        teacher = staff_at(campus=campus, today=today)[0]
        comment(
            vision=vision,
            text=SAID[2][1] if n == 0 else "We are in, if there is time to plan.",
            role="teacher",
            campus=campus,
            by=teacher,
            now=began + timedelta(days=3 + n),
        )
    child = students_at(campus=taught[0], today=today)[0]
    for who, (role, text, answer) in zip((child, find_cast(ROSA.username)), SAID, strict=False):
        said = comment(
            vision=vision, text=text, role=role, by=who, now=began + timedelta(days=5)
        )
        answer_comment(
            vision=vision,
            comment=said.uuid,
            answer=answer,
            by=head,
            now=began + timedelta(days=9),
        )
    spoke = {one.pk for one in speaking}
    for campus in campuses:
        if campus.pk not in spoke:
            note = (
                "We come back to it after the move."
                if campus == silent
                else "Nobody works here yet."
            )
            decline(
                vision=vision, campus=campus, note=note, by=head, now=began + timedelta(days=10)
            )
    return adopt(vision=vision, by=head, now=began + timedelta(days=20))


def _adaptation(
    district: District, campus: Campus, principal: Person, today: date, now: datetime
) -> None:
    began = now - timedelta(days=26)
    own = draft_vision(district=district, campus=campus, by=principal, now=began)
    write_statements(
        vision=own,
        audience="community",
        by=principal,
        now=began,
        statements=[
            Said(
                sense="see",
                words={
                    "en": "Grandparents reading with children on Fridays.",
                    "es": "Abuelos que leen con los niños los viernes.",
                },
            )
        ],
    )
    set_aims(
        vision=own,
        weights=ADOPTED_WEIGHTS | {"relevant": 2.0},
        thresholds=THRESHOLDS,
        by=principal,
        now=began,
    )
    own = send_out(vision=own, respond_by=today - timedelta(days=12), by=principal, now=began)
    comment(
        vision=own,
        text="The reading hour works. Keep it.",
        role="teacher",
        by=find_cast(OKAFOR.username),
        now=began + timedelta(days=2),
    )
    adopt(vision=own, by=principal, now=began + timedelta(days=8))


def _next_version(
    district: District, head: Person, taught: Sequence[Campus], today: date, now: datetime
) -> None:
    """Leave the second version out for comment, with the first words on it."""
    began = now - timedelta(days=4)
    vision = draft_vision(district=district, by=head, now=began)
    pairs = (
        (
            "see",
            "Children working on different things, and knowing why.",
            "Niños trabajando en cosas distintas, y que saben por qué.",
        ),
        ("see", "Two real choices in every day.", "Dos elecciones de verdad cada día."),
        (
            "hear",
            "“I picked this, because I want to be a vet.”",
            "«Elegí esto porque quiero ser veterinaria».",
        ),
    )
    write_statements(
        vision=vision,
        audience="students",
        by=head,
        now=began,
        statements=[Said(sense=one, words={"en": en, "es": es}) for one, en, es in pairs],
    )
    set_aims(vision=vision, weights=NEXT_WEIGHTS, thresholds=THRESHOLDS, by=head, now=began)
    vision = send_out(vision=vision, respond_by=today + timedelta(days=10), by=head, now=began)
    later = began + timedelta(days=1)
    student = students_at(campus=taught[-1], today=today)[0]
    comment(vision=vision, text="Two choices! Yes.", role="student", by=student, now=later)
    teacher = staff_at(campus=taught[0], today=today)[0]
    comment(
        vision=vision,
        text="Two choices a day need twice the materials. Who makes them?",
        role="teacher",
        campus=taught[0],
        by=teacher,
        now=later,
    )
