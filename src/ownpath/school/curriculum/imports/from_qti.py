"""What a QTI package wants to find in the tables: its items, each tried before it is taken."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ownpath.engine.items import (
    ItemDefinition,
    Severity,
    definition_to_data,
    grade,
    instantiate,
    key_fields,
    read_definition,
    read_response,
    try_out,
)
from ownpath.interchange.findings import Findings
from ownpath.interchange.problems import Problem
from ownpath.interchange.qti.records import AssessmentItem, ItemPackage
from ownpath.interchange.qti.wording import UnsayableError
from ownpath.school.curriculum.imports.plan import compare
from ownpath.school.curriculum.imports.qti_items import template_of
from ownpath.school.curriculum.imports.stored import mark_of
from ownpath.school.curriculum.imports.types import (
    CompetencyKey,
    ImportPlan,
    ImportRefused,
    Row,
    Wanted,
)
from ownpath.school.curriculum.models import Competency

SEEDS = range(2)
OWN = "bank"  # the competency of the package itself, for items that name none of ours


def plan_qti_import(
    *, package: ItemPackage | None, problems: Sequence[Problem], owner_id: int | None
) -> ImportPlan:
    """Return what importing a package would do, with every problem.

    Items hang on the competencies their metadata names, as far as the importer may write there; the others hang on
    one competency of the package's own, so that a bank without metadata comes in whole.

    Raises
    ------
    ImportRefused
        If there is no package to speak of, or nothing of it can be taken.
    """
    if package is None:
        worst = next(iter(problems), None)
        said = f"{worst.where}: {worst.what}." if worst else _("There is no package here.")
        raise ImportRefused(said, next_step=worst.fix if worst else _("Send another file."))
    findings = Findings()
    name = f"qti:{package.identifier}"[:180]
    wanted = Wanted(pack=name, frameworks=(name,))
    known = _known(package, owner_id)
    for item in package.items:
        _want(item, name, known, wanted, findings)
    if not wanted.tables.get("items"):
        raise ImportRefused(
            _("Nothing of this package can be taken."),
            next_step=_("The command line lists every reason: ownpath import --kind qti."),
        )
    _want_home(package, name, wanted)
    return compare(
        title=package.title or package.identifier,
        counts_in={"items": len(package.items)},
        wanted=wanted,
        problems=(*problems, *findings.listed()),
    )


def _known(package: ItemPackage, owner_id: int | None) -> dict[str, CompetencyKey]:
    """Return the competencies that labels name and the importer may hang items on."""
    labels = {label for item in package.items for label in item.labels}
    rows = Competency.objects.filter(
        Q(code__in=labels) | Q(identifier__in=labels), ended_at=None, is_assessable=True
    )
    if owner_id is not None:
        rows = rows.filter(framework__owner_id=owner_id)
    found: dict[str, CompetencyKey] = {}
    for code, identifier, framework in rows.order_by("-pk").values_list(
        "code", "identifier", "framework__identifier"
    ):
        found.update(dict.fromkeys((code, identifier), (framework, identifier)))
    return found


def _want(
    item: AssessmentItem,
    name: str,
    known: dict[str, CompetencyKey],
    wanted: Wanted,
    findings: Findings,
) -> None:
    where = f"item {item.identifier}"
    keys = frozenset(known[label] for label in item.labels if label in known) or frozenset(
        {(name, OWN)}
    )
    codes = tuple(own for _framework, own in sorted(keys))
    definition = _definition(item, codes, where, findings)
    if definition is None:
        return
    if (name, OWN) in keys and item.labels:
        what = f"names {', '.join(item.labels[:3])}, which no competency here answers to"
        fix = "It is kept under the package's own competency; move it when the framework is in."
        findings.note("qti.competency", where, what, fix)
    values = {
        "pack": name,
        "kind": definition.type,
        "definition": definition_to_data(definition),
        "representation": definition.representation,
        "languages": list(definition.languages),
        "licence": "",
        "source": item.title[:500],
        "needs_figure": False,
    }
    links = {"competencies": keys, "themes": frozenset()}
    wanted.add("items", f"{name}:item:{definition.id}", Row(values=values, links=links))


def _definition(
    item: AssessmentItem, codes: tuple[str, ...], where: str, findings: Findings
) -> ItemDefinition | None:
    """Return the item as a definition that was tried, or None with every reason noted."""
    fix = "Change it in the program it comes from, or write it anew here."
    try:
        data = template_of(item, codes=codes)
    except (UnsayableError, ValueError) as error:
        findings.row("qti.unsupported", where, str(error), fix)
        return None
    definition, faults = read_definition(data, where=where, languages=(item.language,))
    found = [fault for fault in faults if fault.severity is Severity.ERROR]
    if definition is not None:
        found += try_out(definition, seeds=SEEDS)
    if definition is not None and not found:
        instance = instantiate(definition, seed=1)
        response = read_response(key_fields(instance), language=item.language)
        if not grade(instance, response).is_correct:
            findings.row("qti.key", where, "our grader refuses its own key", fix)
            return None
        return definition
    for fault in found:
        findings.row("qti.item", where, fault.what, fault.fix)
    return None


def _want_home(package: ItemPackage, name: str, wanted: Wanted) -> None:
    """Want the pack, its framework, and the one competency for items that name none."""
    title = package.title or package.identifier
    words = {"en": {"title": title}, "es": {"title": title}}
    mark = mark_of((key, row) for key, row in wanted.tables["items"].items())
    pack = {"version": "", "words": words, "licence": "", "source": "QTI", "content_hash": mark}
    wanted.add("packs", name, Row(values=pack))
    framework = {
        "title": title[:500],
        "subject": "",
        "language": "en",
        "publisher": "",
        "licence": "",
        "source": "QTI",
        "version": "",
        "pack": name,
        "further": {},
    }
    wanted.add("frameworks", name, Row(values=framework))
    said = {"statement": title, "short": title[:40]}
    competency: dict[str, object] = {
        "code": OWN,
        "words": {"en": said, "es": said},
        "kind": "",
        "domain": "",
        "grades": [],
        "parent": None,
        "sequence": 1,
        "minutes": None,
        "is_assessable": True,
        "further": {},
    }
    wanted.add("competencies", (name, OWN), Row(values=competency))
