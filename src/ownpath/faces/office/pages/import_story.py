"""One import as a story: what the file says, what would change, what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.faces.office.pages.import_files import FileLine, file_line
from ownpath.faces.office.pages.leaving_lines import Asked, Leaving, find_leaving
from ownpath.faces.office.pages.problem_groups import Grouped, grouped_problems
from ownpath.faces.office.pages.problem_list import (
    HeldBack,
    held_back,
    n_leading_nowhere,
    problems_of,
)
from ownpath.faces.office.pages.problem_words import tell
from ownpath.faces.office.pages.words import (
    FIELD_WORDS,
    FILE_WORDS,
    KIND_WORDS,
    ROLE_WORDS,
    STEP_WORDS,
    grouped,
    word,
)
from ownpath.school.people.imports.uploads import pulse_of

if TYPE_CHECKING:
    from ownpath.school.people.models import RosterImport

WORKING = ("planning", "applying")
EXAMPLES_OF_NEW = 5
WITH_NUMBERS = ("users", "classes", "courses", "academicSessions", "orgs")
JOINED = " · "
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One value before and after."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One row that would change."""

    label: str
    sourced_id: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, kw_only=True)
class FileChanges:
    """What would change in one file, of one kind."""

    title: str
    n: int
    lines: tuple[ChangeLine, ...]
    n_more: int
    leaving: Leaving | None  # of those who leave: looked up by name, page by page


@dataclass(frozen=True, kw_only=True)
class KindOfChange:
    """What would be new, changed, come back or end."""

    kind: str
    title: str
    n: int
    files: tuple[FileChanges, ...]


@dataclass(frozen=True, kw_only=True)
class Sum:
    """How many people would go through one kind of change."""

    n: int
    title: str


@dataclass(frozen=True, kw_only=True)
class Working:
    """How far work on the import is."""

    uuid: UUID
    step: str
    done: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Story:
    """The page of one import."""

    uuid: UUID
    file_name: str
    state: str
    by: str
    planned_at: datetime
    applied_at: datetime | None
    working: Working | None
    is_interrupted: bool
    refused: Mapping[str, str] | None
    is_forgotten: bool
    is_nothing_to_do: bool
    needs_confirmation: bool
    n_people: int
    n_people_ending: int
    percent_ending: int
    n_leading_nowhere: int  # rows that name somebody or something the file does not hold
    held_back: tuple[HeldBack, ...]
    people: tuple[Sum, ...]
    others: tuple[str, ...]
    files: tuple[FileLine, ...]
    kinds: tuple[KindOfChange, ...]
    rows_out: Grouped
    notes: Grouped

    @property
    def n_problems(self) -> int:
        """How many problems there are, grave or not."""
        return self.rows_out.n + self.notes.n


def build_story(
    *, upload: RosterImport, now: datetime, language: str, asked: Asked | None = None
) -> Story:
    """Return the story of an import; `asked` says whom of those who leave to show."""
    working = build_working(upload=upload, now=now)  # may find that the work has ended
    story: dict[str, Any] = upload.story
    problems = problems_of(upload)
    of_the_whole = [one for one in problems if _is_of_the_whole(one)]
    others = [one for one in problems if not _is_of_the_whole(one)]
    rows_out = [one for one in others if one["weight"] != "note"]
    notes = [one for one in others if one["weight"] == "note"]
    n_people, n_ending = story.get("n_people", 0), story.get("n_people_ending", 0)
    return Story(
        uuid=upload.uuid,
        file_name=upload.file_name,
        state=upload.state,
        by=upload.planned_by.plain_name if upload.planned_by else "",
        planned_at=upload.planned_at,
        applied_at=upload.applied_at,
        working=working,
        is_interrupted=upload.state in WORKING and working is None,
        refused=_refused(story.get("refused"), of_the_whole, language),
        is_forgotten=not story,
        is_nothing_to_do=bool(story.get("is_nothing_to_do")),
        needs_confirmation=bool(story.get("needs_confirmation")),
        n_people=n_people,
        n_people_ending=n_ending,
        percent_ending=round(100 * n_ending / n_people) if n_people else 0,
        n_leading_nowhere=n_leading_nowhere(problems),
        held_back=held_back(problems),
        people=tuple(_people(upload.counts.get("users"))),
        others=tuple(_others(upload.counts)),
        files=tuple(file_line(count) for count in upload.counts.values()),
        kinds=tuple(_kinds(story.get("changes", {}), asked or Asked())),
        rows_out=grouped_problems(rows_out, language=language),
        notes=grouped_problems(notes, language=language),
    )


