"""The words of records staff for files, columns, roles, states and steps."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

ROLE_WORDS: Words = {
    "student": _("student"),
    "teacher": _("teacher"),
    "aide": _("aide"),
    "proctor": _("proctor"),
    "counselor": _("counselor"),
    "principal": _("principal"),
    "administrator": _("administrator"),
    "siteAdministrator": _("site administrator"),
    "districtAdministrator": _("district administrator"),
    "systemAdministrator": _("records staff"),
    "parent": _("parent"),
    "guardian": _("guardian"),
    "relative": _("relative"),
}
FILE_WORDS: Words = {
    "orgs": _("District and campuses"),
    "academicSessions": _("Terms"),
    "courses": _("Courses"),
    "classes": _("Classes"),
    "users": _("People"),
    "userProfiles": _("Accounts elsewhere"),
    "roles": _("Roles"),
    "enrollments": _("Enrollments"),
    "demographics": _("Demographics"),
    "guardians": _("Guardians"),
}
MODE_WORDS: Words = {
    "bulk": _("complete"),
    "delta": _("changes only"),
    "absent": _("not in the file"),
}
KIND_WORDS: Words = {
    "added": _("New"),
    "changed": _("Changed"),
    "returned": _("Come back"),
    "ended": _("End"),
}
WEIGHT_WORDS: Words = {
    "note": _("read all the same"),
    "row": _("row left out"),
    "file": _("file not read"),
}
STATE_WORDS: Words = {
    "planning": _("being read"),
    "planned": _("waiting for you"),
    "applying": _("being carried out"),
    "applied": _("carried out"),
    "refused": _("cannot be imported"),
    "discarded": _("discarded"),
}
STEP_WORDS: Words = {
    "": _("Starting"),
    "reading": _("Reading the file"),
    "comparing": _("Comparing it with the records"),
    "writing": _("Writing the changes"),
}
FIELD_WORDS: Words = {
    "sourced_id": _("number in the other system"),
    "given_name": _("given name"),
    "middle_name": _("middle name"),
    "family_name": _("family name"),
    "preferred_given_name": _("preferred given name"),
    "preferred_middle_name": _("preferred middle name"),
    "preferred_family_name": _("preferred family name"),
    "pronouns": _("pronouns"),
    "username": _("sign-in name"),
    "username_key": _("may sign in as"),
    "identifier": _("identifier"),
    "email": _("e-mail"),
    "phone": _("phone"),
    "sms": _("text messages"),
    "grade": _("grade"),
    "grades": _("grades"),
    "further": _("other columns"),
    "is_active": _("may sign in"),
    "name": _("name"),
    "title": _("title"),
    "code": _("code"),
    "kind": _("kind"),
    "starts_on": _("first day"),
    "ends_on": _("last day"),
    "school_year": _("school year"),
    "parent": _("part of"),
    "campus": _("campus"),
    "term": _("school year"),
    "terms": _("terms"),
    "course": _("course"),
    "room": _("room"),
    "periods": _("periods"),
    "subjects": _("subjects"),
    "subject_codes": _("subject codes"),
    "person": _("person"),
    "section": _("class"),
    "role": _("role"),
    "is_primary": _("main teacher or role"),
    "profile_sourced_id": _("account"),
    "birth_date": _("birth date"),
    "sex": _("sex"),
    "student": _("student"),
    "guardian": _("guardian"),
    "relation": _("relation"),
    "vendor": _("system"),
    "application": _("application"),
    "description": _("description"),
    "credential": _("kind of credential"),
}
FRAMEWORK_WORDS: Words = {
    "frameworks": _("frameworks"),
    "competencies": _("competencies"),
    "standards": _("standards among them"),
    "prerequisites": _("prerequisites"),
    "alignments": _("alignments"),
    "associations": _("associations"),
    "activities": _("activities"),
    "items": _("items"),
    "packs": _("packs"),
    "themes": _("hopes and interests"),
}
TABLE_WORDS: Words = {
    **FRAMEWORK_WORDS,
    "items": _("templates and questions"),
    "activities": _("lessons, projects and other activities"),
}
DEED_WORDS: Words = {
    "audit.export": _("took who saw what along"),
    "framework.import": _("brought a framework in"),
    "framework.set_aside": _("set a framework aside"),
    "framework.take_back": _("took a framework back that was set aside"),
    "content.begin": _("began a pack of our own"),
    "content.change": _("changed a template"),
    "content.copy": _("made a template of the library one’s own"),
    "content.take_out": _("took a template out of practice"),
    "content.bring_back": _("brought a template back"),
    "framework.undo_taking": _("brought back what a file had changed"),
    "timeline.set": _("set by when a class learns what"),
    "studies.set": _("said what classes work on"),
    "content.import": _("brought content in"),
    "content.export": _("took content out"),
    "district.set": _("changed the district’s own facts"),
    "roster.import": _("started a roster import"),
    "roster.export": _("exported the roster"),
    "exit_kit.ask": _("asked for the exit kit"),
    "exit_kit": _("took the exit kit"),
    "exit_kit.let_go": _("let the exit kit go"),
    "erase.person": _("erased a person"),
    "retention.set": _("set how long records are kept"),
    "retention.erase": _("had those erased whose time was over"),
    "sign_in.password": _("gave a new password"),
    "sign_in.cards": _("gave many people new passwords"),
    "sign_in.cards_opened": _("opened the cards of many people"),
    "role.records_staff": _("made a member of the staff records staff"),
    "role.district_administrator": _("made a member of the staff district administrator"),
    "sign_in.try_again": _("forgot failed tries at the door"),
    "sign_in.second_factor": _("reset the second factor"),
}
LOOK_WORDS: Words = {
    "number": _("numbers"),
    "words": _("words"),
    "picture": _("a picture"),
    "table": _("a table"),
    "number_line": _("a number line"),
    "area_model": _("an area model"),
    "graph": _("a graph"),
}
TYPE_WORDS: Words = {
    "numeric": _("write a number"),
    "algebraic": _("write an expression"),
    "choice": _("pick one"),
    "select": _("pick all that fit"),
    "ordering": _("put in order"),
    "matching": _("match"),
    "number_line": _("place on a line"),
    "short_text": _("write a word"),
    "cloze": _("fill gaps"),
}


def word(words: Words, key: str) -> str:
    """Return the word for a key, or the key itself when there is none."""
    return str(words.get(key, key))


def grouped(n: int) -> str:
    """Return a number with its thousands set apart."""
    return number_format(n, use_l10n=True, force_grouping=True)


def grade_in_short(grade: str) -> str:
    """Return a grade as people say it.

    Examples
    --------
    >>> grade_in_short("03"), grade_in_short("10"), grade_in_short("KG")
    ('3', '10', 'KG')
    """
    return grade.lstrip("0")
