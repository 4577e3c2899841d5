"""Stations of the demonstration's campuses: made up, the same at each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Final

from ownpath.school.curriculum.queries import themes
from ownpath.school.days.services import setting_up

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus


@dataclass(frozen=True, slots=True, kw_only=True)
class StationPlan:
    """A station to set up at every campus."""

    en: str
    es: str
    does_en: str
    does_es: str
    modality: str
    subject: str
    share: float  # seats for this share of the campus's students
    hopes: tuple[str, ...] = ()


STATIONS: Final = (
    StationPlan(
        en="Reading corner", es="Rincón de lectura", modality="offline", subject="language arts",
        does_en="Read a book of your own choice and mark one line worth telling.",
        does_es="Lee un libro que tú elijas y marca una línea que valga la pena contar.",
        share=0.4,
    ),
    StationPlan(
        en="Writing table", es="Mesa de escritura", modality="offline", subject="language arts",
        does_en="Write for somebody who will read it.",
        does_es="Escribe para alguien que lo va a leer.",
        share=0.3,
    ),
    StationPlan(
        en="Science bench", es="Mesa de ciencias", modality="offline", subject="science",
        does_en="Observe, measure, draw what you see.",
        does_es="Observa, mide y dibuja lo que ves.",
        share=0.3,
    ),
    StationPlan(
        en="Sources at the screen", es="Fuentes en pantalla", modality="independent",
        subject="science",
        does_en="Find two sources on your question and compare them.",
        does_es="Busca dos fuentes sobre tu pregunta y compáralas.",
        share=0.2,
    ),
    StationPlan(
        en="Guided reading", es="Lectura guiada", modality="teacher_group",
        subject="language arts",
        does_en="Read aloud and talk with your teacher.",
        does_es="Lee en voz alta y conversa con tu maestra.",
        share=0.0,
    ),
    StationPlan(
        en="Science talk", es="Charla de ciencias", modality="teacher_group", subject="science",
        does_en="Explain what you found; your teacher asks back.",
        does_es="Explica lo que encontraste; tu maestra pregunta.",
        share=0.0,
    ),
    StationPlan(
        en="Book club", es="Club de libros", modality="peer", subject="language arts",
        does_en="Tell each other what you read.",
        does_es="Cuéntense lo que leyeron.",
        share=0.0,
    ),
)  # fmt: skip


def set_up_stations(campus: Campus, n_students: int, rng: Random, now: datetime) -> None:
    """Set the stations up at a campus, with seats for its students and a few hopes and interests each."""
    slugs = [theme.slug for kind in ("interest", "hope") for theme in themes(kind=kind)]
    for plan in STATIONS:
        setting_up.save_station(
            campus=campus,
            words={
                "en": {"name": plan.en, "does": plan.does_en},
                "es": {"name": plan.es, "does": plan.does_es},
            },
            modality=plan.modality,
            subject=plan.subject,
            seats=max(8, round(n_students * plan.share)),
            theme_slugs=sorted(rng.sample(slugs, k=min(6, len(slugs)))),
            by=None,
            now=now,
        )
