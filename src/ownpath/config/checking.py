"""Checking a content pack whole: its files, its graph, every template with many seeds, in two processes."""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ownpath.config.packs import nothing_of
from ownpath.engine.items import Severity, read_definition
from ownpath.engine.items.checking import Report, check_template
from ownpath.engine.items.checking.variety import ENOUGH
from ownpath.engine.skills.build import build_graph
from ownpath.engine.skills.types import Edge, EdgeKind
from ownpath.interchange.packs.read import read_pack
from ownpath.interchange.packs.records import CompetencyRecord, PackRecords, TemplateRecord
from ownpath.interchange.problems import Problem, Weight

Step = Callable[[str, int, int], None]
PROCESSES = 2
FEWEST_TEMPLATES = 2
BEGINNING = "K"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing to mend in a pack: file, entry, seed, value and remedy."""

    rule: str
    file: str
    id: str
    what: str
    fix: str
    value: str = ""
    seed: int | None = None
    step: int | None = None
    is_advice: bool = False

    def __str__(self) -> str:
        """Return the fault as one line."""
        seed = f", seed {self.seed}, step {self.step}" if self.seed is not None else ""
        value = f" [{self.value}]" if self.value else ""
        return f"{self.file} {self.id}{seed}: {self.what}{value}. {self.fix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a pack is like after its check."""

    pack: str
    n_competencies: int
    n_templates: int
    n_items: int
    fewest_items: int
    small: dict[
        str, tuple[int, int]
    ]  # templates that hold all there are: items, and how many these are
    seconds: float
    faults: tuple[Fault, ...]

    @property
    def is_good(self) -> bool:
        """Whether nothing but advice was found."""
        return all(fault.is_advice for fault in self.faults)

    def as_data(self) -> dict[str, object]:
        """Return the verdict, ready for JSON."""
        return {
            **{name: getattr(self, name) for name in ("pack", "n_competencies", "n_templates")},
            **{name: getattr(self, name) for name in ("n_items", "fewest_items", "seconds")},
            "small": {
                name: {"items": items, "all": whole}
                for name, (items, whole) in self.small.items()
            },
            "is_good": self.is_good,
            "problems": [asdict(fault) for fault in self.faults if not fault.is_advice],
            "advice": [asdict(fault) for fault in self.faults if fault.is_advice],
        }


def check_pack(folder: Path, *, grade: str, n_seeds: int, step: Step) -> Verdict:
    """Return the verdict over a pack, or over one grade of it.

    Parameters
    ----------
    folder
        The folder of the pack.
    grade
        `K`, `1` ... to look at one grade only; empty for all.
    n_seeds
        How many seeds each template is tried with, in each of its three steps.
    step
        Called with what is done and how far it is.

    Raises
    ------
    Refusal
        If nothing in it is for that grade.
    """
    began = time.perf_counter()
    records, problems = read_pack(folder)
    faults = [_of_reader(problem) for problem in problems]
    if records is None:
        return _verdict(folder.name, (), (), [], faults, began)
    grades = {each.code: each.grade for each in records.competencies}
    chosen = tuple(c for c in records.competencies if grade in ("", c.grade))
    templates = tuple(
        each
        for each in records.templates
        if grade in ("", grades.get(each.competencies[0], ""))
    )
    if grade and not chosen:
        raise nothing_of(grade, grades.values())
    faults += _graph(records)
    faults += [fault for each in chosen for fault in _competency(each, records)]
    jobs = [
        (each, grades.get(each.competencies[0], "8"), n_seeds, records.pack.languages)
        for each in templates
    ]
    reports = []
    for done, (report, found) in enumerate(_all(jobs), 1):
        faults += found
        reports += [report] if report else []
        step("templates", done, len(jobs))
    return _verdict(records.pack.id, chosen, templates, reports, faults, began)


Job = tuple[TemplateRecord, str, int, tuple[str, ...]]


