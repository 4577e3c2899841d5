"""Every address somebody could ask for something of Ada's at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ownpath.school.evidence.models import Evidence, Question, Sitting
from ownpath.school.people.models import Person, Section
from ownpath.school.plans.models import Offer, Override
from ownpath.school.voice.models import Hope, Message

FILLING = {"IntConverter": 1, "UUIDConverter": UUID(int=1), "DayConverter": date(2026, 3, 10)}
ABOUT_NOBODY = {  # of a competency that every district may work on
    "teacher:sheet",
    "teacher:cards",
    "office:sheet",
    "office:teaching_cards",
}
ABOUT_ADA = (Evidence, Sitting, Question, Offer, Override, Hope, Message)


def uuids_about(ada: Person) -> Mapping[str, tuple[UUID, ...]]:
    """Return by the name of an address's part what of Ada's may stand there."""
    own = [
        *ada.sittings.values_list("uuid", flat=True),
        *Question.objects.values_list("uuid", flat=True),
        *Offer.objects.values_list("uuid", flat=True)[:2],
        *Hope.objects.values_list("uuid", flat=True),
        *Message.objects.values_list("uuid", flat=True),
    ]
    return {
        "student": (ada.uuid,),
        "child": (ada.uuid,),
        "person": (ada.uuid,),
        "message": tuple(Message.objects.values_list("uuid", flat=True)),
        "override": tuple(Override.objects.values_list("uuid", flat=True)),
        "attempt": tuple(Evidence.objects.values_list("attempt", flat=True)[:1]),
        "uuid": (ada.uuid, *own),
        "section": (Section.objects.get(source_key="m4").uuid,),
        "campus": tuple(ada.roles.values_list("campus__uuid", flat=True)),
        "competency": (next(iter(Evidence.objects.first().competencies.all())).uuid,),  # type: ignore[union-attr]
        "signal": (ada.uuid,),
        "upload": (ada.uuid,),
        "question": tuple(Question.objects.values_list("uuid", flat=True)[:1]) or (ada.uuid,),
    }


def addresses_about(ada: Person) -> Iterator[str]:
    """Return every address with a place for an id, filled with Ada's."""
    known = uuids_about(ada)
    for name, parts in routes(get_resolver(), ""):
        ids = [part for part in parts if part in known]
        if not ids or name in ABOUT_NOBODY:
            continue
        others = {part: parts[part] for part in parts if part not in known}
        for values in product(*(known[part] for part in ids)):
            yield reverse(name, kwargs={**others, **dict(zip(ids, values, strict=True))})


def routes(resolver: URLResolver, space: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Return the name of every address, and for each of its parts something that may stand there."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from routes(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and one.name and not one.name.startswith("openid"):
            yield (
                f"{space}{one.name}",
                {
                    part: FILLING.get(type(converter).__name__, "people")
                    for part, converter in one.pattern.converters.items()
                },
            )
