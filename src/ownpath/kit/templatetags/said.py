"""Template tags of the page kit for words that people typed: what narrows a list, and in which language a title is."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ownpath.kit.filters import draw_filters, draw_filters_named

register = template.Library()


@register.simple_tag
def lang(language: str) -> SafeString:
    """Say, inside an element's tag, in which language its words are, where it is not the page's."""
    is_other = bool(language) and language != (get_language() or "").partition("-")[0]
    return format_html(' lang="{}"', language) if is_other else SafeString("")


@register.simple_block_tag
def filters(content: SafeString, named: Sequence[str], is_wrong: object = None) -> SafeString:
    """Fold what narrows a list, so that the list comes first: see `draw_filters`."""
    return draw_filters(named, content, is_open=bool(named or is_wrong))


@register.simple_tag
def filters_named(named: Sequence[str]) -> SafeString:
    """Draw, in a fragment, what the summary of its page's `filters` names from now on."""
    return draw_filters_named(named, is_swapped=True)
