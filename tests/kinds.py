"""One small template of every type of item, with numbers that differ from seed to seed."""

from __future__ import annotations

from typing import Any

from cast import Cast

from ownpath.school.curriculum.models import Activity, Item

IDEA = {"en": "Look once more.", "es": "Mira otra vez."}
HELP = {
    "representation": "number",
    "hints": [{"en": "Look.", "es": "Mira."}, {"en": "Count.", "es": "Cuenta."}],
    "solution": [{"en": "Done.", "es": "Hecho."}],
}

KINDS: dict[str, dict[str, Any]] = {
    "numeric": {
        "parameters": {"n": {"int": [2, 400]}},
        "prompt": {"en": "What is half of ${2*n}$?", "es": "¿Cuál es la mitad de ${2*n}$?"},
        "answer": {"value": "n"},
        "errors": [{"value": "4*n", "feedback": IDEA}],
    },
    "algebraic": {
        "parameters": {"a": {"int": [2, 9]}, "b": {"int": [1, 9]}},
        "prompt": {
            "en": "Without brackets: $ {a}(x + {b}) $",
            "es": "Sin paréntesis: $ {a}(x + {b}) $",
        },
        "answer": {"value": "{a}x + {a*b}", "form": "expanded"},
        "errors": [{"value": "{a}x + {b}", "feedback": IDEA}],
    },
    "choice": {
        "parameters": {"n": {"int": [2, 90]}},
        "prompt": {"en": "What is twice ${n}$?", "es": "¿Cuál es el doble de ${n}$?"},
        "answer": {"value": "2*n"},
        "errors": [{"value": f"2*n + {more}", "feedback": IDEA} for more in (1, 2, 3)],
    },
    "select": {
        "parameters": {"n": {"int": [2, 50]}},
        "prompt": {"en": "Mark every even number.", "es": "Marca todos los pares."},
        "options": [
            {"value": "2*n", "right": True},
            {"value": "2*n + 2", "right": True},
            {"value": "2*n + 1", "right": False, "feedback": IDEA},
            {"value": "2*n + 3", "right": False, "feedback": IDEA},
        ],
    },
    "ordering": {
        "parameters": {"p": {"int": [2, 20]}},
        "prompt": {"en": "From least to greatest.", "es": "De menor a mayor."},
        "answer": {"items": ["p", "p + 1", "p + 3", "p + 7"], "order": "ascending"},
        "errors": [
            {"keys": ["0 - p", "0 - p - 1", "0 - p - 3", "0 - p - 7"], "feedback": IDEA}
        ],
    },
    "matching": {
        "parameters": {"n": {"int": [2, 9]}},
        "prompt": {
            "en": "Match each with ten times itself.",
            "es": "Une cada uno con diez veces él mismo.",
        },
        "answer": {
            "pairs": [
                {"left": f"n + {more}", "right": f"10*(n + {more})"} for more in (0, 1, 2)
            ],
            "extra": ["10*n + 55"],
        },
        "errors": [{"left": 1, "right": 4, "feedback": IDEA}],
    },
    "number_line": {
        "parameters": {"n": {"int": [1, 7]}},
        "constraints": ["n != 4"],
        "prompt": {"en": "Place $ {n}/4 $.", "es": "Ubica $ {n}/4 $."},
        "line": {"from": 0, "to": 2, "step": "1/4", "labels": [0, 1, 2]},
        "answer": {"value": "n/4"},
        "errors": [{"value": "2 - n/4", "feedback": IDEA}],
    },
    "short_text": {
        "parameters": {"n": {"int": [3, 5]}},
        "derived": {
            "shape": {
                "pick": "n - 2",
                "from": [
                    {"en": "triangle", "es": "triángulo"},
                    {"en": "quadrilateral", "es": "cuadrilátero"},
                    {"en": "pentagon", "es": "pentágono"},
                ],
            }
        },
        "prompt": {"en": "What has {n} straight sides?", "es": "¿Qué tiene {n} lados rectos?"},
        "answer": {"accept": {"en": ["{shape}"], "es": ["{shape}"]}, "spelling": "near"},
        "errors": [{"accept": {"en": ["circle"], "es": ["círculo"]}, "feedback": IDEA}],
    },
    "cloze": {
        "parameters": {"b": {"int": [3, 9]}, "q": {"int": [2, 9]}},
        "prompt": {
            "en": "$ {b*q + 1} ÷ {b} $ is [[quotient]] with remainder one, which is [[size]] than {b}.",
            "es": "$ {b*q + 1} ÷ {b} $ es [[quotient]] con residuo uno, que es [[size]] que {b}.",
        },
        "blanks": {
            "quotient": {"type": "numeric", "answer": {"value": "q"}},
            "size": {
                "type": "choice",
                "options": [
                    {"text": {"en": "less", "es": "menor"}, "right": True},
                    {
                        "text": {"en": "greater", "es": "mayor"},
                        "right": False,
                        "feedback": IDEA,
                    },
                ],
            },
        },
    },
}


def template_of(kind: str, code: str = "FR.1") -> dict[str, Any]:
    """Return the template of one type, as a pack would hold it."""
    return {"id": f"kind-{kind}", "competencies": [code], "type": kind, **HELP, **KINDS[kind]}


def put_only(cast: Cast, kind: str) -> Item:
    """Let items of one type be all that the cast can practice."""
    Item.objects.update(is_retired=True)
    item = Item.objects.create(
        code=f"kind-{kind}", kind=kind, definition=template_of(kind), languages=["en", "es"]
    )
    item.competencies.set(cast.competencies)
    assert Activity.objects.filter(kind="practice").exists()
    return item
