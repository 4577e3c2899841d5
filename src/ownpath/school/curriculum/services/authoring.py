"""Write templates of a district's own packs: read a draft with all its faults, save it only when it is sound.

A question that is open keeps the revision it was put with; what an item was before stays as an `ItemRevision`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownpath.engine.items import ItemDefinition, Severity, definition_to_data, read_definition
from ownpath.engine.items.checking import check_template
from ownpath.errors import Conflict, NotAllowed, Refusal
from ownpath.interchange.packs.one_entry import line_of, read_entry
from ownpath.school.curriculum.models import (
    Competency,
    Framework,
    Item,
    ItemRevision,
    Pack,
    Theme,
)
from ownpath.school.curriculum.queries import may_change

TRIED_SEEDS = range(8)
WHERE = "text"
GRADES = {"KG": "K", **{f"{grade:02d}": str(grade) for grade in range(1, 13)}}
ADVICE = frozenset(
    {"variety", "verify", "reading", "spanish", "steps"}
)  # rules that do not keep a draft from being saved


class TemplateChanged(Conflict):
    """Somebody saved the template meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Somebody changed this template while you were writing."),
            next_step=gettext_lazy(
                "Copy your text, open the template again and put your changes in."
            ),
        )


class NotSound(Refusal):
    """A draft with faults is not saved."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("The template still has faults, so it was not saved."),
            next_step=gettext_lazy("Mend the lines that are marked."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFault:
    """One thing to mend in a draft, beside its line; advice does not keep it from being saved."""

    line: int
    what: str
    fix: str
    is_advice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text read as a template."""

    text: str
    definition: ItemDefinition | None
    faults: tuple[DraftFault, ...]

    @property
    def is_sound(self) -> bool:
        """Whether it may be saved."""
        return self.definition is not None and all(fault.is_advice for fault in self.faults)


def read_draft(text: str, *, named: str, district_id: int, pack: Pack) -> Draft:
    """Return what a text means, with every fault beside its line.

    Parameters
    ----------
    named
        The identifier the template must keep: evidence points at it. Empty for a new one.
    district_id
        The district that writes: the template may hang on its own frameworks only.
    pack
        The pack it stands in.
    """
    plain = text.replace("\r\n", "\n")
    data, problems = read_entry(plain)
    if data is None:
        return Draft(text=plain, definition=None, faults=tuple(map(_unreadable, problems)))
    languages = tuple(code for code in ("en", "es") if code in pack.words) or ("en",)
    definition, found = read_definition(data, where=WHERE, languages=languages)
    faults = [
        DraftFault(
            line=line_of(plain, each.where.split(", ")[2 if data.get("id") else 1 :]),
            what=each.what,
            fix=each.fix,
            is_advice=each.severity is Severity.ADVICE,
        )
        for each in found
    ]
    if definition is not None:
        faults += _own_faults(definition, plain, named, district_id)
        faults += _tried(definition, district_id)
    return Draft(text=plain, definition=definition, faults=tuple(dict.fromkeys(faults)))


def _unreadable(problem: object) -> DraftFault:
    told = str(getattr(problem, "where", ""))
    line = re.search(r"line (\d+)", f"{told} {getattr(problem, 'what', '')}")
    return DraftFault(
        line=int(line[1]) if line else 1,
        what=str(getattr(problem, "what", "")),
        fix=str(getattr(problem, "fix", "")),
        is_advice=False,
    )


def _own_faults(
    definition: ItemDefinition, text: str, named: str, district_id: int
) -> Iterable[DraftFault]:
    if named and definition.id != named:
        fix = _("Keep %(name)s: what students showed points at it.") % {"name": named}
        what = _("the id is %(name)s now") % {"name": definition.id}
        yield DraftFault(line=line_of(text, ["id"]), what=what, fix=fix, is_advice=False)
    known = _competencies(definition, district_id).values_list("code", flat=True)
    for code in sorted(set(definition.competencies) - set(known)):
        what = _("%(code)s is in no framework of your own") % {"code": code}
        fix = _("Name a competency of a framework that your district brought in.")
        where = line_of(text, ["competencies"])
        yield DraftFault(line=where, what=what, fix=fix, is_advice=False)


