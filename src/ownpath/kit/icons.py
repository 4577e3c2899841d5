"""The icons of Ownpath: one family, drawn on a grid of 24 with one stroke, colored by the text around them."""

from __future__ import annotations

from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_SHAPES: dict[str, str] = {
    "home": '<path d="M4 11.2 12 4.5l8 6.7V18a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2z"/><path d="M9.5 20v-5.5h5V20"/>',
    "path": '<circle cx="6" cy="18.5" r="2.5"/><circle cx="18" cy="5.5" r="2.5"/>'
    '<path d="M8.5 18.5H15a3.25 3.25 0 0 0 0-6.5H9a3.25 3.25 0 0 1 0-6.5h6.5"/>',
    "heart": '<path d="M12 20S4 15.2 4 9.4A4.4 4.4 0 0 1 12 6.8a4.4 4.4 0 0 1 8 2.6C20 15.2 12 20 12 20z"/>',
    "voice": '<path d="M20 11.5a7.5 7 0 0 1-11 6.2L4.5 19l1.3-3.9A6.7 6.7 0 0 1 4.5 11.5'
    'a7.75 7 0 0 1 15.5 0z"/><path stroke-width="2.5" d="M9 11.5h.01M12.2 11.5h.01M15.4 11.5h.01"/>',
    "people": '<circle cx="9" cy="8" r="3.5"/><path d="M3 19.5a6 6 0 0 1 12 0"/>'
    '<path d="M15.5 4.9a3.5 3.5 0 0 1 0 6.2M17.5 14.3a6 6 0 0 1 3.5 5.2"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20a7.5 7.5 0 0 1 15 0"/>',
    "hand": '<path d="M7.5 13V6.75a1.5 1.5 0 0 1 3 0V11"/><path d="M10.5 11V4.75a1.5 1.5 0 0 1 3 0V11"/>'
    '<path d="M13.5 11V6.25a1.5 1.5 0 0 1 3 0v8.25a6 6 0 0 1-10.9 3.5L3.6 14.9'
    'a1.5 1.5 0 0 1 2.5-1.7L7.5 15"/>',
    "help": '<circle cx="9" cy="7.5" r="3.5"/><path d="M3 19.5a6 6 0 0 1 10.6-3.9"/>'
    '<path d="M16 13.2a2.4 2.4 0 1 1 3.4 2.2c-.7.35-1 .8-1 1.6M18.4 20h.01"/>',
    "check": '<path d="m5 12.8 4.6 4.4L19 7.3"/>',
    "star": '<path d="m12 4 2.4 5 5.4.8-3.9 3.9.9 5.5-4.8-2.6-4.8 2.6.9-5.5-3.9-3.9 5.4-.8z"/>',
    "book": '<path d="M12 6.5C10 5 7 4.7 4 5v13c3-.3 6 0 8 1.5 2-1.5 5-1.8 8-1.5V5'
    'c-3-.3-6 0-8 1.5z"/><path d="M12 6.5v13"/>',
    "printer": '<path d="M7.5 8.5V4h9v4.5"/><path d="M7.5 16.5H5.5a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2h13'
    'a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-2"/><path d="M7.5 13.5h9V20h-9z"/>',
    "search": '<circle cx="10.75" cy="10.75" r="6.25"/><path d="m15.5 15.5 4.5 4.5"/>',
    "upload": '<path d="M12 15.5V4.5M7.5 8.5 12 4l4.5 4.5"/>'
    '<path d="M4.5 15v3a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-3"/>',
    "download": '<path d="M12 4v11M7.5 11 12 15.5l4.5-4.5"/>'
    '<path d="M4.5 15.5V18a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-2.5"/>',
    "bell": '<path d="M6.5 10a5.5 5.5 0 0 1 11 0c0 4.5 2 6 2 6.5h-15c0-.5 2-2 2-6.5z"/>'
    '<path d="M10 19.5a2.2 2.2 0 0 0 4 0"/>',
    "clock": '<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>',
    "sun": '<circle cx="12" cy="12" r="3.75"/><path d="M12 3.5v1.75M12 18.75v1.75M3.5 12h1.75M18.75 12h1.75'
    'M6 6l1.25 1.25M16.75 16.75 18 18M18 6l-1.25 1.25M7.25 16.75 6 18"/>',
    "moon": '<path d="M19.5 14A8 8 0 0 1 10 4.5a8 8 0 1 0 9.5 9.5z"/>',
    "globe": '<circle cx="12" cy="12" r="8"/><path d="M4 12h16M12 4c2.4 2.3 3.5 5 3.5 8s-1.1 5.7-3.5 8'
    'c-2.4-2.3-3.5-5-3.5-8S9.6 6.3 12 4z"/>',
    "arrow": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "back": '<path d="M19 12H5M11 6l-6 6 6 6"/>',
    "chevron": '<path d="m9 6 6 6-6 6"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="9.5" rx="2.5"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>',
    "pin": '<path d="M9 4h6l-.8 6 3.3 3.2v1.3h-11v-1.3L9.8 10z"/><path d="M12 14.5V20"/>',
    "x": '<path d="m6 6 12 12M18 6 6 18"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "minus": '<path d="M5 12h14"/>',
    "mic": '<rect x="9" y="3.5" width="6" height="10.5" rx="3"/>'
    '<path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v2.5"/>',
    "speaker": '<path d="M4 9.5v5h3.2L12 18.5v-13L7.2 9.5z"/>'
    '<path d="M15.25 9a4.2 4.2 0 0 1 0 6M17.75 6.5a7.75 7.75 0 0 1 0 11"/>',
    "calendar": '<rect x="4" y="5.5" width="16" height="14.5" rx="2.5"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4"/>',
    "key": '<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8-8M16 7.5l2.5 2.5M13.5 10l2 2"/>',
    "list": '<path d="M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01"/>',
    "grid": '<rect x="4" y="4" width="6.5" height="6.5" rx="2"/><rect x="13.5" y="4" width="6.5" height="6.5" rx="2"/>'
    '<rect x="4" y="13.5" width="6.5" height="6.5" rx="2"/><rect x="13.5" y="13.5" width="6.5" height="6.5" rx="2"/>',
    "eye": '<path d="M3 12s3.2-6 9-6 9 6 9 6-3.2 6-9 6-9-6-9-6z"/><circle cx="12" cy="12" r="2.75"/>',
    "flag": '<path d="M6 20.5V4.5c4-2 7 2 12 0v9c-5 2-8-2-12 0"/>',
    "bulb": '<path d="M9 17h6M10 20h4"/><path d="M9 17c0-2.2-3-3.2-3-7a6 6 0 0 1 12 0c0 3.8-3 4.8-3 7"/>',
    "undo": '<path d="M8.5 5 4.5 9l4 4"/><path d="M4.5 9H14a5 5 0 0 1 0 10h-4"/>',
    "more": '<path stroke-width="3.25" d="M5.5 12h.01M12 12h.01M18.5 12h.01"/>',
    "screen": '<rect x="3.5" y="5" width="17" height="11" rx="2"/><path d="M9 20h6M12 16v4"/>',
    "signout": '<path d="M13.5 4.5h-6a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h6"/>'
    '<path d="M10.5 12H20M16.5 8.5 20 12l-3.5 3.5"/>',
    "shield": '<path d="M12 3.5 5 6v5.5c0 4.3 2.9 7.4 7 9 4.1-1.6 7-4.7 7-9V6z"/>',
    "pencil": '<path d="m4.5 19.5.9-4.2L15.8 4.9a2 2 0 0 1 2.8 0l.5.5a2 2 0 0 1 0 2.8L8.7 18.6z"/>',
}
_ALSO = {"hopes": "heart", "loved": "star", "language": "globe", "close": "x", "add": "plus"}
ICON_NAMES = frozenset(_SHAPES) | frozenset(_ALSO)


@lru_cache(maxsize=512)
def draw_icon(name: str, *, label: str = "", size: str = "m") -> SafeString:
    """Draw the icon `name`: hidden from screen readers unless it carries a `label`.

    Raises
    ------
    ValueError
        When there is no icon of that name.
    """
    shape = _SHAPES.get(_ALSO.get(name, name))
    if shape is None:
        raise ValueError(f"icon={name!r}: expected one of {', '.join(sorted(ICON_NAMES))}")
    told = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(  # noqa: S308 - our own shapes; the label is escaped
        f'<svg class="icon icon-{escape(size)}" viewBox="0 0 24 24" {told} focusable="false">{shape}</svg>'
    )
