"""What a person asked for that Ownpath will not do, each with a message and a next step.

::

    Refusal
    ├── NotAllowed        this person has no reason to see or do this
    ├── NotFound          there is no such thing here (or none that may be seen)
    ├── OutOfBounds       a number, text or list is larger or smaller than we take
    └── Conflict          it was true a moment ago, or something else stands against it

Rooms subclass these just above the service that refuses.
"""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A deed Ownpath declines, in words the person who asked can act on."""

    status = 422

    def __init__(self, message: object, *, next_step: object) -> None:
        """Keep what happened and what to do: texts, which may be lazy translations."""
        super().__init__(message)
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        """Return what happened, then what to do."""
        return f"{self.message} {self.next_step}"


class NotAllowed(Refusal):
    """The person has no reason to see or do this."""

    status = 403


class NotFound(Refusal):
    """There is no such thing here, or none this person may see."""

    status = 404


class OutOfBounds(Refusal):
    """A number, text or list is larger or smaller than we take."""


class Conflict(Refusal):
    """It was true a moment ago, or something else stands against it."""

    status = 409
