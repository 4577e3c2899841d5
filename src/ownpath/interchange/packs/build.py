"""From the entries of pack files to records; one function for each kind."""

from __future__ import annotations

from collections.abc import Mapping

from ownpath.interchange.packs.entry import GRADES, Entry
from ownpath.interchange.packs.records import (
    ActivityRecord,
    AlignmentRecord,
    CompetencyRecord,
    CriterionRecord,
    DomainRecord,
    ExitCheckRecord,
    FrameworkRecord,
    LessonRecord,
    ListenForRecord,
    MisconceptionRecord,
    PackRecord,
    PracticeItemRecord,
    ProjectRecord,
    ProjectStepRecord,
    RoleRecord,
    TemplateRecord,
    ThemeRecord,
)

ACTIVITY_KINDS = (
    *("practice", "assessment", "sheet", "reading", "video", "lesson", "conference"),
    *("reflection", "game"),
)
MODALITIES = ("screen", "paper", "hands_on", "talk", "outdoors")
MATCHES = ("exact", "part", "related")


def pack(entry: Entry) -> PackRecord:
    """Return who the pack is."""
    entry.known(
        *("format", "id", "version", "title", "description", "license", "attribution"),
        *("languages", "framework", "uses"),
    )
    if entry.raw("format") != 1:
        entry.refuse("pack.format", f"format {entry.raw('format')!r}", "Write format: 1.")
    framework = None
    if entry.has("framework"):
        inner = entry.part(entry.raw("framework"), "framework")
        framework = _framework(inner)
        entry.good = entry.good and inner.good
    return PackRecord(
        id=entry.code("id"),
        version=entry.plain("version"),
        title=entry.words("title"),
        description=entry.words("description"),
        license=entry.plain("license"),
        attribution=entry.plain("attribution"),
        languages=entry.codes("languages", needed=True),
        uses=entry.codes("uses"),
        framework=framework,
    )


def _framework(entry: Entry) -> FrameworkRecord:
    entry.known("id", "title", "subject", "domains")
    return FrameworkRecord(
        id=entry.code("id"),
        title=entry.words("title"),
        subject=entry.plain("subject"),
        domains=entry.inner("domains", _domain, needed=True),
    )


def _domain(entry: Entry) -> DomainRecord:
    return DomainRecord(code=entry.code("code"), title=entry.words("title"))


def interest(entry: Entry) -> ThemeRecord:
    """Return one interest."""
    return _theme(entry, "interest")


def hope(entry: Entry) -> ThemeRecord:
    """Return one hope."""
    return _theme(entry, "hope")


def _theme(entry: Entry, kind: str) -> ThemeRecord:
    entry.known("id", "name", "label")
    return ThemeRecord(
        id=entry.code("id"), kind=kind, name=entry.words("name"), label=entry.words("label")
    )


def competency(entry: Entry) -> CompetencyRecord:
    """Return one competency."""
    entry.known(
        *("code", "domain", "statement", "short", "grade", "minutes", "good_for"),
        *("alignments", "prerequisites"),
    )
    needs = entry.part(entry.raw("prerequisites") or {}, "prerequisites")
    needs.known("hard", "helpful")
    record = CompetencyRecord(
        code=entry.code("code"),
        domain=entry.code("domain"),
        statement=entry.words("statement", most=200),
        short=entry.words("short", most=48),
        grade=entry.one_of("grade", GRADES),
        minutes=entry.whole("minutes", 10, 600),
        good_for=entry.words("good_for", most=300),
        alignments=entry.inner("alignments", _alignment),
        hard=needs.codes("hard"),
        helpful=needs.codes("helpful"),
    )
    entry.good = entry.good and needs.good
    return record


def _alignment(entry: Entry) -> AlignmentRecord:
    return AlignmentRecord(
        framework=entry.code("framework"),
        code=entry.plain("code"),
        match=entry.one_of("match", MATCHES),
    )


def misconception(entry: Entry) -> MisconceptionRecord:
    """Return one wrong idea with a name."""
    entry.known("code", "name", "feedback", "help")
    return MisconceptionRecord(
        code=entry.code("code"),
        name=entry.words("name", most=200),
        feedback=entry.words("feedback", most=600),
        help=entry.words("help", most=800),
    )


def template(entry: Entry, data: Mapping[str, object]) -> TemplateRecord:
    """Return one template; the engine reads its inside."""
    single = (entry.code("competency"),) if entry.has("competency") else ()
    codes = single or entry.codes("competencies", needed=True)
    return TemplateRecord(id=entry.code("id"), competencies=codes, data=data, where=entry.where)


