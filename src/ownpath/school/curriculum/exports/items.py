"""Items of ours as QTI: a template goes out as a few fixed items, each with its key, feedback, hints and solution."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ownpath.engine.items import (
    CannotInstantiate,
    ItemInstance,
    hints,
    instantiate,
    key_fields,
    render_text,
    show,
    solution,
)
from ownpath.engine.items.types import ShownItem, ShownPart, ShownPicture
from ownpath.interchange.findings import Findings
from ownpath.interchange.problems import Problem
from ownpath.interchange.qti.markup import plain
from ownpath.interchange.qti.records import (
    AssessmentItem,
    Choice,
    Interaction,
    ItemPackage,
    Response,
)
from ownpath.school.curriculum.models import Framework, Item
from ownpath.school.curriculum.queries import definition_at

KINDS = {
    "choice": "choice",
    "select": "choice",
    "ordering": "order",
    "matching": "match",
    "number_line": "slider",
    "numeric": "text-entry",
    "short_text": "text-entry",
}


def build_item_package(
    *, framework: Framework, n_each: int, language: str, grade: str = ""
) -> tuple[ItemPackage, list[Problem]]:
    """Return the items of a framework and what cannot be said in QTI.

    Parameters
    ----------
    n_each
        How many fixed items each template gives.
    language
        The language of the items; templates without it are listed.
    grade
        Only the items of this grade's competencies; empty for all.
    """
    findings = Findings()
    files: dict[str, bytes] = {}
    made: list[AssessmentItem] = []
    competencies = [
        one.pk
        for one in framework.competencies.filter(ended_at=None)
        if not grade or grade in one.grades
    ]
    rows = Item.objects.filter(competencies__in=competencies, is_retired=False).distinct()
    for item in rows.order_by("code").prefetch_related("competencies"):
        labels = tuple(sorted(each.code for each in item.competencies.all()))
        made += _of_template(item, labels, n_each, language, files, findings)
    name = framework.identifier
    package = ItemPackage(
        identifier=name, title=framework.title, items=tuple(made), files=files
    )
    return package, findings.listed()


def _of_template(
    item: Item,
    labels: tuple[str, ...],
    n_each: int,
    language: str,
    files: dict[str, bytes],
    findings: Findings,
) -> Iterator[AssessmentItem]:
    definition = definition_at(item.pk, item.revision)
    if language not in definition.languages:
        findings.row(
            "qti.language", item.code, f"is not in {language!r}", "Choose another language."
        )
        return
    if any(part.type == "algebraic" for part in definition.parts):
        what = "asks for an expression, which QTI can only compare letter by letter"
        findings.row("qti.unsupported", item.code, what, "It stays here.")
        return
    for seed in range(n_each):
        try:
            instance = instantiate(definition, seed=seed, step=1 + seed % 3)
            yield item_of(instance, labels, language, files)
        except (CannotInstantiate, ValueError) as error:
            findings.row(
                "qti.item", f"{item.code}, seed {seed}", str(error), "Mend the template."
            )


def item_of(
    instance: ItemInstance, labels: tuple[str, ...], language: str, files: dict[str, bytes]
) -> AssessmentItem:
    """Return one item of ours as QTI; its pictures are added to `files`."""
    shown = show(instance, language=language)
    name = f"{instance.definition.id}-{instance.seed}-{instance.step}"
    pictures = "".join(
        _image(picture, f"images/{name}-{number}.svg", files)
        for number, picture in enumerate(shown.pictures, 1)
    )
    told = [
        *((f"HINT{each.number}", each.html) for each in hints(instance, language)),
        *((f"SOLUTION{each.number}", each.html) for each in solution(instance, language)),
    ]
    right = key_fields(instance)
    body = plain(_body(shown, pictures))
    in_order = sorted(shown.parts, key=lambda part: body.index(f'name="{part.name}"'))
    return AssessmentItem(
        identifier=name,
        title=instance.definition.id,
        language=language,
        body=body,
        interactions=tuple(
            _interaction(part, instance, language, name, files) for part in in_order
        ),
        responses=tuple(_response(part, right) for part in shown.parts),
        feedback=tuple((key, plain(html)) for key, html in told),
        labels=labels,
    )


def _body(shown: ShownItem, pictures: str) -> str:
    inside = {piece.field for piece in shown.pieces if piece.field}
    text = "".join(
        piece.html + (f'<slot name="{piece.field}"/>' if piece.field else "")
        for piece in shown.pieces
    )
    rest = [part for part in shown.parts if part.name not in inside]
    slots = "".join(_slot(part) for part in rest)
    return f"{text}{pictures}{slots}"


def _slot(part: ShownPart) -> str:
    """Return where an interaction stands; a box to write in stands in a paragraph."""
    slot = f'<slot name="{part.name}"/>'
    return f"<p>{slot}</p>" if KINDS[part.type] == "text-entry" else slot


def _image(picture: ShownPicture, path: str, files: dict[str, bytes]) -> str:
    svg = picture.svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    files[path] = svg.encode()
    alt = picture.alt.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return f'<p><img src="../{path}" alt="{alt}"/></p>'


def _interaction(
    part: ShownPart, instance: ItemInstance, language: str, name: str, files: dict[str, bytes]
) -> Interaction:
    own = next(each for each in instance.parts if each.name == part.name)
    told = {
        choice.id: plain(render_text(instance.fill(choice.feedback, language), language)[0])
        for choice in own.choices
        if choice.feedback is not None
    }

    def choices(listed: tuple[object, ...]) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                identifier=each.id,  # type: ignore[attr-defined]
                html=plain(each.html + _shown(each, name, files)),  # type: ignore[attr-defined]
                feedback=told.get(each.id, ""),  # type: ignore[attr-defined]
            )
            for each in listed
        )

    is_gap = part.name.startswith("blank-")
    kind = "inline-choice" if is_gap and part.type == "choice" else KINDS[part.type]
    line = part.line
    return Interaction(
        kind=kind,
        response=part.name,
        choices=choices(part.choices),
        targets=choices(part.targets),
        max_choices=0 if part.type == "select" else 1,
        lower=line.first if line else "",
        upper=line.last if line else "",
        step=_step(line.stops) if line else "",
    )


def _shown(choice: object, name: str, files: dict[str, bytes]) -> str:
    picture = getattr(choice, "picture", None)
    if picture is None:
        return ""
    path = f"images/{name}-{getattr(choice, 'id', '')}.svg"
    return _image(picture, path, files).removeprefix("<p>").removesuffix("</p>")


def _step(stops: tuple[str, ...]) -> str:
    return str(Fraction(stops[1]) - Fraction(stops[0]))


def _response(part: ShownPart, right: dict[str, list[str]]) -> Response:
    if part.type == "matching":
        pairs = [(key.removeprefix("match-"), value[0]) for key, value in right.items()]
        correct = tuple(f"{left} {other}" for left, other in sorted(pairs))
        return Response(
            identifier=part.name,
            cardinality="multiple",
            base_type="directedPair",
            correct=correct,
        )
    cardinality = {"select": "multiple", "ordering": "ordered"}.get(part.type, "single")
    correct = tuple(right[part.name])
    base = {"choice": "identifier", "select": "identifier", "ordering": "identifier"}.get(
        part.type, "string"
    )
    return Response(
        identifier=part.name, cardinality=cardinality, base_type=base, correct=correct
    )
