"""What a check finds, and the report of one template."""

from __future__ import annotations

from dataclasses import dataclass, field

from ownpath.engine.items.types import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong (or, as advice, could be better) and where it shows first."""

    rule: str
    what: str
    fix: str
    value: str = ""
    seed: int | None = None
    step: int | None = None
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of one template."""

    template: str
    n_items: int
    n_distinct: int
    n_whole: int | None  # where the template says it holds all there are: how many these are
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Notebook:
    """Collects findings; of each rule and remedy only the first is kept."""

    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)

    def note(self, finding: Finding) -> None:
        """Keep a finding unless one like it is already there."""
        self.findings.setdefault((finding.rule, finding.fix), finding)
