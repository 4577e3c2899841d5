"""One item of QTI as the data of a template without parameters: the same question, the same key, our types."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from ownpath.interchange.qti.records import AssessmentItem, Choice, Interaction, Response
from ownpath.interchange.qti.wording import UnsayableError, as_text

NUMBERS = ("integer", "float")
_NUMBER = re.compile(
    r"[-\u2212]?(?:\d{1,20}(?:\.\d{1,20})?|(?:\d{1,10} )?\d{1,10}/[1-9]\d{0,9})"
)
_NOT_IN_NAMES = re.compile(r"[^a-z0-9_-]+")
_NOT_IN_CODES = re.compile(r"[^A-Za-z0-9._-]+")

Data = dict[str, object]


def template_of(item: AssessmentItem, *, codes: tuple[str, ...]) -> Data:
    """Return the item as the data of a template.

    Raises
    ------
    UnsayableError
        If our types or texts have no way to ask it; the message says what.
    """
    kind, answer = _asked(item)
    prompts = [item.body, *(one.prompt for one in item.interactions if one.prompt)]
    prompt = "\n\n".join(text for html in prompts if (text := _without_slots(html, kind)))
    if kind == "cloze":
        for interaction in item.interactions:
            prompt = prompt.replace(
                f"[[{interaction.response}]]", f"[[{name_of(interaction.response)}]]"
            )
    told = dict(item.feedback)
    hints = [_in(item, as_text(told[key])) for key in sorted(told) if key.startswith("HINT")]
    solution = [
        _in(item, as_text(told[key])) for key in sorted(told) if key.startswith("SOLUTION")
    ]
    return {
        "id": _NOT_IN_CODES.sub("-", item.identifier).strip("-.")[:80] or "item",
        "competencies": list(codes),
        "type": kind,
        "representation": "table" if "<table" in item.body else "words",
        "languages": [item.language],
        "prompt": _in(item, prompt or item.title),
        **answer,
        **({"hints": hints} if hints else {}),
        **({"solution": solution} if solution else {}),
    }


def name_of(response: str) -> str:
    """Return a response's identifier as the name of a gap.

    >>> name_of("RESPONSE_1"), name_of("1")
    ('response_1', 'gap-1')
    """
    name = _NOT_IN_NAMES.sub("-", response.lower())
    return name if name[:1].isalpha() else f"gap-{name}"


def _without_slots(html: str, kind: str) -> str:
    text = as_text(html)
    return text if kind == "cloze" else re.sub(r"\s*\[\[[^\]]*\]\]", "", text).strip()


def _in(item: AssessmentItem, text: str) -> Data:
    return {item.language: text}


def _asked(item: AssessmentItem) -> tuple[str, Data]:
    if len(item.interactions) > 1 or item.interactions[0].kind == "inline-choice":
        return "cloze", {"blanks": dict(_blank(item, one) for one in item.interactions)}
    one = item.interactions[0]
    response = item.response(one.response)
    if response is None or not (response.correct or response.mapped):
        raise UnsayableError("it does not say what is right")
    return _ASKED[one.kind](item, one, response)


def _blank(item: AssessmentItem, one: Interaction) -> tuple[str, Data]:
    if one.kind not in ("text-entry", "inline-choice"):
        raise UnsayableError(f"it asks a {one.kind} among others")
    response = item.response(one.response)
    if response is None or not (response.correct or response.mapped):
        raise UnsayableError("it does not say what is right")
    kind, answer = _ASKED[one.kind](item, one, response)
    return name_of(one.response), {"type": kind, **answer}


def _option(item: AssessmentItem, choice: Choice, *, right: bool) -> Data:
    told = (
        {}
        if right or not choice.feedback
        else {"feedback": _in(item, as_text(choice.feedback))}
    )
    return {"text": _in(item, as_text(choice.html)), "right": right, **told}


def _choice(item: AssessmentItem, one: Interaction, response: Response) -> tuple[str, Data]:
    right = response.correct or response.mapped
    many = one.max_choices != 1 or response.cardinality == "multiple"
    options = [_option(item, each, right=each.identifier in right) for each in one.choices]
    order = "shuffled" if one.shuffle else "as_written"
    return ("select" if many else "choice"), {"options": options, "order": order}


def _text(item: AssessmentItem, _one: Interaction, response: Response) -> tuple[str, Data]:
    accepted = list(dict.fromkeys((*response.correct, *response.mapped)))
    if response.base_type in NUMBERS or all(_NUMBER.fullmatch(each) for each in accepted):
        if not all(_NUMBER.fullmatch(each) for each in accepted):
            raise UnsayableError(f"its number {accepted[0]!r} cannot be read")
        value, *others = (_as_expression(each) for each in accepted)
        return "numeric", {"answer": {"value": value, **({"also": others} if others else {})}}
    escaped = [_escaped(each) for each in accepted]
    return "short_text", {"answer": {"accept": {item.language: escaped}}}


def _as_expression(number: str) -> str:
    """Return a number as an expression; a mixed one as a sum.

    >>> _as_expression("-1 1/2"), _as_expression("3.5")
    ('-(1+1/2)', '3.5')
    """
    text = number.replace("\u2212", "-")
    sign, size = ("-", text[1:]) if text.startswith("-") else ("", text)
    return f"{sign}({size.replace(' ', '+')})" if " " in size else text


def _escaped(text: str) -> str:
    return text.replace("$", "$$").replace("{", "{{").replace("}", "}}")


def _order(item: AssessmentItem, one: Interaction, response: Response) -> tuple[str, Data]:
    texts = {each.identifier: as_text(each.html) for each in one.choices}
    if set(response.correct) != set(texts):
        raise UnsayableError("its order leaves choices out")
    items = [{"text": _in(item, texts[each])} for each in response.correct]
    return "ordering", {"answer": {"order": "as_written", "items": items}}


def _match(item: AssessmentItem, one: Interaction, response: Response) -> tuple[str, Data]:
    pairs = [tuple(pair.split()) for pair in response.correct]
    lefts = {each.identifier: as_text(each.html) for each in one.choices}
    rights = {each.identifier: as_text(each.html) for each in one.targets}
    if sorted(pair[0] for pair in pairs) != sorted(lefts) or len({p[-1] for p in pairs}) < len(
        pairs
    ):
        raise UnsayableError("it does not match each left side to one right side of its own")
    used = {right for _left, right in pairs}
    extra = [{"text": _in(item, text)} for name, text in rights.items() if name not in used]
    joined = [
        {"left": {"text": _in(item, lefts[left])}, "right": {"text": _in(item, rights[right])}}
        for left, right in pairs
    ]
    return "matching", {"answer": {"pairs": joined, **({"extra": extra} if extra else {})}}


def _slider(_item: AssessmentItem, one: Interaction, response: Response) -> tuple[str, Data]:
    try:
        first, last, step = (Fraction(each or "1") for each in (one.lower, one.upper, one.step))
        value = Fraction(response.correct[0])
    except (ValueError, ZeroDivisionError, IndexError) as error:
        raise UnsayableError("its numbers cannot be read") from error
    line = {
        "from": str(first),
        "to": str(last),
        "step": str(step),
        "labels": [str(first), str(last)],
    }
    return "number_line", {"answer": {"value": str(value)}, "line": line}


_ASKED: Mapping[str, Callable[[AssessmentItem, Interaction, Response], tuple[str, Data]]] = {
    "choice": _choice,
    "inline-choice": _choice,
    "text-entry": _text,
    "order": _order,
    "match": _match,
    "slider": _slider,
}
