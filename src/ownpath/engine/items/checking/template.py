"""One template, checked whole: form, variety, reading level, and every item of many seeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from ownpath.engine.items.checking.counting import NumberPlaces, faults_of_counts, number_places
from ownpath.engine.items.checking.grades import faults_of_faces, faults_of_grades
from ownpath.engine.items.checking.keys import faults_of_keys
from ownpath.engine.items.checking.languages import untranslated
from ownpath.engine.items.checking.reading_level import too_hard
from ownpath.engine.items.checking.spanish import faults_of_spanish
from ownpath.engine.items.checking.telling import Telltale
from ownpath.engine.items.checking.types import Finding, Notebook, Report
from ownpath.engine.items.checking.variety import ENOUGH, count_items
from ownpath.engine.items.checking.whole import faults_of_whole, points_of
from ownpath.engine.items.instantiate import instantiate
from ownpath.engine.items.show import hints
from ownpath.engine.items.trial import faults_of_item, faults_of_prompt
from ownpath.engine.items.types import CannotInstantiate, ItemDefinition, ItemInstance

READ_FOR_LEVEL, READ_FOR_HINTS, SHOWN_EVERY = 12, 180, 4
VERIFIED_TYPES = ("numeric", "number_line")
_KEY_FIX = "Mend the answer, or the check that is wrong."
_ONE_FIX = (
    "Give the word both forms and let it go by the number, or refuse the draw by a constraint."
)
_RULES: tuple[tuple[str, Callable[[ItemInstance], Iterable[tuple[str, str]]], str], ...] = (
    ("key", faults_of_keys, _KEY_FIX),
    ("grade", faults_of_grades, "Mend the answer or the errors; see section 9 of the format."),
    (
        "choices",
        faults_of_faces,
        "Make the choices differ, or refuse the draw by a constraint.",
    ),
)


def check_template(definition: ItemDefinition, *, seeds: Iterable[int], grade: str) -> Report:
    """Return what is wrong with a template, tried with every seed in every step.

    Parameters
    ----------
    definition
        The template.
    seeds
        The seeds to try; each is tried in all three steps, the contexts in turn.
    grade
        The grade of the main competency, `K` to `12`: how hard the texts may be to read.
    """
    book = Notebook()
    for finding in _form(definition):
        book.note(finding)
    telltale = Telltale()
    texts: dict[str, list[str]] = {language: [] for language in definition.languages}
    n_items, places = 0, number_places(definition)
    for instance in _made(definition, seeds, book):
        n_items += 1
        _look(instance, book, places, whole=n_items % SHOWN_EVERY == 1)
        if n_items <= READ_FOR_HINTS:
            telltale.look_at(instance)
        if n_items <= READ_FOR_LEVEL:
            for language in definition.languages:
                texts[language] += _texts(instance, language)
    for told in telltale.told():
        book.note(
            Finding(
                rule="hint",
                what=told,
                fix="Lead to the answer; leave the last step to the child.",
            )
        )
    for language, read in texts.items():
        if hard := too_hard(read, language, grade):
            fix = f"Say it in {language!r} in shorter sentences and simpler words."
            book.note(Finding(rule="reading", what=hard, fix=fix))
    for what, value in chain.from_iterable(map(faults_of_spanish, texts.get("es", []))):
        fix = "Read it as a Spanish-speaking teacher would, and mend it."
        book.note(Finding(rule="spanish", what=what, value=value, fix=fix))
    n_distinct = count_items(definition)
    for finding in _variety(definition, n_distinct):
        book.note(finding)
    return Report(
        template=definition.id,
        n_items=n_items,
        n_distinct=n_distinct,
        n_whole=len(points_of(definition.whole)) if definition.whole else None,
        findings=tuple(book.findings.values()),
    )


def _made(
    definition: ItemDefinition, seeds: Iterable[int], book: Notebook
) -> Iterator[ItemInstance]:
    interests: list[str | None] = [context.interest for context in definition.contexts] or [
        None
    ]
    for seed in seeds:
        for step in definition.steps:
            interest = interests[(seed + step) % len(interests)]
            try:
                yield instantiate(definition, seed=seed, step=step, interest=interest)
            except CannotInstantiate as error:
                reason = str(error).partition(": ")[2]
                fix = "Loosen the constraints or widen the parameters."
                what = f"no item could be made ({reason})"
                book.note(Finding(rule="draw", what=what, fix=fix, seed=seed, step=step))


def _look(instance: ItemInstance, book: Notebook, places: NumberPlaces, *, whole: bool) -> None:
    """Look at one item; `whole`: with every text in every language, else as it is first shown."""
    seed, step = instance.seed, instance.step
    for what, value in faults_of_counts(instance, places):
        book.note(
            Finding(rule="one", what=what, value=value, fix=_ONE_FIX, seed=seed, step=step)
        )
    for rule, faults, fix in _RULES:
        for what, value in faults(instance):
            book.note(Finding(rule=rule, what=what, value=value, fix=fix, seed=seed, step=step))
    for fault in faults_of_item(instance) if whole else faults_of_prompt(instance):
        book.note(Finding(rule="shown", what=fault.what, fix=fault.fix, seed=seed, step=step))


def _texts(instance: ItemInstance, language: str) -> list[str]:
    context = instance.context
    prompt = (context and context.prompt) or instance.definition.prompt
    return [
        instance.fill(prompt, language),
        *(hint.markup for hint in hints(instance, language)),
    ]


def _form(definition: ItemDefinition) -> Iterator[Finding]:
    """Yield what a template must have beyond what its reader asks for."""
    data = definition.data.read()
    steps = data.get("steps")
    given = {str(key) for key in steps} if isinstance(steps, dict) else set()
    if not {"1", "3"} <= given and definition.steps[1].parameters:
        fix = "Add steps: {1: {...}, 3: {...}}, easier and harder than step 2."
        yield Finding(rule="steps", what="fewer than three difficulty steps", fix=fix)
    for what, text in chain(untranslated(data, definition.languages)):
        yield Finding(rule="language", what=what, value=text, fix="Write it in each language.")
    if definition.type in VERIFIED_TYPES and not definition.verify:
        fix = "Add verify: a condition that checks the answer another way."
        what = "nothing verifies the answer by another way"
        yield Finding(rule="verify", what=what, fix=fix)


def _variety(definition: ItemDefinition, n_distinct: int) -> Iterator[Finding]:
    """Yield what is wrong with how many items there are: too few, or not all of those it says it has."""
    if definition.whole is not None:
        for what in faults_of_whole(definition, definition.whole):
            fix = "Draw all of 'exhaustive' and nothing else, or say there what all are."
            yield Finding(rule="variety", what=what, fix=fix)
    elif n_distinct < ENOUGH:
        fix = "Widen the parameters; where there are no more, say what all are in 'exhaustive'."
        what = f"{n_distinct} different items, fewer than {ENOUGH}"
        yield Finding(rule="variety", what=what, fix=fix)
