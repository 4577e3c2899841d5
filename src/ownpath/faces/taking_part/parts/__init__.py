"""What the page "How our school is changing" is made of, one part a file.

A part is built for whoever asks and shown in the page in this order; None: there is nothing to show to them. A new one
is a file here with its `build_…`, a template that gets it as `part`, a line in `PARTS`, and its addresses (if it takes
deeds) in `urls.addresses`.
"""

from __future__ import annotations

from collections.abc import Callable

from ownpath.faces.taking_part.parts.asking import Asking as Asking
from ownpath.faces.taking_part.parts.asking import Part as Part
from ownpath.faces.taking_part.parts.concerns import build_concerns
from ownpath.faces.taking_part.parts.council import build_council
from ownpath.faces.taking_part.parts.trying import build_trying
from ownpath.faces.taking_part.parts.visions import build_visions
from ownpath.faces.taking_part.parts.words import build_words

PARTS: tuple[Callable[[Asking], Part | None], ...] = (
    build_visions,
    build_trying,
    build_council,
    build_concerns,
    build_words,
)