def lesson(entry: Entry) -> LessonRecord:
    """Return one small-group lesson card."""
    entry.known(
        *(
            "id",
            "title",
            "competencies",
            "grades",
            "minutes",
            "group_size",
            "interests",
            "goal",
        ),
        *("materials", "launch", "steps", "questions", "listen_for", "exit_check", "templates"),
    )
    return LessonRecord(
        id=entry.code("id"),
        title=entry.words("title", most=120),
        competencies=entry.codes("competencies", needed=True),
        grades=entry.grades(),
        minutes=entry.whole("minutes", 5, 120),
        group_size=entry.group_size(),
        interests=entry.codes("interests"),
        goal=entry.words("goal"),
        materials=entry.texts("materials", needed=True),
        launch=entry.words("launch"),
        steps=entry.texts("steps"),
        questions=entry.texts("questions", needed=True),
        listen_for=entry.inner("listen_for", _listen_for, needed=True),
        exit_check=entry.inner("exit_check", _exit_check, needed=True),
        templates=entry.codes("templates"),
    )


def _listen_for(entry: Entry) -> ListenForRecord:
    return ListenForRecord(
        say=entry.words("say"),
        means=entry.words("means"),
        respond=entry.words("respond"),
        misconception=entry.code("misconception") if entry.has("misconception") else "",
    )


def _exit_check(entry: Entry) -> ExitCheckRecord:
    return ExitCheckRecord(ask=entry.words("ask"), look_for=entry.words("look_for"))


def project(entry: Entry) -> ProjectRecord:
    """Return one project."""
    entry.known(
        *(
            "id",
            "title",
            "summary",
            "product",
            "competencies",
            "grades",
            "minutes",
            "group_size",
        ),
        *("hopes", "interests", "roles", "materials", "steps", "rubric", "choices", "share"),
    )
    return ProjectRecord(
        id=entry.code("id"),
        title=entry.words("title", most=120),
        summary=entry.words("summary"),
        product=entry.words("product"),
        competencies=entry.codes("competencies", needed=True),
        grades=entry.grades(),
        minutes=entry.whole("minutes", 20, 2000),
        group_size=entry.group_size(),
        hopes=entry.codes("hopes", needed=True),
        interests=entry.codes("interests", needed=True),
        roles=entry.inner("roles", _role, needed=True),
        materials=entry.texts("materials"),
        steps=entry.inner("steps", _project_step, needed=True),
        rubric=entry.inner("rubric", _criterion, needed=True),
        choices=entry.texts("choices"),
        share=entry.words("share", needed=False),
    )


def _role(entry: Entry) -> RoleRecord:
    return RoleRecord(name=entry.words("name"), does=entry.words("does"))


def _project_step(entry: Entry) -> ProjectStepRecord:
    return ProjectStepRecord(
        title=entry.words("title"),
        text=entry.words("text"),
        minutes=entry.whole("minutes", 1, 1000),
    )


def _criterion(entry: Entry) -> CriterionRecord:
    levels = entry.texts("levels", needed=True)
    if not 2 <= len(levels) <= 4:
        entry.refuse("entry.levels", f"{len(levels)} levels", "Write two to four levels.")
    return CriterionRecord(criterion=entry.words("criterion"), levels=levels)


def activity(entry: Entry) -> ActivityRecord:
    """Return one activity of another kind."""
    entry.known(
        *(
            "id",
            "kind",
            "title",
            "summary",
            "modality",
            "minutes",
            "group_size",
            "competencies",
        ),
        *("grades", "interests", "hopes", "languages", "items", "materials", "body", "url"),
        *("license", "source"),
    )
    url = entry.plain("url", otherwise="")
    if url and not url.startswith("https://"):
        entry.refuse("activity.url", f"url {url!r} is not https", "Write an https address.")
    return ActivityRecord(
        id=entry.code("id"),
        kind=entry.one_of("kind", ACTIVITY_KINDS),
        title=entry.words("title", most=120),
        summary=entry.words("summary"),
        modality=entry.one_of("modality", MODALITIES),
        minutes=entry.whole("minutes", 1, 600),
        group_size=entry.group_size(),
        competencies=entry.codes("competencies"),
        grades=entry.grades(),
        interests=entry.codes("interests"),
        hopes=entry.codes("hopes"),
        languages=entry.codes("languages"),
        items=entry.inner("items", _practice_item),
        materials=entry.texts("materials"),
        body=entry.words("body", needed=False),
        url=url,
        license=entry.plain("license", otherwise=""),
        source=entry.plain("source", otherwise=""),
    )


def _practice_item(entry: Entry) -> PracticeItemRecord:
    return PracticeItemRecord(
        template=entry.code("template"),
        count=entry.whole("count", 1, 60),
        step=entry.whole("step", 1, 3, otherwise=2),
    )
