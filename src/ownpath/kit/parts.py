"""Small parts that are drawn often, as plain functions: because lines, avatars, fields of a form."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache

from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, Select
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ownpath.kit.icons import draw_icon

N_TONES = 6
_AVATAR_SIZES = frozenset({"s", "m", "l"})

LONG_LIST = 24  # boxes to tick; from here on one is found by its letters
LONGEST_INITIAL = len("J.")


def initials_of(name: str) -> str:
    """Return one or two letters that stand for a name; a title stands for nobody.

    >>> initials_of("Ada de la Cruz"), initials_of("Ben"), initials_of("")
    ('AC', 'B', '·')
    >>> initials_of("Ms. Okafor"), initials_of("Mr. Tomás Vela"), initials_of("J. Ito"), initials_of("Dr.")
    ('O', 'TV', 'JI', 'D')
    """
    words = [word for word in name.split() if word[:1].isalpha()]
    words = [word for word in words if not _is_title(word)] or words
    if not words:
        return "·"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def _is_title(word: str) -> bool:
    return word.endswith(".") and len(word) > LONGEST_INITIAL


@lru_cache(maxsize=4096)
def draw_avatar(name: str, *, size: str = "m") -> SafeString:
    """Draw a person as initials on a soft color that stays theirs; the name itself stands beside it."""
    if size not in _AVATAR_SIZES:
        raise ValueError(f"size={size!r}: expected s, m or l")
    tone = zlib.crc32(name.casefold().encode()) % N_TONES + 1
    return mark_safe(  # noqa: S308 - the initials are escaped
        f'<span class="avatar avatar-{size} tone-{tone}" aria-hidden="true">{escape(initials_of(name))}</span>'
    )


def draw_because(text: str, behind: SafeString | str = "") -> SafeString:
    """Draw one line that begins with "because"; what stands behind it unfolds when tapped."""
    if not text:
        return SafeString("")
    if not behind:
        return format_html('<p class="because">{}</p>', text)
    return format_html(
        '<details class="because"><summary><span class="because-text">{}</span>{}'
        '<span class="sr-only" data-skip> {}</span></summary><div class="because-behind">{}</div></details>',
        text,
        draw_icon("chevron", size="s"),
        gettext("what stands behind this"),
        behind,
    )


def list_behind(behind: Iterable[object] | str | None) -> SafeString | str:
    """Turn what stands behind a because line (one text, or several) into safe HTML."""
    if behind is None or isinstance(behind, str):
        return format_html("<p>{}</p>", behind) if behind else ""
    lines = [(line,) for line in behind]
    return (
        format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", lines)) if lines else ""
    )


def draw_field(field: BoundField, *, hide_label: bool = False) -> SafeString:
    """Draw a form field with label, help and errors, the last two tied to it for screen readers."""
    help_id, error_id = f"{field.auto_id}_help", f"{field.auto_id}_error"
    described = " ".join([help_id] * bool(field.help_text) + [error_id] * bool(field.errors))
    attrs: dict[str, str | bool] = {"aria-describedby": described} if described else {}
    if field.errors:
        attrs["aria-invalid"] = "true"
    pieces = {
        "label": _label(field, hide_label=hide_label),
        "help": _told(str(field.help_text), html_id=help_id, kind="field-help"),
        "error": _told(" ".join(map(str, field.errors)), html_id=error_id, kind="field-error"),
        "kind": "field has-error" if field.errors else "field",
    }
    if _is_group(field):
        return _draw_group(field, attrs=attrs, pieces=pieces)
    widget = field.as_widget(attrs=attrs)
    if isinstance(field.field.widget, CheckboxInput):
        form = '<div class="{kind} field-check">{widget}<div>{label}{help}{error}</div></div>'
    else:
        form = '<div class="{kind}">{label}{help}{widget}{error}</div>'
    return format_html(form, widget=widget, **pieces)


def _draw_group(
    field: BoundField, *, attrs: dict[str, str | bool], pieces: dict[str, str]
) -> SafeString:
    described = attrs.get("aria-describedby", "")
    options = _options(field)
    return format_html(
        '<fieldset class="{kind} field-group" id="{id}" tabindex="-1"{described}>{label}{help}'
        '<div class="field-options"{find}>{options}</div>{error}</fieldset>',
        find=_find_in(field, len(options)),
        id=field.auto_id or "",
        described=format_html(' aria-describedby="{}"', described) if described else "",
        options=format_html_join(
            "", '<label class="option">{} <span>{}</span></label>', options
        ),
        **pieces,
    )


def _find_in(field: BoundField, n_options: int) -> SafeString:
    """Mark a long list of boxes to tick, for which the browser offers a line to find one by some letters."""
    if not _is_long(field, n_options):
        return SafeString()
    words = gettext("Find in this list"), gettext("Nothing in it is called so.")
    return format_html(' data-find="{}" data-find-none="{}"', *words)


def _is_group(field: BoundField) -> bool:
    return bool(field.use_fieldset) and hasattr(field.field, "choices")


def _options(field: BoundField) -> list[tuple[SafeString, str]]:
    """Return the choices as they are drawn; in a long list of boxes, which scrolls, what is ticked stands first."""
    choices = list(field)
    if _is_long(field, len(choices)):
        choices.sort(key=lambda choice: not choice.data["selected"])
    return [(choice.tag(), conditional_escape(choice.choice_label)) for choice in choices]


def _is_long(field: BoundField, n_options: int) -> bool:
    return n_options >= LONG_LIST and isinstance(field.field.widget, CheckboxSelectMultiple)


def _says_nothing_itself(field: BoundField) -> bool:
    """Return whether a field shows what it means to leave it: a box to tick, a list whose first entry is "none"."""
    widget = field.field.widget
    if not isinstance(widget, Select):
        return isinstance(widget, CheckboxInput)
    return any(value == "" and str(words).strip("- ") for value, words in widget.choices)


def _label(field: BoundField, *, hide_label: bool) -> SafeString:
    words = getattr(field.form, "optional_words", gettext("if you like"))
    optional = (
        format_html(' <span class="field-optional">{}</span>', words)
        if words and not field.field.required and not _says_nothing_itself(field)
        else ""
    )
    tag = "legend" if _is_group(field) else "label"
    return format_html(
        "<{} {}{}>{}{}</{}>",
        tag,
        "" if tag == "legend" else format_html('for="{}"', field.id_for_label),
        mark_safe(' class="sr-only"') if hide_label else "",
        field.label,
        optional,
        tag,
    )


def _told(text: str, *, html_id: str, kind: str) -> SafeString | str:
    return format_html('<p class="{}" id="{}">{}</p>', kind, html_id, text) if text else ""
