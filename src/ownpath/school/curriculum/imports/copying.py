"""Copy a template of the library into a district's own pack, there to be changed: "make it mine"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ownpath.engine.items import definition_to_data, read_definition
from ownpath.errors import Conflict
from ownpath.school.curriculum.imports.edited import WRITTEN_HERE
from ownpath.school.curriculum.imports.own_pack import name_of_own_pack
from ownpath.school.curriculum.models import Alignment, Competency, Framework, Item
from ownpath.school.curriculum.queries import may_write_in, offered_frameworks
from ownpath.school.curriculum.services import Draft, add_template

if TYPE_CHECKING:
    from ownpath.school.people.models import District

MOST_COPIES = 50
LONGEST_ID = 80


class NoOwnPack(Conflict):
    """A district needs a pack of its own before something can be copied into it."""

    def __init__(self) -> None:
        super().__init__(
            _("Your district has no pack of its own yet."),
            next_step=_("Begin one under Content, then come back."),
        )


@transaction.atomic
def make_it_mine(*, item: Item, district: District) -> Item:
    """Copy a template that staff may see, with its main competency, into the district's own pack.

    The library's own stays as it is. The copied competency says which one it stands for.

    Raises
    ------
    NoOwnPack
        If the district has no pack with a framework of its own.
    Conflict
        If it was copied very many times already.
    """
    framework = _own_framework(district)
    if framework is None or framework.pack is None:
        raise NoOwnPack
    source = item.competencies.filter(ended_at=None).order_by("pk")
    main = _main(item, list(source))
    data = definition_to_data(read_definition(item.definition, where=item.code)[0])  # type: ignore[arg-type]
    data.pop("competency", None)
    data["competencies"] = [_copied_competency(main, framework).code] if main else []
    data["id"] = _free_name(str(data["id"]), framework.pack.identifier)
    definition, faults = read_definition(data, where=item.code)
    assert definition is not None, faults  # noqa: S101 - it was read a moment ago under another name
    draft = Draft(text="", definition=definition, faults=())
    copy = add_template(pack=framework.pack, draft=draft, district_id=district.pk)
    copy.licence, copy.source = item.licence, item.source
    copy.save(update_fields=["licence", "source"])
    return copy


def _own_framework(district: District) -> Framework | None:
    """Return the framework the district began by itself, else the first it brought in with a pack."""
    offered = offered_frameworks(district_id=district.pk)
    own = offered.filter(owner=district, pack__isnull=False).select_related("pack")
    begun = own.filter(identifier=name_of_own_pack(district=district)).first()
    first = begun or own.order_by("pk").first()
    return first if first and may_write_in(first, district_id=district.pk) else None


def _main(item: Item, competencies: list[Competency]) -> Competency | None:
    """Return the competency a template names first."""
    named: Any = item.definition.get("competencies") or [item.definition.get("competency")]
    by_code = {one.code: one for one in competencies}
    return next((by_code[code] for code in named if code in by_code), None)


def _copied_competency(source: Competency, framework: Framework) -> Competency:
    """Return the framework's own competency of that name, made where there is none, and named as its equal."""
    if source.framework_id == framework.pk:
        return source
    copy, is_new = Competency.objects.get_or_create(
        framework=framework,
        identifier=source.identifier,
        defaults={
            **{name: getattr(source, name) for name in ("code", "words", "kind", "domain")},
            **{name: getattr(source, name) for name in ("grades", "minutes", "sequence")},
            "further": {WRITTEN_HERE: True},
        },
    )
    if is_new:
        Alignment.objects.create(origin=copy, kind="exactMatchOf", destination=source)
        Framework.objects.filter(pk=framework.pk).update(revision=F("revision") + 1)
    elif copy.ended_at is not None:
        copy.ended_at = None
        copy.save(update_fields=["ended_at"])
    return copy


def _free_name(name: str, pack: str) -> str:
    """Return the name with a number that no template of the pack has yet."""
    stem = name[: LONGEST_ID - len("-my-00")]
    tried = [f"{stem}-my", *(f"{stem}-my-{number}" for number in range(2, MOST_COPIES))]
    codes = {f"{pack}:item:{each}": each for each in tried}
    taken = set(Item.objects.filter(code__in=codes).values_list("code", flat=True))
    free = next((name for code, name in codes.items() if code not in taken), None)
    if free is None:
        raise Conflict(
            _("It was copied very many times already."),
            next_step=_("Change one of the copies."),
        )
    return free