def _tried(definition: ItemDefinition, district_id: int) -> Iterable[DraftFault]:
    main = (
        _competencies(definition, district_id).filter(code=definition.competencies[0]).first()
    )
    grade = next(
        (GRADES[each] for each in (main.grades if main else []) if each in GRADES), "8"
    )
    for finding in check_template(definition, seeds=TRIED_SEEDS, grade=grade).findings:
        value = f" ({finding.value})" if finding.value else ""
        yield DraftFault(
            line=0,
            what=f"{finding.what}{value}",
            fix=finding.fix,
            is_advice=finding.severity is Severity.ADVICE or finding.rule in ADVICE,
        )


def _competencies(definition: ItemDefinition, district_id: int) -> QuerySet[Competency]:
    return Competency.objects.filter(
        code__in=definition.competencies,
        framework__owner_id=district_id,
        ended_at=None,
        is_assessable=True,
    )


@transaction.atomic
def save_template(*, item: Item, revision: int, draft: Draft, district_id: int) -> Item:
    """Save a sound draft as the template's next revision; what it was is kept.

    Parameters
    ----------
    revision
        The revision the writer began from.

    Raises
    ------
    NotAllowed
        If the template is not of the district's own packs.
    TemplateChanged
        If somebody saved it meanwhile.
    NotSound
        If the draft has faults.
    """
    locked = lock_own(item, district_id=district_id)
    if locked.revision != revision:
        raise TemplateChanged
    if draft.definition is None or not draft.is_sound:
        raise NotSound
    write_next(locked, draft.definition, district_id=district_id)
    return locked


def lock_own(item: Item, *, district_id: int) -> Item:
    """Return a template of the district's own packs, locked until the deed is done.

    Raises
    ------
    NotAllowed
        If it is not of the district's own packs.
    """
    locked = Item.objects.select_for_update(of=("self",)).select_related("pack").get(pk=item.pk)
    if not may_change(locked, district_id=district_id):
        raise NotAllowed(
            gettext_lazy("This template is shared, or another district’s."),
            next_step=gettext_lazy("Write one in a pack of your own."),
        )
    return locked


def write_next(item: Item, definition: ItemDefinition, *, district_id: int) -> None:
    """Write a locked template's next revision; what it was is kept, and that it was changed here."""
    ItemRevision.objects.create(item=item, revision=item.revision, definition=item.definition)
    if item.edited_from is None:
        item.edited_from = item.revision
    item.revision += 1
    _write(item, definition, district_id)


@transaction.atomic
def add_template(*, pack: Pack, draft: Draft, district_id: int) -> Item:
    """Add a sound draft to a pack of the district's own.

    Raises
    ------
    NotAllowed
        If the pack is not the district's own.
    NotSound
        If the draft has faults.
    Conflict
        If a template of this name is there already.
    """
    if pack.owner_id is None or pack.owner_id != district_id:
        raise NotAllowed(
            gettext_lazy("This pack is shared, or another district’s."),
            next_step=gettext_lazy("Write in a pack of your own."),
        )
    if draft.definition is None or not draft.is_sound:
        raise NotSound
    code = f"{pack.identifier}:item:{draft.definition.id}"
    if Item.objects.filter(code=code).exists():
        raise Conflict(
            gettext_lazy("A template of this name is there already."),
            next_step=gettext_lazy("Give yours another id."),
        )
    item = Item(pack=pack, code=code, licence=pack.licence, source=pack.source, edited_from=0)
    _write(item, draft.definition, district_id)
    return item


def _write(item: Item, definition: ItemDefinition, district_id: int) -> None:
    item.definition = definition_to_data(definition)
    item.kind = definition.type
    item.representation = definition.representation
    item.languages = list(definition.languages)
    item.save()
    competencies = list(_competencies(definition, district_id))
    item.competencies.set(competencies)
    item.themes.set(Theme.objects.filter(slug__in=definition.interests))
    touched = {one.framework_id for one in competencies}
    Framework.objects.filter(pk__in=touched).update(revision=F("revision") + 1)
