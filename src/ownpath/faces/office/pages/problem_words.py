"""What can be wrong with a roster, in the language of the page.

Readers tell problems in English, with the value in it. In another language the page says the kind of problem and what
to do in that language, with the same value beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ownpath.faces.office.pages.content_problem_words import CONTENT_KINDS

_VALUE = re.compile(r"'([^']*)'")
_CORRECT = _("Correct it in the sending system and export again.")
_NOTHING = _("Nothing to do.")
_EXPORT = _("Export the file again and send that.")
_UNOPENED = _(
    "Send the file as the system exports it; do not open and save it in a spreadsheet before."
)
_CHECK = _("Check that this is meant.")

KINDS: Mapping[str, tuple[Promise, Promise]] = {
    **CONTENT_KINDS,
    "package.size": (_("the file is larger than a roster can be"), _EXPORT),
    "package.missing": (_("there is no such file"), _EXPORT),
    "package.damaged": (_("it is not a zip file, or it was cut short"), _EXPORT),
    "package.nothing": (_("there is no roster file in it that can be read"), _EXPORT),
    "file.columns": (_("columns that are needed are missing"), _CORRECT),
    "column.missing": (_("columns that are needed are missing"), _CORRECT),
    "column.unknown": (_("columns outside the standard were not read"), _NOTHING),
    "column.name": (_("the column was read under its standard name"), _NOTHING),
    "file.damaged": (_("the file is damaged"), _EXPORT),
    "file.delimiter": (
        _("values are not set apart by commas; it was read all the same"),
        _NOTHING,
    ),
    "file.elsewhere": (_("this file is no part of a roster and was not read"), _NOTHING),
    "file.empty": (_("the file is empty"), _EXPORT),
    "file.no_rows": (_("the file has no rows"), _CHECK),
    "file.encoding": (_("the file is not in UTF-8; it was read all the same"), _NOTHING),
    "file.line": (_("a line is longer than any row can be"), _EXPORT),
    "file.missing": (_("the manifest promises this file and it is missing"), _EXPORT),
    "file.name": (_("the file name is not as the standard writes it"), _NOTHING),
    "file.packing": (_("the file is locked or packed in an unusual way"), _EXPORT),
    "file.twice": (_("the file is there twice"), _EXPORT),
    "file.unknown": (_("this file is not of the standard and was not read"), _NOTHING),
    "manifest.damaged": (_("the manifest is damaged"), _EXPORT),
    "manifest.missing": (_("there is no manifest; it was worked out from the files"), _CHECK),
    "manifest.mode": (_("the manifest says neither complete nor changes"), _CHECK),
    "manifest.version": (_("the version was worked out from the files"), _NOTHING),
    "manifest.inferred": (_("whether the file is complete was worked out"), _CHECK),
    "value.missing": (_("the value is empty and must not be"), _CORRECT),
    "text.long": (_("the text is too long"), _CORRECT),
    "text.cut": (_("the text is longer than is kept here and was cut"), _NOTHING),
    "text.invisible": (_("characters that cannot be seen were taken out"), _NOTHING),
    "date.form": (_("this is not a date"), _CORRECT),
    "date.mixed": (
        _("the file writes some days first and some months first, so this may be two days"),
        _UNOPENED,
    ),
    "date.day_first": (_("the date was read as day, month, year"), _NOTHING),
    "date.american": (_("the date was read as month, day, year"), _NOTHING),
    "date.order": (_("it ends before it begins"), _CORRECT),
    "year.form": (_("this is not a year"), _CORRECT),
    "boolean.form": (_("this is neither true nor false"), _CORRECT),
    "boolean.form_read": (_("true or false is written in another way; it was read"), _NOTHING),
    "word.unknown": (_("the word is not of the standard; it was kept"), _NOTHING),
    "email.form": (_("this is not an e-mail address; it was not taken"), _CORRECT),
    "value.kept": (
        _("it stays as it is kept, because what the file says could not be read"),
        _("Nothing is lost; correct it in the sending system."),
    ),
    "list.long": (_("the list is longer than any roster needs"), _CORRECT),
    "grade.form": (_("this is not a grade level"), _CORRECT),
    "user_id.form": (_("the identifier is not written as the standard does"), _NOTHING),
    "status.unknown": (_("the row says neither that it stays nor that it ends"), _CORRECT),
    "id.shortened": (
        _("a spreadsheet shortened this number, so nobody knows whose row it is"),
        _UNOPENED,
    ),
    "row.cells": (_("the row has more values than columns"), _CORRECT),
    "row.form": (_("the row cannot be read"), _CORRECT),
    "row.short": (_("the row has fewer values than columns"), _NOTHING),
    "row.line_break": (_("a value ran over several lines"), _NOTHING),
    "row.quote": (_("a quotation mark is never closed"), _CORRECT),
    "row.repeated": (_("the same row stands twice and was read once"), _NOTHING),
    "row.twice": (_("two rows have the same number"), _CORRECT),
    "row.more_alike": (
        _("more rows have the same fault as those that are named"),
        _("Correct those first: it is likely one cause."),
    ),
    "row.unnamed": (
        _("a row does not say whose it is, so nothing ends for being missing from this file"),
        _CORRECT,
    ),
    "row.whose": (
        _("the row does not say whose it is; who it must be stays as kept"),
        _CORRECT,
    ),
    "row.older": (
        _("the row is older than the one that is kept"),
        _("Import changes in their order."),
    ),
    "reference.left_out": (_("it names a row that was left out"), _CORRECT),
    "reference.missing": (_("it names a row that is not there"), _CORRECT),
    "reference.unknown": (
        _("it names a row that is neither in the file nor in the records"),
        _CORRECT,
    ),
    "reference.ring": (_("these rows stand inside each other"), _CORRECT),
    "term.loop": (_("these terms stand inside each other"), _CORRECT),
    "term.kind": (_("this is not a kind of term; it was taken as one"), _NOTHING),
    "org.other": (_("this is neither a district nor a school"), _CHECK),
    "campus.closed": (
        _("the district closed this school and the file has it as open: it stays closed"),
        _(
            "End it in the sending system and move who is still there. If it opens again, let the district open it "
            "(Change, Council, Campuses)."
        ),
    ),
    "class.course": (_("the class names no course; a stand-in was made"), _CORRECT),
    "role.missing": (_("the person has no role"), _CORRECT),
    "role.unknown": (_("this is not a role that OneRoster knows"), _CORRECT),
    "role.elsewhere": (_("this role is another system's; the nearest was taken"), _NOTHING),
    "person.ended": (_("the person it names has left"), _CORRECT),
    "section.ended": (_("the class it names has ended"), _CORRECT),
    "guardian.unclear": (
        _("two people name each other and not exactly one is a student"),
        _CHECK,
    ),
    "username.shared": (_("two people have the same sign-in name"), _CORRECT),
    "username.taken": (
        _("the sign-in name is taken; the person came in without one"),
        _CORRECT,
    ),
    "password.dropped": (
        _("passwords in a file are never kept"),
        _("Leave passwords out of the export."),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLine:
    """One problem as the page shows it."""

    weight: str
    where: str
    about: str  # whom or what the row is about; empty where nobody knows
    what: str
    fix: str


def tell(problem: Mapping[str, str], *, language: str) -> ProblemLine:
    """Return a problem in the language of the page.

    Examples
    --------
    >>> told = {"code": "date.form", "weight": "row", "where": "users.csv row 4, x", "what": "'2' is", "fix": "Fix."}
    >>> tell(told, language="en").what
    "'2' is"
    """
    what, fix = _capital(problem["what"]), _capital(problem["fix"])
    where = problem["where"]
    if language != "en" and problem["code"] in KINDS:
        kind, remedy = KINDS[problem["code"]]
        values = ", ".join(
            dict.fromkeys(value for value in _VALUE.findall(problem["what"]) if value)
        )
        n_more = (
            problem["what"].partition(" ")[0] if problem["code"] == "row.more_alike" else ""
        )
        what = f"«{values}»: {kind}" if values else _capital(f"{n_more} {kind}".strip())
        fix = str(remedy)
        where = where.replace(" row ", f" {gettext('row')} ")
    return ProblemLine(
        weight=problem["weight"],
        where=where,
        about=problem.get("about", ""),
        what=what,
        fix=fix,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
