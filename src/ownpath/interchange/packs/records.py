"""What a content pack holds, as plain records. `Words` is one text in all its languages; "" stands for any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Words: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainRecord:
    """One domain of a framework."""

    code: str
    title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkRecord:
    """The framework a pack brings."""

    id: str
    title: Words
    subject: str
    domains: tuple[DomainRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRecord:
    """Who a pack is: pack.yaml."""

    id: str
    version: str
    title: Words
    description: Words
    license: str
    attribution: str
    languages: tuple[str, ...]
    uses: tuple[str, ...]  # other packs whose competencies it names
    framework: FrameworkRecord | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRecord:
    """One interest or hope a child can pick."""

    id: str
    kind: str  # interest, hope
    name: Words
    label: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentRecord:
    """A public code our competency answers to."""

    framework: str
    code: str
    match: str  # exact, part, related


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyRecord:
    """One competency with its direct prerequisites."""

    code: str
    domain: str
    statement: Words
    short: Words
    grade: str
    minutes: int
    good_for: Words
    alignments: tuple[AlignmentRecord, ...]
    hard: tuple[str, ...]
    helpful: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MisconceptionRecord:
    """A wrong idea with a name; `feedback` speaks to the child, `help` to the teacher."""

    code: str
    name: Words
    feedback: Words
    help: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRecord:
    """One template: `data` is what `engine.items.read_definition` reads (feedback of misconceptions filled in)."""

    id: str
    competencies: tuple[str, ...]
    data: Mapping[str, object]
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenForRecord:
    """What a child may say, what it shows, what to answer."""

    say: Words
    means: Words
    respond: Words
    misconception: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitCheckRecord:
    """A last question and what to look for."""

    ask: Words
    look_for: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRecord:
    """A card for a small group with a teacher."""

    id: str
    title: Words
    competencies: tuple[str, ...]
    grades: tuple[str, ...]
    minutes: int
    group_size: tuple[int, int]
    interests: tuple[str, ...]
    goal: Words
    materials: tuple[Words, ...]
    launch: Words
    steps: tuple[Words, ...]
    questions: tuple[Words, ...]
    listen_for: tuple[ListenForRecord, ...]
    exit_check: tuple[ExitCheckRecord, ...]
    templates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRecord:
    """A part one child plays in a project."""

    name: Words
    does: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectStepRecord:
    """One step of a project."""

    title: Words
    text: Words
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionRecord:
    """One line of a rubric, its levels from beginning to strong."""

    criterion: Words
    levels: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRecord:
    """A project tied to competencies, hopes and interests."""

    id: str
    title: Words
    summary: Words
    product: Words
    competencies: tuple[str, ...]
    grades: tuple[str, ...]
    minutes: int
    group_size: tuple[int, int]
    hopes: tuple[str, ...]
    interests: tuple[str, ...]
    roles: tuple[RoleRecord, ...]
    materials: tuple[Words, ...]
    steps: tuple[ProjectStepRecord, ...]
    rubric: tuple[CriterionRecord, ...]
    choices: tuple[Words, ...]
    share: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeItemRecord:
    """So many items of one template in one step."""

    template: str
    count: int
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRecord:
    """An activity of another kind."""

    id: str
    kind: str
    title: Words
    summary: Words
    modality: str
    minutes: int
    group_size: tuple[int, int]
    competencies: tuple[str, ...]
    grades: tuple[str, ...]
    interests: tuple[str, ...]
    hopes: tuple[str, ...]
    languages: tuple[str, ...]
    items: tuple[PracticeItemRecord, ...]
    materials: tuple[Words, ...]
    body: Words
    url: str
    license: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRecords:
    """All that a pack holds."""

    pack: PackRecord
    themes: tuple[ThemeRecord, ...]
    competencies: tuple[CompetencyRecord, ...]
    misconceptions: tuple[MisconceptionRecord, ...]
    templates: tuple[TemplateRecord, ...]
    lessons: tuple[LessonRecord, ...]
    projects: tuple[ProjectRecord, ...]
    activities: tuple[ActivityRecord, ...]