def _is_of_the_whole(problem: Mapping[str, str]) -> bool:
    return problem["code"].startswith("package.")


def _refused(
    kept: Mapping[str, Any] | None, of_the_whole: list[Mapping[str, str]], language: str
) -> Mapping[str, str] | None:
    """Return why a file was refused: in the words of what is wrong with the whole of it, if that is why."""
    if kept is None:
        return None
    if not of_the_whole:
        told: Mapping[str, str] = kept.get(language, kept)  # older ones: the sender's alone
        return told
    worst = tell(of_the_whole[0], language=language)
    return {"message": f"{worst.where}: {worst.what}.", "next_step": worst.fix}


def build_working(*, upload: RosterImport, now: datetime) -> Working | None:
    """Return how far the work on an import is, or None when nobody works on it."""
    pulse = pulse_of(upload, now=now)
    if pulse is None:
        return None
    return Working(
        uuid=upload.uuid,
        step=word(STEP_WORDS, pulse.step),
        done=pulse.done,
        total=pulse.total,
    )


def _people(count: Mapping[str, Any] | None) -> Iterable[Sum]:
    """Yield the figures a person asks for first: who comes, who changes, who leaves."""
    if count is None:
        return
    words = {
        "added": ngettext("new person", "new people", count["added"]),
        "changed": ngettext("changed person", "changed people", count["changed"]),
        "ended": ngettext("person who leaves", "people who leave", count["ended"]),
    }
    yield from (Sum(n=count[kind], title=title) for kind, title in words.items() if count[kind])


def _others(counts: Mapping[str, Mapping[str, Any]]) -> Iterable[str]:
    """Yield a line for each other file that would change something."""
    words = {"added": _("%(n)s new"), "changed": _("%(n)s changed"), "ended": _("%(n)s end")}
    for file, count in counts.items():
        told = [words[kind] % {"n": grouped(count[kind])} for kind in words if count[kind]]
        if told and file != "users":
            yield f"{word(FILE_WORDS, file)}: {', '.join(told)}"


def _kinds(changes: Mapping[str, Any], asked: Asked) -> Iterable[KindOfChange]:
    for kind, told in changes.items():
        by_file = dict(sorted(told["n_by_file"].items(), key=_people_first))
        if by_file:
            yield KindOfChange(
                kind=kind,
                title=word(KIND_WORDS, kind),
                n=sum(by_file.values()),
                files=tuple(
                    _of_file(kind, file, n, told["lines"], asked) for file, n in by_file.items()
                ),
            )


def _people_first(pair: tuple[str, int]) -> bool:
    return pair[0] != "users"


def _of_file(
    kind: str, file: str, n: int, told: list[dict[str, Any]], asked: Asked
) -> FileChanges:
    lines = [line for line in told if line["file"] == file]
    leaving = find_leaving(lines, asked) if (kind, file) == ("ended", "users") else None
    some = lines[:EXAMPLES_OF_NEW] if kind == "added" else lines
    shown = some if leaving is None else list(leaving.page_obj)
    return FileChanges(
        title=word(FILE_WORDS, file),
        n=n,
        lines=tuple(_line(line, with_id=file in WITH_NUMBERS) for line in shown),
        n_more=n - (len(lines) if leaving else len(shown)),
        leaving=leaving,
    )


def _line(line: Mapping[str, Any], *, with_id: bool) -> ChangeLine:
    parts = [word(ROLE_WORDS, part) for part in line["label"].split(JOINED)]
    return ChangeLine(
        label=JOINED.join(parts),
        sourced_id=line["sourced_id"] if with_id else "",
        differences=tuple(
            Difference(name=word(FIELD_WORDS, name), old=_value(old), new=_value(new))
            for name, old, new in line["fields"]
        ),
    )


def _value(text: str) -> str:
    yes_or_no = {"true": _("yes"), "false": _("no")}
    if _DAY.fullmatch(text):
        return date_format(date.fromisoformat(text), "DATE_FORMAT")
    return yes_or_no.get(text, text)
