"""How the bells ring: a row a block, in any order; as many rows as are needed, the others behind one more stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ownpath.faces.leader.forms.fields import MOST_BLOCKS, NAME_LENGTH, Choices
from ownpath.faces.leader.forms.places import SetupForm
from ownpath.school.days.services.saying import filled

ROWS_OF_A_NEW_ONE, ROWS_MORE = 8, 2
PARTS = ("name", "from", "to")
BLOCK_KINDS = (
    ("learning", _("learning")),
    ("lunch", _("lunch for everybody")),
    ("advisory", _("advisory")),
    ("other", _("not planned")),
)
LABELS = {
    "name": _("Block %(n)s: name"),
    "from": _("Block %(n)s: from"),
    "to": _("Block %(n)s: to"),
    "kind": _("Block %(n)s: for"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BellRow:
    """One block to fill in."""

    number: int
    fields: tuple[Any, ...]


class BellForm(SetupForm):
    """A bell schedule; a block that is taken out is emptied, one that is added goes into any free row."""

    optional_words = ""  # a row may stay empty, but of one that is used no part may

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    letter = forms.CharField(
        label=_("Letter"),
        help_text=_("A or B, where days take turns; else nothing."),
        required=False,
        max_length=2,
    )

    def offer(self, choices: Choices) -> None:  # noqa: ARG002 - picks from nothing
        """Add a row of fields for each block."""
        for n in range(MOST_BLOCKS):
            label = {part: filled(words, {"n": n + 1}) for part, words in LABELS.items()}
            self.fields[f"name-{n}"] = forms.CharField(
                label=label["name"], required=False, max_length=NAME_LENGTH
            )
            for end in ("from", "to"):
                self.fields[f"{end}-{n}"] = forms.TimeField(
                    label=label[end],
                    required=False,
                    widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                )
            self.fields[f"kind-{n}"] = forms.ChoiceField(
                label=label["kind"], required=False, choices=BLOCK_KINDS
            )

    def _rows(self, numbers: Sequence[int]) -> list[BellRow]:
        parts = (*PARTS, "kind")
        return [
            BellRow(number=n + 1, fields=tuple(self[f"{part}-{n}"] for part in parts))
            for n in numbers
        ]

    @property
    def _n_near(self) -> int:
        """How many rows are at hand: those in use and two more, eight for a new schedule."""
        used = [n for n in range(MOST_BLOCKS) for part in PARTS if self[f"{part}-{n}"].value()]
        return min(MOST_BLOCKS, used[-1] + 1 + ROWS_MORE) if used else ROWS_OF_A_NEW_ONE

    @property
    def near(self) -> list[BellRow]:
        """The rows that are at hand."""
        return self._rows(range(self._n_near))

    @property
    def further(self) -> list[BellRow]:
        """The rows for a longer day."""
        return self._rows(range(self._n_near, MOST_BLOCKS))

    def clean(self) -> dict[str, Any]:
        """Gather the blocks that are filled in, by the clock; of one half filled in what is missing is asked for."""
        given = super().clean() or {}
        bells = []
        for n in range(MOST_BLOCKS):
            said = [given.get(f"{part}-{n}") for part in PARTS]
            if not any(said) or any(f"{part}-{n}" in self.errors for part in PARTS):
                continue
            for part, value in zip(PARTS, said, strict=True):
                if not value:
                    self.add_error(
                        f"{part}-{n}",
                        forms.ValidationError(
                            _("Block %(n)d needs a name, a beginning and an end."),
                            params={"n": n + 1},
                        ),
                    )
            if all(said):
                name, begins, ends = said
                bells.append((name, given.get(f"kind-{n}") or "learning", begins, ends))
        given["bells"] = sorted(bells, key=lambda bell: bell[2])
        return given
