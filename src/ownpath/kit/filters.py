"""What narrows a list, folded above it: on a phone a list of five fields would leave no room for what it finds."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext


def draw_filters(named: Sequence[str], fields: SafeString, *, is_open: bool) -> SafeString:
    """Draw fields folded under a line that names what is set; whoever opens it finds it open after a swap, too."""
    return format_html(
        '<details class="filters disclosure" id="filters" data-stays-open{}><summary>{}{}</summary>'
        '<div class="filters-fields">{}</div></details>',
        SafeString(" open") if is_open else "",
        gettext("Narrow it down"),
        draw_filters_named(named),
        fields,
    )


def draw_filters_named(named: Sequence[str], *, is_swapped: bool = False) -> SafeString:
    """Draw the words for what is set; swapped, they take the place of those on the page."""
    return format_html(
        '<span class="filters-named" id="filters-named"{}>{}</span>',
        SafeString(' hx-swap-oob="true"') if is_swapped else "",
        " · ".join(named),
    )
