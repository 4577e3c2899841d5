"""What may become of a thing from each of its states, and a refusal with the way on for everything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict

Words = str | Promise


class NotFromHere(Conflict):
    """A thing in this state cannot take this step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One deed: from which states, to which, and its name as a person reads it."""

    deed: str
    sources: frozenset[str]
    target: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The states of one kind of thing. `name` is also `StateChange.kind`."""

    name: str
    states: Mapping[str, Words]
    start: str
    steps: Sequence[Step]

    def after(self, *, state: str, deed: str) -> str:
        """Return the state that `deed` leads to from `state`.

        Raises
        ------
        NotFromHere
            With the state it is in and what can be done from there.
        ValueError
            For a deed this machine does not know.
        """
        known = [one for one in self.steps if one.deed == deed]
        if not known:
            raise ValueError(f"{self.name} has no deed {deed!r}")
        for step in known:
            if state in step.sources:
                return step.target
        raise NotFromHere(
            format_lazy(
                _("“{deed}” is not possible here: it stands at “{state}”."),
                deed=known[0].words,
                state=self.states.get(state, state),
            ),
            next_step=self._way_on(state),
        )

    def deeds_from(self, *, state: str) -> tuple[Step, ...]:
        """Return what can be done from a state."""
        return tuple(one for one in self.steps if state in one.sources)

    def _way_on(self, state: str) -> Words:
        """Return what can be done instead, in words."""
        possible = self.deeds_from(state=state)
        if not possible:
            return _("Nothing more happens to it; what was is kept.")
        template = " · ".join(["{}"] * len(possible))
        names = format_lazy(template, *(one.words for one in possible))
        return format_lazy(_("What can be done now: {possible}."), possible=names)


def step(deed: str, sources: Sequence[str], target: str, words: Words) -> Step:
    """Return a step, written on one line in a table of steps."""
    return Step(deed=deed, sources=frozenset(sources), target=target, words=words)
