"""A tree of two choices, one after the other."""

from __future__ import annotations

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import frame, letters_wide, line, ring, words

ROW, MARGIN, BRANCH, MOST_LEAVES = 30, 16, 64, 24


def draw(arguments: Arguments, alt: str) -> str:
    """Return the tree from left to right."""
    first, second = arguments.texts("first"), arguments.texts("second")
    if not first or not second or len(first) * len(second) > MOST_LEAVES:
        raise ValueError(f"picture: a tree has 1 to {MOST_LEAVES} ends")
    height = len(first) * len(second) * ROW
    names = min(140, max(map(letters_wide, first)) + 10)
    near, far = MARGIN + BRANCH, MARGIN + 2 * BRANCH + names
    root = MARGIN + height / 2
    pieces = [ring(MARGIN, root, 4, "pic-full")]
    for i, name in enumerate(first):
        y = MARGIN + (i + 0.5) * len(second) * ROW
        pieces.append(line(MARGIN, root, near, y, "pic-line"))
        pieces.append(words(near + 5, y + 5, name, "pic-label", anchor="start"))
        for j, leaf in enumerate(second):
            end = MARGIN + (i * len(second) + j + 0.5) * ROW
            pieces.append(line(near + names, y, far, end, "pic-line"))
            pieces.append(words(far + 5, end + 5, leaf, "pic-label", anchor="start"))
    width = far + max(map(letters_wide, second)) + MARGIN
    return frame(width, height + 2 * MARGIN, alt, "".join(pieces), "tree")
