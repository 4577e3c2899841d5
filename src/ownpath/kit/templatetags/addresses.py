"""`{% static %}` and `{% url %}` in place of Django's, for pages that name forty addresses.

Django's own ask for each file whether static files are installed, and try the patterns of an address anew each time; a
page of a practice spent a tenth of its time so.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as url_of_django
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

ADDRESSES_KEPT = 2_000  # the fixed ones, and those of whoever is at work just now

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

    def render(self, context: Context) -> SafeString:
        """Return the address; what is not there is said in Django's words."""
        node: Any = self
        if node.kwargs or node.asvar:
            return super().render(context)
        args = tuple(one.resolve(context) for one in node.args)
        urlconf = str(get_urlconf() or settings.ROOT_URLCONF)
        try:
            return _address(node.view_name.resolve(context), args, urlconf, get_script_prefix())
        except NoReverseMatch:
            return super().render(context)


@lru_cache(maxsize=ADDRESSES_KEPT)
def _address(
    name: str,
    args: tuple[Any, ...],
    urlconf: str,
    prefix: str,  # noqa: ARG001 - part of the key
) -> SafeString:
    return conditional_escape(reverse(name, urlconf=urlconf, args=args))
