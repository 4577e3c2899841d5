"""Write a child's record: a page to read and print, and beside it each row in a form that programs read.

A zip: `record.html`; `data/<table>.jsonl`, one row a line; `manifest.json`, with marks of each file as in an exit kit.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from ownpath.kit.record_file import write_record_file
from ownpath.school.people.queries import zone_of
from ownpath.school.privacy.further import MANIFEST, Tally, line_of
from ownpath.school.privacy.queries.child_record import KEPT, Kept, rows_of_child
from ownpath.school.privacy.services.child_record_telling import tell_child_record
from ownpath.store.stillness import standing_still

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

FORMAT: Final = "ownpath-child-record"
FORMAT_VERSION: Final = 1
Progress = Callable[[int, int], None]  # tables done, of how many


def write_child_record(
    *,
    student: Person,
    viewer: Person,
    language: str,
    target: IO[bytes],
    now: datetime,
    progress: Progress,
) -> None:
    """Write the record of a child for one of their guardians, as it stands in one moment."""
    with standing_still(), ZipFile(target, "w", ZIP_DEFLATED) as record:
        record.writestr("record.html", _page(student, viewer, language, now))
        tallies = {}
        for done, kept in enumerate(KEPT, start=1):
            name = f"data/{kept.table.lower().replace('.', '_')}.jsonl"
            content, tally = _lines(kept, student)
            record.writestr(name, content)
            tallies[name] = tally.told()
            progress(done, len(KEPT))
        manifest = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "student": str(student.uuid),
            "made_at": now.astimezone(UTC).isoformat(),
            "files": tallies,
        }
        record.writestr(MANIFEST, json.dumps(manifest, indent=1))


def _lines(kept: Kept, student: Person) -> tuple[bytes, Tally]:
    tally, found = Tally(), []
    for values in rows_of_child(kept, student):
        line = line_of(list(kept.columns), values)
        tally.add(line)
        found.append(line)
    return b"".join(found), tally


def _page(student: Person, viewer: Person, language: str, now: datetime) -> str:
    zone = zone_of(person=student)
    parts = tell_child_record(student=student, viewer=viewer, language=language, now=now)
    with override(language):
        return write_record_file(
            title=_("The record of %(name)s") % {"name": student.plain_name},
            made=_("Made on %(day)s for %(who)s.")
            % {
                "day": date_format(now.astimezone(zone), "DATE_FORMAT"),
                "who": viewer.full_name,
            },
            language=language,
            parts=parts,
        )
