"""What a child sees of an item: before answering (no key, no errors, no hint text), and the help after."""

from __future__ import annotations

import re
from fractions import Fraction

from ownpath.engine.items.expressions import Expression, UndefinedError, parse
from ownpath.engine.items.keys import Choice, NumericKey, Part
from ownpath.engine.items.mathematics import plain_text, render_line, render_text
from ownpath.engine.items.number_text import MINUS, in_text, plain_number
from ownpath.engine.items.pictures import draw
from ownpath.engine.items.pictures.arguments import Curve
from ownpath.engine.items.specs import Argument, CurveSpec, PassageSpec, PictureSpec
from ownpath.engine.items.texts import Text
from ownpath.engine.items.types import (
    Hint,
    ItemInstance,
    Piece,
    ShownChoice,
    ShownItem,
    ShownLine,
    ShownPart,
    ShownPicture,
    ShownTick,
)
from ownpath.engine.items.values import Number, Word

_TIMES = re.compile(r"(?<=[\d)])\s*(?=[x(])|(?<=x)(?=\()")
_GAP = re.compile(r'<span class="gap" data-gap="([a-z][a-z0-9_-]*)"></span>')


def show(instance: ItemInstance, *, language: str) -> ShownItem:
    """Return the item as it may leave the server before an answer."""
    definition, context = instance.definition, instance.context
    prompt = (context and context.prompt) or definition.prompt
    pictures = (context and context.pictures) or definition.pictures
    markup = instance.fill(prompt, language)
    html, spoken = render_text(markup, language, notation=definition.notation)
    if definition.spoken is not None:
        said = instance.fill(definition.spoken, language)
        spoken = render_text(said, language, notation=definition.notation)[1]
    return ShownItem(
        type=definition.type,
        language=language,
        pieces=_pieces(html),
        spoken=spoken,
        pictures=tuple(_picture(picture, instance, language) for picture in pictures),
        parts=tuple(_part(part, instance, language) for part in instance.parts),
        hint_count=len(_hint_specs(instance)),
    )


def hints(instance: ItemInstance, language: str) -> tuple[Hint, ...]:
    """Return the hints, first to last; send one only when it was asked for."""
    return _passages(_hint_specs(instance), instance, language)


def solution(instance: ItemInstance, language: str) -> tuple[Hint, ...]:
    """Return the steps of the worked solution."""
    context = instance.context
    specs = (context and context.solution) or instance.definition.solution
    return _passages(specs, instance, language)


def praise(instance: ItemInstance, language: str) -> str:
    """Return the template's own word after a right answer, as markup; empty when it has none."""
    text = instance.definition.praise
    return instance.fill(text, language) if text else ""


def _hint_specs(instance: ItemInstance) -> tuple[PassageSpec, ...]:
    context = instance.context
    return (context and context.hints) or instance.definition.hints


def _passages(
    specs: tuple[PassageSpec, ...], instance: ItemInstance, language: str
) -> tuple[Hint, ...]:
    notation = instance.definition.notation
    made = []
    for number, spec in enumerate(specs, 1):
        markup = instance.fill(spec.text, language)
        html, spoken = render_text(markup, language, notation=notation)
        picture = _picture(spec.picture, instance, language) if spec.picture else None
        made.append(
            Hint(number=number, markup=markup, html=html, spoken=spoken, picture=picture)
        )
    return tuple(made)


def _pieces(html: str) -> tuple[Piece, ...]:
    split = _GAP.split(html)
    gaps = [f"blank-{name}" for name in split[1::2]] + [""]
    return tuple(Piece(html=h, field=f) for h, f in zip(split[::2], gaps, strict=True))


def _part(part: Part, instance: ItemInstance, language: str) -> ShownPart:
    key = part.key
    unit, form = "", "any"
    if isinstance(key, NumericKey) and part.type == "numeric":
        form = key.form
        if key.unit is not None and not key.unit_required:
            unit = key.unit.label.get(language, "")
    return ShownPart(
        name=part.name,
        type=part.type,
        choices=tuple(_choice(choice, instance, language) for choice in part.choices),
        targets=tuple(_choice(choice, instance, language) for choice in part.targets),
        line=_line(part, instance, language) if part.line else None,
        unit=unit,
        form=form,
    )


def choice_markup(choice: Choice, instance: ItemInstance, language: str) -> str:
    """Return the words or the number of a choice as markup; empty when it is a picture alone."""
    if choice.text is not None:
        return instance.fill(choice.text, language)
    if choice.value is not None:
        return in_text(plain_number(choice.value, instance.definition.number_form))
    return ""


def _choice(choice: Choice, instance: ItemInstance, language: str) -> ShownChoice:
    markup = choice_markup(choice, instance, language)
    html, spoken = render_line(markup, language, notation=instance.definition.notation)
    picture = _picture(choice.picture, instance, language) if choice.picture else None
    return ShownChoice(id=choice.id, html=html, spoken=spoken, picture=picture)


def _line(part: Part, instance: ItemInstance, language: str) -> ShownLine | None:
    line = part.line
    if line is None:
        return None
    form = instance.definition.number_form
    length = Fraction(line.last - line.first)

    def tick(number: Number) -> ShownTick:
        plain = plain_number(number, form)
        labeled = number in line.labels
        html, spoken = render_line(in_text(plain), language) if labeled else ("", "")
        at = float((number - line.first) / length)
        return ShownTick(
            value=plain_number(number, "fraction"), at=at, html=html, spoken=spoken
        )

    n_ticks, n_stops = int(length / line.step), int(length / line.snap)
    ticks = [line.first + i * line.step for i in range(n_ticks + 1)]
    extra = [n for n in line.labels if n not in ticks and line.first <= n <= line.last]
    stops = [line.first + i * line.snap for i in range(n_stops + 1)]
    return ShownLine(
        first=plain_number(line.first, "fraction"),
        last=plain_number(line.last, "fraction"),
        ticks=tuple(tick(number) for number in sorted([*ticks, *extra])),
        stops=tuple(plain_number(number, "fraction") for number in stops),
    )


def _picture(spec: PictureSpec, instance: ItemInstance, language: str) -> ShownPicture:
    alt = plain_text(instance.fill(spec.alt, language))
    arguments = {
        name: _argument(argument, instance, language)
        for name, argument in spec.arguments.items()
    }
    return ShownPicture(svg=draw(spec.kind, arguments, alt), alt=alt)


def _argument(argument: Argument, instance: ItemInstance, language: str) -> object:
    if isinstance(argument, Expression):
        value = argument.evaluate(instance.values)
        return value.in_form("one", language) if isinstance(value, Word) else value
    if isinstance(argument, CurveSpec):
        return _curve(argument, instance, language)
    if isinstance(argument, Text):
        return plain_text(instance.fill(argument, language))
    if isinstance(argument, tuple):
        return tuple(_argument(item, instance, language) for item in argument)
    return argument


def _curve(spec: CurveSpec, instance: ItemInstance, language: str) -> Curve:
    source = spec.source
    if isinstance(source, Text):
        filled = plain_text(instance.fill(source, language)).replace(MINUS, "-")
        source = parse(_TIMES.sub("*", filled))
    reckoned = source

    def at(x: Number) -> Number | None:
        try:
            return reckoned.number({**instance.values, "x": x})
        except UndefinedError:
            return None

    return at
