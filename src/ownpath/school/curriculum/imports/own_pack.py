"""Begin a pack of a district's own: small, whole and sound, to be changed and added to in the editor."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, OutOfBounds
from ownpath.interchange.packs.one_entry import write_entry
from ownpath.interchange.packs.skeleton import pack_skeleton
from ownpath.school.curriculum.imports.from_file import import_file
from ownpath.school.curriculum.queries import offered_frameworks, seen_frameworks

if TYPE_CHECKING:
    from ownpath.school.people.models import District

LONGEST_TITLE: Final = 120


class TitleOutOfBounds(OutOfBounds):
    """A pack has a title of one line."""


class HasOwnPack(Conflict):
    """A district begins one pack by itself; further ones come in as files."""


def name_of_own_pack(*, district: District) -> str:
    """Return the identifier of the pack a district begins by itself."""
    return f"own-{district.uuid.hex[:12]}"


def begin_own_pack(*, district: District, title: str, now: datetime) -> str:
    """Bring the smallest whole pack in as the district's own and return its identifier.

    Raises
    ------
    TitleOutOfBounds, HasOwnPack
    """
    said = " ".join(title.split())
    if not said or len(said) > LONGEST_TITLE or not said.isprintable():
        raise TitleOutOfBounds(
            _("The title has no letters, or more than 120."),
            next_step=_("Write a title of one line."),
        )
    name = name_of_own_pack(district=district)
    if seen_frameworks(district_id=district.pk).filter(identifier=name).exists():
        offered = offered_frameworks(district_id=district.pk).filter(identifier=name).exists()
        raise HasOwnPack(
            _("Your district has begun a pack already."),
            next_step=_("Pick it in the list of frameworks and write there.")
            if offered
            else _("It is set aside: take it back under Frameworks, then write there."),
        )
    with TemporaryDirectory() as folder:
        for path, data in pack_skeleton(name, title=said).items():
            file = Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(write_entry(data, first=()), encoding="utf-8")
        import_file(Path(folder), kind="pack", owner_id=district.pk, now=now, progress=None)
    return name