def _all(jobs: Sequence[Job]) -> Iterator[tuple[Report | None, list[Fault]]]:
    if len(jobs) < 4 or (os.cpu_count() or 1) < PROCESSES:
        yield from map(_one, jobs)
        return
    with ProcessPoolExecutor(PROCESSES) as pool:
        yield from pool.map(_one, jobs, chunksize=2)


def _one(job: Job) -> tuple[Report | None, list[Fault]]:
    """Check one template; runs in a process of its own."""
    record, grade, n_seeds, languages = job
    file, name = record.where.partition(",")[0], record.id
    definition, problems = read_definition(record.data, where=record.where, languages=languages)
    faults = [
        Fault(
            rule="template",
            file=file,
            id=name,
            what=f"{each.where.partition(', ' + name)[2].lstrip(', ') or 'template'}: {each.what}",
            fix=each.fix,
        )
        for each in problems
    ]
    if definition is None:
        return None, faults
    report = check_template(definition, seeds=range(n_seeds), grade=grade)
    for finding in report.findings:
        faults.append(
            Fault(
                rule=finding.rule,
                file=file,
                id=name,
                what=finding.what,
                fix=finding.fix,
                value=finding.value[:120],
                seed=finding.seed,
                step=finding.step,
                is_advice=finding.severity is Severity.ADVICE,
            )
        )
    return report, faults


def _of_reader(problem: Problem) -> Fault:
    file, _, rest = problem.where.partition(",")
    named = re.search(r"\(([^()]*)\)", rest)
    return Fault(
        rule=problem.code,
        file=file,
        id=named[1] if named else rest.strip(),
        what=problem.what,
        fix=problem.fix,
        is_advice=problem.weight is Weight.NOTE and not problem.code.startswith("reference"),
    )


def _graph(records: PackRecords) -> Iterator[Fault]:
    """No competency may need itself, by whatever way round."""
    kinds: tuple[tuple[EdgeKind, str], ...] = (("hard", "hard"), ("helpful", "helpful"))
    edges = [
        Edge(before=code, after=each.code, kind=kind)
        for each in records.competencies
        for kind, name in kinds
        for code in getattr(each, name)
    ]
    for fault in build_graph([each.code for each in records.competencies], edges)[1]:
        if records.pack.uses and fault.kind == "dangling":
            continue
        yield Fault(
            rule="graph",
            file="competencies",
            id=str(fault.edges[0].after),
            what=fault.words,
            fix="Take one of the edges out.",
        )


def _competency(record: CompetencyRecord, records: PackRecords) -> Iterator[Fault]:
    """Every competency has two templates that show it differently, and a lesson."""
    own = [each for each in records.templates if record.code in each.competencies]
    looks = Counter(str(each.data.get("representation")) for each in own)

    def fault(what: str, fix: str) -> Fault:
        return Fault(rule="coverage", file="competencies", id=record.code, what=what, fix=fix)

    if len(own) < FEWEST_TEMPLATES:
        yield fault(f"{len(own)} templates, fewer than two", "Write another template.")
    elif len(looks) < FEWEST_TEMPLATES:
        yield fault(
            f"all templates show it as {next(iter(looks))}", "Give one another representation."
        )
    if not any(record.code in lesson.competencies for lesson in records.lessons):
        yield fault("no lesson", "Write a lesson card for a small group.")
    if record.grade != BEGINNING and not record.hard and not record.helpful:
        advice = fault("no prerequisite", "Name what a child must know first, if anything.")
        yield replace(advice, is_advice=True)


def _verdict(
    name: str,
    competencies: Sequence[CompetencyRecord],
    templates: Sequence[TemplateRecord],
    reports: Sequence[Report],
    faults: list[Fault],
    began: float,
) -> Verdict:
    return Verdict(
        pack=name,
        n_competencies=len(competencies),
        n_templates=len(templates),
        n_items=sum(report.n_items for report in reports),
        fewest_items=min((report.n_distinct for report in reports), default=0),
        small={
            report.template: (report.n_distinct, report.n_whole)
            for report in reports
            if report.n_whole is not None and report.n_distinct < ENOUGH
        },
        seconds=round(time.perf_counter() - began, 1),
        faults=tuple(faults),
    )
