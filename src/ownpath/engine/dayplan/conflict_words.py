"""The sentences of demands that conflict, each under a key, with places for numbers and names."""

from __future__ import annotations

from typing import Final

from ownpath.engine.dayplan.types import Conflict

SENTENCES: Final[dict[str, str]] = {
    "stay_empty": (
        "{n} blocks of students stay empty, though each block and each day alone could be planned"
    ),
    "pin": "student {student} does option {option} in block {block}",
    "no_leader": "no adult who may lead it is there in block {block}",
    "no_room": "there is no {room} room in block {block}",
    "too_few": "it needs {least} students, {n} could come in block {block}",
    "day": "student {student} has something to do in {n} blocks",
    "no_repeat": "nothing is done twice in a day",
    "screen_limit": "at most {n} screen blocks",
    "screen_run": "at most {n} screen blocks in a row",
    "blocks_per_subject": "at most {n} blocks of a subject",
    "blocks_per_competency": "at most {n} blocks of a competency",
    "day_open": "only what is open to the student in each block",
    "day_pin": "option {option} is done in block {block}",
    "block": "{n} students need something to do in block {block}",
    "seats": "{n} seats for {kind}",
    "devices": "{n} devices",
    "rooms": "{n} {room} rooms",
    "adults": "{n} adults who can lead groups",
    "block_open": "students do only what is open to them",
}


def demand(
    rule: str,
    key: str,
    *,
    students: tuple[int, ...] = (),
    blocks: tuple[int, ...] = (),
    **says: int | str,
) -> Conflict:
    """Return a demand in the words of its sentence.

    Examples
    --------
    >>> demand("device_capacity", "devices", n=4).words
    '4 devices'
    """
    return Conflict(
        rule=rule, words=SENTENCES[key].format(**says), students=students, blocks=blocks,
        key=key, says=tuple(says.items()),
    )  # fmt: skip
