"""Template tags of the page kit: each names one part of a page. `docs/page-kit.md` shows every one in use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ownpath.kit.addressing import address_of
from ownpath.kit.chart import Chart, draw_chart
from ownpath.kit.flower import draw_flower, tell_day
from ownpath.kit.flower_field import Counts, draw_blooms, draw_flower_field
from ownpath.kit.icons import draw_icon
from ownpath.kit.marks import draw_belief, draw_evidence, draw_state, draw_state_with_words
from ownpath.kit.navigation import NavItem, TabItem, is_current
from ownpath.kit.parts import draw_avatar, draw_because, draw_field, list_behind
from ownpath.kit.templatetags.fixed import once

MANY = 1_000  # what nobody counts along
register = template.Library()


@register.filter
def rendered(html: str) -> SafeString:
    """Let HTML and SVG through that our own engine rendered: it escapes everything and knows only its elements."""
    return mark_safe(html)  # noqa: S308


@register.simple_tag
def icon(name: str, label: str = "", size: str = "m") -> SafeString:
    """Draw an icon; without a label it is decoration."""
    return draw_icon(name, label=label, size=size)


register.tags["icon"] = once(register.tags["icon"])


@register.simple_tag
def avatar(name: object, size: str = "m") -> SafeString:
    """Draw a person as initials."""
    return draw_avatar(str(name), size=size)


@register.simple_tag
def state_mark(state: str, size: str = "m", labeled: bool = True) -> SafeString:  # noqa: FBT001,FBT002 - a template's argument
    """Draw the shape of a mastery state."""
    return draw_state(state, size=size, labeled=labeled)


@register.simple_tag
def state_badge(state: str) -> SafeString:
    """Draw the shape of a mastery state with its word."""
    return draw_state_with_words(state)


@register.simple_tag
def evidence_dots(dots: Iterable[str], goal: int = 0) -> SafeString:
    """Draw one dot for each thing shown."""
    return draw_evidence(dots, goal=goal)


@register.simple_tag
def belief(
    estimate: float | None, low: float = 0.0, high: float = 1.0, label: str = ""
) -> SafeString:
    """Draw what we believe with a soft edge for what we doubt."""
    return draw_belief(estimate, low, high, label=label)


@register.simple_tag
def day_flower(promised: Collection[str], kept: Collection[str], size: int = 48) -> SafeString:
    """Draw a day as a flower of six promises."""
    return draw_flower(promised, kept, size=size)


@register.simple_tag
def day_words(promised: Collection[str], kept: Collection[str]) -> str:
    """Say the day flower in words."""
    return tell_day(promised, kept)


@register.simple_tag
def flower_kinds(fields: Iterable[Counts]) -> SafeString:
    """Draw each kind of flower of some fields once, for `flower_field`: {% flower_kinds page.fields %}."""
    return draw_blooms(fields)


@register.simple_tag
def flower_field(counts: Counts) -> SafeString:
    """Draw a field of small flowers: {% flower_field grade.counts %}."""
    return draw_flower_field(counts)


@register.simple_tag
def chart(lines: Chart) -> SafeString:
    """Draw lines over time: {% chart page.chart %}; the table behind stands beside it."""
    return draw_chart(lines)


@register.simple_tag
def because(text: str, behind: Iterable[object] | str | None = None) -> SafeString:
    """Draw a because line; `behind` (one text or several) unfolds."""
    return draw_because(text, list_behind(behind))


@register.simple_block_tag
def because_of(content: SafeString, text: str) -> SafeString:
    """Draw a because line with whatever stands between the tags behind it."""
    return draw_because(text, content)


@register.simple_block_tag
def dialog(content: SafeString, html_id: str, title: str) -> SafeString:
    """Draw a native dialog, opened by anything with `data-dialog="html_id"`."""
    return format_html(
        '<dialog class="dialog" id="{0}" aria-labelledby="{0}-title"><div class="dialog-head">'
        '<h2 id="{0}-title" tabindex="-1">{1}</h2><form method="dialog"><button class="icon-button"'
        ' aria-label="{2}">{3}</button></form></div>{4}</dialog>',
        html_id,
        title,
        gettext("Close"),
        draw_icon("x"),
        content,
    )


@register.simple_tag
def field(bound: BoundField, hide_label: bool = False) -> SafeString:  # noqa: FBT001,FBT002 - a template's argument
    """Draw a form field with label, help and errors."""
    return draw_field(bound, hide_label=hide_label)


@register.simple_tag
def speak(target: str, label: str = "") -> SafeString:
    """Draw a button that reads the element with id `target` aloud; it shows only where speech works."""
    return format_html(
        '<button type="button" class="icon-button" data-speak="{}" aria-label="{}" hidden>{}</button>',
        target,
        label or gettext("Read aloud"),
        draw_icon("speaker"),
    )


@register.inclusion_tag("kit/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, object]:
    """Draw what has to be looked at in a form, each line a link to its field."""
    wrong = [(bound, str(error)) for bound in form for error in bound.errors]
    return {"wrong": wrong, "general": form.non_field_errors()}


@register.inclusion_tag("kit/page_heading.html")
def page_heading(
    title: str,
    small: str = "",
    eyebrow: str = "",
    back: str = "",
    back_label: str = "",
    language: str = "",
) -> dict[str, str]:
    """Draw the one h1 of a page with at most one small sentence; `language` is the title's, where a person wrote it."""
    return {
        "title": title,
        "small": small,
        "eyebrow": eyebrow,
        "back": back,
        "back_label": back_label,
        "language": language,
    }


