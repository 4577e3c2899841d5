"""Tags whose outcome hardly ever changes, worked out once: `static`, `url` and `translate` in place of Django's.

Django's own ask for each file whether static files are installed, try the patterns of an address anew each time, and
look each word up in four places; a page of a practice spent a third of its time so. A template that says
`{% load static %}` gets Django's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.base import Node, Parser, TextNode, Token, Variable
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as url_of_django
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from ownpath.kit.addressing import address_of

Compile = Callable[[Parser, Token], Node]
register = template.Library()


@register.simple_tag
def static(path: str) -> str:
    """Return the address of a static file: {% static 'kit/icon.svg' %}."""
    return str(staticfiles_storage.url(path))


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    """Return the address of a view: {% url 'student:practice' sitting %}; all that Django's own takes."""
    read: Any = url_of_django(parser, token)
    return _Address(read.view_name, read.args, read.kwargs, read.asvar)


class _Address(URLNode):
    """An address in a template, remembered where it is made of a name and plain values."""

    def render(self, context: Context) -> str:
        """Return the address; what is not there is said in Django's words."""
        read: Any = self
        if read.kwargs:
            return super().render(context)
        args = [one.resolve(context) for one in read.args]
        try:
            address = address_of(read.view_name.resolve(context), *args)
        except NoReverseMatch:
            return super().render(context)
        if read.asvar:
            context[read.asvar] = address
            return ""
        return conditional_escape(address) if context.autoescape else address


@register.tag
def translate(parser: Parser, token: Token) -> TranslateNode:
    """Say words in the reader's language: {% translate "Next" %}; all that Django's own takes."""
    read: Any = do_translate(parser, token)
    if read.asvar or not _is_fixed(read.filter_expression, read.message_context):
        return read  # type: ignore[no-any-return]
    return _Words(read.filter_expression, read.noop, None, read.message_context)


class _Words(TranslateNode):
    """Words that are written in the template, looked up once for each language."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.said: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Context) -> str:
        """Return the words in the language of the page."""
        key = get_language(), context.autoescape
        found = self.said.get(key)
        if found is None:
            found = self.said[key] = super().render(context)
        return found


def once(compile_tag: Compile) -> Compile:
    """Return a simple tag that is drawn once where all it is given is written in the template."""

    def compiled(parser: Parser, token: Token) -> Node:
        node: Any = compile_tag(parser, token)
        if node.target_var is None and _is_fixed(*node.args, *node.kwargs.values()):
            return TextNode(node.render(Context()))
        return node  # type: ignore[no-any-return]

    return compiled


def _is_fixed(*expressions: Any) -> bool:
    """Return whether expressions of a template hold texts that are written there, and nothing else."""
    return all(one is None or (not one.filters and _is_text(one.var)) for one in expressions)


def _is_text(found: Any) -> bool:
    return isinstance(found, str) or (
        isinstance(found, Variable) and isinstance(found.literal, str) and not found.translate
    )
