"""What Live Oak's made-up vision says, and what people say of it."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "en": {
        "title": "A day that is mine",
        "why": "In most classrooms everybody does the same thing at the same time, and most children wait: for the"
        " others, for help, for something that is about them. We want every child of Live Oak to have a day that"
        " fits, with a person in it, every day.",
    },
    "es": {
        "title": "Un día que es mío",
        "why": "En la mayoría de las aulas todos hacen lo mismo al mismo tiempo, y la mayoría de los niños espera: a"
        " los demás, ayuda, algo que tenga que ver con ellos. Queremos que cada niño de Live Oak tenga un día a su"
        " medida, con una persona en él, todos los días.",
    },
}
Pair = tuple[str, str, str]  # see or hear, English, Spanish
STATEMENTS: Final[dict[str, tuple[Pair, ...]]] = {
    "students": (
        (
            "see",
            "Children working on different things, and knowing why.",
            "Niños trabajando en cosas distintas, y que saben por qué.",
        ),
        (
            "see",
            "A choice in every day, and the choice is honored.",
            "Una elección cada día, y la elección se respeta.",
        ),
        (
            "hear",
            "“I picked this, because I want to be a vet.”",
            "«Elegí esto porque quiero ser veterinaria».",
        ),
    ),
    "teachers": (
        (
            "see",
            "Teachers with five children at a table, not thirty in rows.",
            "Maestros con cinco niños en una mesa, no treinta en filas.",
        ),
        ("hear", "“I know who needs me next.”", "«Sé quién me necesita ahora»."),
    ),
    "families": (
        (
            "see",
            "A page a week that says what, why and how to help.",
            "Una página por semana que dice qué, por qué y cómo ayudar.",
        ),
        (
            "hear",
            "“They asked us before they changed it.”",
            "«Nos preguntaron antes de cambiarlo».",
        ),
    ),
    "leaders": (
        (
            "hear",
            "“It failed, and here is what we learned.”",
            "«Falló, y esto es lo que aprendimos».",
        ),
    ),
}
SAID: Final = (
    (
        "student",
        "I like that I can choose. Can it be two times a day?",
        "We heard this often: version 2 says two.",
    ),
    (
        "family",
        "Me gusta, pero ¿quién cuida que no pasen el día en la pantalla?",
        "Nunca más de la mitad del día, y la planificación lo respeta siempre.",
    ),
    ("teacher", "Groups of five need a second adult nearby. Say so in the plan.", ""),
)
ADOPTED_WEIGHTS: Final = {
    "connects": 1.5,
    "relevant": 1.0,
    "interests": 1.0,
    "challenges": 1.5,
    "engages": 1.0,
    "hears": 1.5,
}
NEXT_WEIGHTS: Final = ADOPTED_WEIGHTS | {"hears": 3.0, "interests": 2.0}
THRESHOLDS: Final = {"max_screen_share": 0.5, "answer_within_days": 3}