@register.inclusion_tag("kit/notice.html")
def notice(
    text: str, kind: str = "info", next_step: str = "", icon_name: str = ""
) -> dict[str, str]:
    """Draw a quiet notice: `info`, `kept` or `care`."""
    icons = {"info": "bell", "kept": "check", "care": "hand"}
    if kind not in icons:
        raise ValueError(f"kind={kind!r}: expected info, kept or care")
    return {
        "text": text,
        "kind": kind,
        "next_step": next_step,
        "icon_name": icon_name or icons[kind],
    }


@register.inclusion_tag("kit/empty_state.html")
def empty_state(
    title: str, text: str = "", url: str = "", action: str = "", icon_name: str = ""
) -> dict[str, str]:
    """Draw what is shown where there is nothing yet, with one way on."""
    return {"title": title, "text": text, "url": url, "action": action, "icon_name": icon_name}


@register.inclusion_tag("kit/undo.html", takes_context=True)
def undo(context: RequestContext, text: str, url: str, label: str = "") -> dict[str, object]:
    """Draw what was just done with a way back; it stays until the page changes."""
    return {"text": text, "url": url, "label": label, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("kit/progress.html")
def progress(done: int, total: int, label: str) -> dict[str, object]:
    """Draw how far a long piece of work is; a total of 0 means nobody knows yet, thousands are told in percent."""
    done = min(done, total)
    percent = 100 * done // total if total >= MANY else None
    return {"done": done, "total": total, "percent": percent, "label": label}


@register.inclusion_tag("kit/face_nav.html", takes_context=True)
def face_nav(
    context: RequestContext, items: Sequence[NavItem], current: str = ""
) -> dict[str, object]:
    """Draw a face's navigation: tabs at the bottom of a phone, a rail at the side of a desk."""
    return {"links": [_link(context, item, current=current) for item in items]}


@register.inclusion_tag("kit/nav_link.html", takes_context=True)
def nav_link(
    context: RequestContext, view_name: str, label: str, icon_name: str, waiting: int = 0
) -> dict[str, object]:
    """Draw one place of the navigation by the name of its view."""
    item = NavItem(
        name=view_name,
        label=label,
        url=address_of(view_name),
        icon=icon_name,
        waiting=waiting or 0,
    )
    return {"link": _link(context, item, current=str(context.get("nav_current") or ""))}


@register.inclusion_tag("kit/sub_link.html", takes_context=True)
def sub_link(
    context: RequestContext,
    name: str,
    label: str,
    exact: bool = False,  # noqa: FBT001,FBT002 - a template's argument
) -> dict[str, object]:
    """Draw a place under a main place of a face; current on its own page and, unless `exact`, on those below it."""
    url = address_of(name)
    request = context.get("request")
    here = request.path if request else ""
    is_current = here == url if exact else here.startswith(url)
    return {"url": url, "label": label, "is_current": is_current}


@register.inclusion_tag("kit/tabs.html")
def tabs(items: Sequence[TabItem], current: str, label: str) -> dict[str, object]:
    """Draw the ways to look at the same page, as links."""
    return {
        "tabs": [
            {"item": item, "is_current": current in {item.name, item.url}} for item in items
        ],
        "label": label,
    }


@register.inclusion_tag("kit/pages.html", takes_context=True)
def pages(
    context: RequestContext, page_obj: Page[Any], param: str = "page"
) -> dict[str, object]:
    """Draw earlier and later pages of a list, keeping the rest of the address."""
    return {
        "page_obj": page_obj,
        "earlier": _address(context, param, page_obj.number - 1)
        if page_obj.has_previous()
        else "",
        "later": _address(context, param, page_obj.number + 1) if page_obj.has_next() else "",
    }


def _link(context: RequestContext, item: NavItem, *, current: str) -> dict[str, object]:
    request = context.get("request")
    path = request.path if request else ""
    return {"item": item, "is_current": is_current(item, current=current, path=path)}


def _address(context: RequestContext, param: str, number: int) -> str:
    query = context["request"].GET.copy()
    query[param] = str(number)
    return f"?{query.urlencode()}"
