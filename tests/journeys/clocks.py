"""The time of a long story: it goes on by itself, and jumps where the story says so; people come in anew after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from cast import NOW, PASSWORD
from django.utils import timezone
from visiting import Visitor

from ownpath.school.people.models import Person

Come = Callable[..., Visitor]


@dataclass(slots=True, kw_only=True)
class Clock:
    """The time of the story; it goes on by itself from where it was last set."""

    ahead: timedelta
    real: Callable[[], datetime]

    def now(self) -> datetime:
        """Return what time it is."""
        return self.real() + self.ahead

    def set(self, moment: datetime) -> None:
        """Let it be another moment."""
        self.ahead = moment - self.real()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Clock:
    """Let it be ten o'clock on the cast's day; the door's own tests cover the second factor."""
    settings.SECOND_FACTOR_FOR_STAFF = False
    real = timezone.now
    clock = Clock(ahead=NOW - real(), real=real)
    monkeypatch.setattr(timezone, "now", clock.now)
    return clock


def at_the_door(come_in: Come, person: Person) -> Visitor:
    """Let somebody come in by the door; who was away for hours has to do it again."""
    if not person.check_password(PASSWORD):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    visitor = come_in(locale="en-US")
    visitor.sign_in(name=person.username, password=PASSWORD)
    return visitor
