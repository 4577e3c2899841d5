"""Parts a child writes or points at: numbers, expressions, short texts, a place on a line."""

from __future__ import annotations

from fractions import Fraction

from ownpath.engine.items.expressions import ExpressionError, UndefinedError
from ownpath.engine.items.grading.algebra_reading import read_algebra
from ownpath.engine.items.grading.text_reading import normalize_text
from ownpath.engine.items.keys import (
    AlgebraicKey,
    ErrorPattern,
    NumberLine,
    NumericKey,
    Part,
    TextKey,
    UnitKey,
)
from ownpath.engine.items.making.situation import Situation
from ownpath.engine.items.mathematics.units import sign_of
from ownpath.engine.items.specs import (
    AlgebraicSpec,
    NumericSpec,
    PartSpec,
    PointSpec,
    ShortTextSpec,
    UnitSpec,
)
from ownpath.engine.items.texts import Text
from ownpath.engine.items.values import Word, magnitude

MOST_STOPS = 400


def make_numeric(spec: PartSpec, answer: NumericSpec, situation: Situation) -> Part:
    """Return a part answered by a number."""
    values = situation.values
    right = (answer.value.number(values), *(each.number(values) for each in answer.also))
    context_unit = situation.context.unit if situation.context else None
    unit = context_unit or answer.unit
    key = NumericKey(
        values=right,
        tolerance=magnitude(answer.tolerance.number(values)) if answer.tolerance else 0,
        form=answer.form,
        simplest=answer.simplest,
        unit=_unit_key(unit, situation) if unit else None,
        unit_required=answer.unit_required,
        other_units=answer.other_units,
    )
    errors = situation.value_errors(spec.errors, set(right))
    return Part(name=spec.name, type="numeric", key=key, errors=errors)


def _unit_key(unit: UnitSpec, situation: Situation) -> UnitKey:
    languages = situation.definition.languages
    if unit.known is not None:
        label = {language: sign_of(unit.known, language) for language in languages}
        return UnitKey(known=unit.known, words=frozenset(), label=label)
    if unit.word is not None:
        word = unit.word.evaluate(situation.values)
        if not isinstance(word, Word):
            raise ExpressionError(f"{unit.word.text!r} is not a word and cannot be a unit")
        forms = {text for by_form in word.forms.values() for text in by_form.values()}
        label = {language: word.in_form("many", language) for language in languages}
        return UnitKey(known=None, words=frozenset(map(normalize_text, forms)), label=label)
    texts = {situation.plain(text, language) for text in unit.words for language in languages}
    label = {language: situation.plain(unit.words[-1], language) for language in languages}
    return UnitKey(known=None, words=frozenset(map(normalize_text, texts)), label=label)


def make_point(spec: PartSpec, answer: PointSpec, situation: Situation) -> Part:
    """Return a part answered by a place on a number line."""
    values = situation.values
    first, last = answer.first.number(values), answer.last.number(values)
    step = answer.step.number(values)
    snap = answer.snap.number(values) if answer.snap else step
    right = answer.value.number(values)
    if not (first < last and snap > 0 and step > 0 and first <= right <= last):
        raise UndefinedError(f"{right} is not on a line from {first} to {last}")
    if (last - first) / Fraction(min(snap, step)) > MOST_STOPS:
        raise UndefinedError(f"a line from {first} to {last} has too many stops")
    tolerance = (
        magnitude(answer.tolerance.number(values)) if answer.tolerance else Fraction(snap) / 3
    )
    if not answer.tolerance and Fraction(right - first) % snap:
        raise UndefinedError(f"the point {right} is not a stop of the line")
    key = NumericKey(
        values=(right,),
        tolerance=tolerance,
        form="any",
        simplest=False,
        unit=None,
        unit_required=False,
        other_units="refuse",
    )
    labels = tuple(label.number(values) for label in answer.labels)
    line = NumberLine(first=first, last=last, step=step, snap=snap, labels=labels)
    errors = situation.value_errors(spec.errors, {right})
    return Part(name=spec.name, type="number_line", key=key, errors=errors, line=line)


def make_algebraic(spec: PartSpec, answer: AlgebraicSpec, situation: Situation) -> Part:
    """Return a part answered by an expression, an equation or an inequality."""
    language = situation.definition.languages[0]
    source = situation.plain(answer.value, language)
    if read_algebra(source, language="en") is None:
        raise ExpressionError(f"the answer {source!r} is not an expression we can read")
    errors = []
    for error in situation.live(spec.errors):
        if error.text is None:
            continue
        wrong = situation.plain(error.text, language)
        errors.append(
            ErrorPattern(
                misconception=error.misconception, feedback=error.feedback, expression=wrong
            )
        )
    key = AlgebraicKey(source=source, form=answer.form, variables=answer.variables)
    return Part(name=spec.name, type="algebraic", key=key, errors=tuple(errors))


def make_short_text(spec: PartSpec, answer: ShortTextSpec, situation: Situation) -> Part:
    """Return a part answered by a word or two."""
    accepted = _accepted(answer.accept, situation)
    if not accepted:
        raise UndefinedError("no text counts")
    errors = []
    for error in situation.live(spec.errors):
        wrong = _accepted(error.accept, situation) - accepted
        if wrong:
            errors.append(
                ErrorPattern(
                    misconception=error.misconception, feedback=error.feedback, accepted=wrong
                )
            )
    shown = situation.plain(answer.accept[0], situation.definition.languages[0])
    key = TextKey(accepted=accepted, shown=shown, near=answer.near)
    return Part(name=spec.name, type="short_text", key=key, errors=tuple(errors))


def _accepted(texts: tuple[Text, ...], situation: Situation) -> frozenset[str]:
    languages = situation.definition.languages
    found = {situation.plain(text, language) for text in texts for language in languages}
    return frozenset(normalized for text in found if (normalized := normalize_text(text)))
