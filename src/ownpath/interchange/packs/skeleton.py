"""A pack to begin with: small, whole, and sound; teachers change it into their own."""

from __future__ import annotations

from collections.abc import Mapping

PACK_FILES = (
    "pack.yaml",
    "competencies/first.yaml",
    "templates/first.yaml",
    "lessons/first.yaml",
)
_HELPS = {
    "hints": [
        {"en": "Draw one dot for each thing.", "es": "Dibuja un punto por cada cosa."},
        {
            "en": "Begin with the bigger number and count on.",
            "es": "Empieza con el número mayor y sigue contando.",
        },
    ],
}


def template_skeleton(competency: str, *, name: str) -> dict[str, object]:
    """Return a small sound template for a competency: joining two amounts, told in words."""
    return {
        "id": name,
        "competencies": [competency],
        "type": "numeric",
        "representation": "words",
        "parameters": {"a": {"int": [2, 30]}, "b": {"int": [2, 30]}, "who": {"name": "any"}},
        "steps": {
            "1": {"parameters": {"a": {"int": [2, 9]}, "b": {"int": [2, 9]}}},
            "3": {"parameters": {"a": {"int": [20, 60]}, "b": {"int": [11, 39]}}},
        },
        "derived": {"total": "a + b"},
        "constraints": ["a != b"],
        "prompt": {
            "en": "{who} has {a} stickers and gets {b} more. How many stickers does {who} have now?",
            "es": "{who} tiene {a} estampas y le dan {b} más. ¿Cuántas estampas tiene ahora?",
        },
        "answer": {"value": "total"},
        "errors": [
            {
                "value": "abs(a - b)",
                "feedback": {
                    "en": "You took away. Did the stickers get fewer or more?",
                    "es": "Restaste. ¿Hay menos estampas o hay más?",
                },
            },
            {
                "value": "total - 1",
                "feedback": {
                    "en": "You are very close. Count on once more, one at a time.",
                    "es": "Estás muy cerca. Sigue contando otra vez, de uno en uno.",
                },
            },
        ],
        **_HELPS,
        "solution": [
            {
                "en": "{a} and {b} more: $ {a} + {b} = {total} $.",
                "es": "{a} y {b} más: $ {a} + {b} = {total} $.",
            }
        ],
        "verify": ["answer - b = a"],
    }


def picture_skeleton(competency: str, *, name: str) -> dict[str, object]:
    """Return the same as a picture: two groups to count."""
    return {
        "id": name,
        "competencies": [competency],
        "type": "choice",
        "representation": "picture",
        "parameters": {"a": {"int": [3, 20]}, "b": {"int": [3, 20]}},
        "steps": {
            "1": {"parameters": {"a": {"int": [3, 8]}, "b": {"int": [3, 8]}}},
            "3": {"parameters": {"a": {"int": [10, 30]}, "b": {"int": [10, 30]}}},
        },
        "constraints": ["a != b"],
        "prompt": {
            "en": "How many dots are there in all?",
            "es": "¿Cuántos puntos hay en total?",
        },
        "picture": {
            "kind": "objects",
            "counts": ["a", "b"],
            "alt": {
                "en": "One group of {a} dots and one group of {b} dots.",
                "es": "Un grupo de {a} puntos y un grupo de {b} puntos.",
            },
        },
        "answer": {"value": "a + b"},
        "errors": [
            {
                "value": "max(a, b)",
                "feedback": {
                    "en": "That is one group. Count both.",
                    "es": "Ese es un grupo. Cuenta los dos.",
                },
            },
            {
                "value": "a + b + 1",
                "feedback": {
                    "en": "One dot was counted twice.",
                    "es": "Un punto se contó dos veces.",
                },
            },
            {
                "value": "a + b - 1",
                "feedback": {"en": "One dot was left out.", "es": "Faltó contar un punto."},
            },
        ],
        **_HELPS,
        "solution": [{"en": "$ {a} + {b} = {a + b} $", "es": "$ {a} + {b} = {a + b} $"}],
        "verify": ["a + b - b = a"],
    }


def pack_skeleton(name: str, *, title: str) -> Mapping[str, Mapping[str, object]]:
    """Return the files of a new pack by their paths; `name` is its identifier for ever."""
    code = f"{name}.1"
    return dict(
        zip(
            PACK_FILES,
            (
                _pack(name, title),
                {"competencies": [_competency(code)]},
                {
                    "templates": [
                        template_skeleton(code, name=f"{name}-join-words"),
                        picture_skeleton(code, name=f"{name}-join-picture"),
                    ]
                },
                {"lessons": [_lesson(code, name)]},
            ),
            strict=True,
        )
    )


def _pack(name: str, title: str) -> dict[str, object]:
    return {
        "format": 1,
        "id": name,
        "version": "0.1.0",
        "title": {"en": title, "es": title},
        "description": {
            "en": "Written by teachers of our district.",
            "es": "Escrito por docentes de nuestro distrito.",
        },
        "license": "CC-BY-4.0",
        "attribution": "Our district",
        "languages": ["en", "es"],
        "framework": {
            "id": name,
            "title": {"en": title, "es": title},
            "subject": "mathematics",
            "domains": [{"code": "OA", "title": {"en": "Operations", "es": "Operaciones"}}],
        },
    }


def _competency(code: str) -> dict[str, object]:
    return {
        "code": code,
        "domain": "OA",
        "statement": {
            "en": "I can find how many there are when two amounts come together.",
            "es": "Puedo hallar cuántos hay cuando se juntan dos cantidades.",
        },
        "short": {"en": "Joining amounts", "es": "Juntar cantidades"},
        "grade": "1",
        "minutes": 60,
        "good_for": {
            "en": "Knowing how many plates to set when friends come to dinner.",
            "es": "Saber cuántos platos poner cuando vienen amigos a cenar.",
        },
    }


def _lesson(code: str, name: str) -> dict[str, object]:
    return {
        "id": f"{name}-ls-join",
        "title": {"en": "Two handfuls", "es": "Dos puñados"},
        "competencies": [code],
        "grades": ["1"],
        "minutes": 20,
        "group_size": [2, 6],
        "goal": {
            "en": "Children join two amounts and say how they know.",
            "es": "Los niños juntan dos cantidades y dicen cómo lo saben.",
        },
        "materials": [{"en": "Counters", "es": "Fichas"}],
        "launch": {
            "en": "Take a handful in each hand. How many do you have in all?",
            "es": "Toma un puñado en cada mano. ¿Cuántas tienes en total?",
        },
        "steps": [
            {"en": "Count one hand, then count on.", "es": "Cuenta una mano y sigue contando."}
        ],
        "questions": [
            {
                "en": "Why may you begin with the bigger one?",
                "es": "¿Por qué puedes empezar con la mayor?",
            }
        ],
        "listen_for": [
            {
                "say": {
                    "en": "I counted them all from one.",
                    "es": "Las conté todas desde el uno.",
                },
                "means": {"en": "Does not count on yet.", "es": "Todavía no sigue contando."},
                "respond": {
                    "en": "You know this hand already. Which number comes next?",
                    "es": "Ya sabes cuántas hay aquí. ¿Qué número sigue?",
                },
            }
        ],
        "exit_check": [
            {
                "ask": {"en": "How many are 8 and 5?", "es": "¿Cuántos son 8 y 5?"},
                "look_for": {"en": "Counts on from 8.", "es": "Sigue contando desde 8."},
            }
        ],
        "templates": [f"{name}-join-words"],
    }
