"""Long forms in parts: each part has a heading, a sentence and a few fields, so that nobody faces fifteen at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from django.forms import BoundField
    from django.utils.functional import _StrPromise as Words

    Cut = tuple[Words, Words | str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a form, as it is drawn."""

    title: str
    lead: str
    fields: tuple[BoundField, ...]


class Parted(forms.Form):
    """A form that is drawn in parts; every field stands in one of them."""

    @staticmethod
    def cuts() -> tuple[Cut, ...]:
        """Return each part: its heading, its sentence, the names of its fields."""
        raise NotImplementedError

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the parts in the order in which one fills them in."""
        return tuple(
            Part(title=str(title), lead=str(lead), fields=tuple(self[name] for name in names))
            for title, lead, names in self.cuts()
        )


class PlainNumber(forms.NumberInput):
    """A number without the zeros nobody typed: 2, not 2.0."""

    def format_value(self, value: Any) -> str | None:
        """Return the number as people write it.

        >>> PlainNumber().format_value(2.0), PlainNumber().format_value("0.50"), PlainNumber().format_value("two")
        ('2', '0.50', 'two')
        """
        return f"{value:g}" if isinstance(value, float) else super().format_value(value)
