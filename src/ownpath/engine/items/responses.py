"""What a browser posts, bounded before anything else looks at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ownpath.engine.items.types import Response

MOST_FIELDS = 40
MOST_VALUES = 40
LONGEST_NAME = 60
LONGEST_VALUE = 400  # graders refuse to read over 200


def read_response(fields: Mapping[str, Sequence[str] | str], *, language: str) -> Response:
    """Return the posted fields, each value cut to a bound; fields of no item are left out.

    >>> read_response({"answer": ["12", "13"], "csrf": ["x"]}, language="en").fields
    {'answer': ('12', '13')}
    """
    kept: dict[str, tuple[str, ...]] = {}
    for name, posted in list(fields.items())[:MOST_FIELDS]:
        if not (name == "answer" or name.startswith(("blank-", "match-"))):
            continue
        values = [posted] if isinstance(posted, str) else list(posted)[:MOST_VALUES]
        kept[name[:LONGEST_NAME]] = tuple(str(value)[:LONGEST_VALUE] for value in values)
    return Response(language=language, fields=kept)
