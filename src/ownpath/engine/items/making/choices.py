"""Parts a child chooses, orders or joins. Ids are given after shuffling and say nothing."""

from __future__ import annotations

from ownpath.engine.items.chance import Chance
from ownpath.engine.items.expressions import ExpressionError, UndefinedError
from ownpath.engine.items.keys import Choice, ChosenKey, ErrorPattern, MatchKey, OrderKey, Part
from ownpath.engine.items.making.situation import Situation
from ownpath.engine.items.specs import (
    ChoosingSpec,
    MatchingSpec,
    OptionSpec,
    OrderingSpec,
    PartSpec,
)

FEWEST_WRONG = 2


def make_choosing(
    spec: PartSpec, answer: ChoosingSpec, situation: Situation, chance: Chance
) -> Part:
    """Return a part answered by choosing one, or every right one."""
    many = spec.type == "select"
    if answer.options:
        pairs = _fixed(answer, situation, many=many)
    else:
        pairs = _right_and_wrong(spec, answer, situation, chance)
    if answer.order == "shuffled":
        pairs = chance.shuffled(pairs)
    elif answer.order == "ascending":
        pairs = sorted(pairs, key=lambda pair: situation.value(pair[0]) or 0)
    choices = tuple(
        _choice(option, f"c{i}", situation) for i, (option, _) in enumerate(pairs, 1)
    )
    right = frozenset(c.id for c, (_, is_right) in zip(choices, pairs, strict=True) if is_right)
    return Part(name=spec.name, type=spec.type, key=ChosenKey(right=right), choices=choices)


def _fixed(
    answer: ChoosingSpec, situation: Situation, *, many: bool
) -> list[tuple[OptionSpec, bool]]:
    pairs = []
    faces: list[object] = []
    for option in situation.live(answer.options):
        face = situation.face(option)
        if face is None or face in faces:
            raise UndefinedError("two options look the same")
        faces.append(face)
        pairs.append(
            (option, option.right is not None and option.right.truth(situation.values))
        )
    n_right = sum(is_right for _, is_right in pairs)
    if n_right < 1 or n_right == len(pairs) or (n_right > 1 and not many):
        raise UndefinedError(f"{n_right} of {len(pairs)} options are right")
    return pairs


def _right_and_wrong(
    spec: PartSpec, answer: ChoosingSpec, situation: Situation, chance: Chance
) -> list[tuple[OptionSpec, bool]]:
    if answer.answer is None:
        raise ExpressionError("a choice needs an answer or options")
    faces = [situation.face(answer.answer)]
    if faces[0] is None:
        raise UndefinedError("the right choice has no value")
    wrong: list[OptionSpec] = []
    for error in situation.live(spec.errors):
        face = _face_or_none(error, situation)
        if face is not None and face not in faces:
            faces.append(face)
            wrong.append(error)
    if len(wrong) < min(FEWEST_WRONG, answer.shown - 1):
        raise UndefinedError(f"only {len(wrong)} wrong choices differ from the answer")
    kept = chance.shuffled(wrong)[: answer.shown - 1] if len(wrong) >= answer.shown else wrong
    return [(answer.answer, True), *((option, False) for option in kept)]


def _face_or_none(option: OptionSpec, situation: Situation) -> object:
    try:
        return situation.face(option)
    except UndefinedError:
        return None


def _choice(option: OptionSpec, choice_id: str, situation: Situation) -> Choice:
    return Choice(
        id=choice_id,
        text=option.text,
        value=situation.value(option),
        picture=option.picture,
        misconception=option.misconception,
        feedback=option.feedback,
    )


def make_ordering(
    spec: PartSpec, answer: OrderingSpec, situation: Situation, chance: Chance
) -> Part:
    """Return a part answered by an order; it is never shown in the right one."""
    items = list(answer.items)
    in_order = list(range(len(items)))
    if answer.order != "as_written":
        values = [situation.value(item) for item in items]
        if None in values or len(set(values)) < len(values):
            raise UndefinedError("two things to order are equal")
        in_order.sort(key=lambda i: values[i], reverse=answer.order == "descending")  # type: ignore[arg-type,return-value]
    shuffled = chance.shuffled(in_order)
    while shuffled == in_order:
        shuffled = chance.shuffled(in_order)
    ids = {index: f"o{place}" for place, index in enumerate(shuffled, 1)}
    right = tuple(ids[index] for index in in_order)
    errors = tuple(
        pattern
        for error in situation.live(spec.errors)
        if (pattern := _other_order(error, answer, situation, ids)) and pattern.order != right
    )
    choices = tuple(_choice(items[index], ids[index], situation) for index in shuffled)
    return Part(
        name=spec.name,
        type="ordering",
        key=OrderKey(order=right),
        errors=errors,
        choices=choices,
    )


def _other_order(
    error: OptionSpec, answer: OrderingSpec, situation: Situation, ids: dict[int, str]
) -> ErrorPattern | None:
    try:
        keys = [key.number(situation.values) for key in error.keys]
    except ExpressionError:
        return None
    if len(keys) != len(ids) or len(set(keys)) < len(keys):
        return None
    order = sorted(range(len(keys)), key=keys.__getitem__, reverse=answer.order == "descending")
    return ErrorPattern(
        misconception=error.misconception,
        feedback=error.feedback,
        order=tuple(ids[index] for index in order),
    )


def make_matching(
    spec: PartSpec, answer: MatchingSpec, situation: Situation, chance: Chance
) -> Part:
    """Return a part answered by joining each left side to a right side."""
    lefts = [left for left, _ in answer.pairs]
    rights = [*(right for _, right in answer.pairs), *answer.extra]
    for side in (lefts, rights):
        faces = [situation.face(option) for option in side]
        if None in faces or any(face in faces[:i] for i, face in enumerate(faces)):
            raise UndefinedError("two sides to match look the same")
    left_order = chance.shuffled(range(len(lefts)))
    right_order = chance.shuffled(range(len(rights)))
    left_ids = {index: f"l{place}" for place, index in enumerate(left_order, 1)}
    right_ids = {index: f"r{place}" for place, index in enumerate(right_order, 1)}
    errors = tuple(
        ErrorPattern(
            misconception=error.misconception,
            feedback=error.feedback,
            pair=(left_ids[error.pair[0] - 1], right_ids[error.pair[1] - 1]),
        )
        for error in situation.live(spec.errors)
        if error.pair and error.pair[0] <= len(lefts) and error.pair[1] <= len(rights)
    )
    return Part(
        name=spec.name,
        type="matching",
        key=MatchKey(pairs={left_ids[i]: right_ids[i] for i in range(len(lefts))}),
        errors=errors,
        choices=tuple(_choice(lefts[i], left_ids[i], situation) for i in left_order),
        targets=tuple(_choice(rights[i], right_ids[i], situation) for i in right_order),
    )
