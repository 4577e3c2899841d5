"""Load templates and keep of each only what it is drawn from.

Django keeps its source and every piece of it as it was read beside what they became, to point at the place of a fault
on its debugging page. Without that page nobody asks for them, and they are a quarter of what all templates take. Of the
rest, a third says the same as something else does: `page.title` is one object however often it is written.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any

from django.template import TemplateDoesNotExist
from django.template.base import (
    FilterExpression,
    Lexer,
    Node,
    NodeList,
    Origin,
    Parser,
    Template,
    TextNode,
    Token,
)
from django.template.loaders import base, cached

MOST_PATHS = 10_000  # written differently; a page needs some fifty
_PATH = re.compile(r"[A-Za-z][\w.]*")
_SETS_WHAT_IT_READS = frozenset({"translate", "trans", "blocktranslate", "blocktrans"})


class _SharingParser(Parser):
    """Django's parser that reads a path it has met before, in whatever template, as the same object."""

    paths: dict[str, FilterExpression]
    texts: dict[str, TextNode]

    def compile_filter(self, token: str) -> FilterExpression:
        """Return what an expression means; words to translate are marked by their tag, so those are not shared."""
        commands: Any = self.command_stack
        is_marked = bool(commands) and commands[-1][0] in _SETS_WHAT_IT_READS
        if is_marked or not _PATH.fullmatch(token):
            return _without_empty_list(super().compile_filter(token))
        found = self.paths.get(token)
        if found is None:
            found = _without_empty_list(super().compile_filter(sys.intern(token)))
            if len(self.paths) < MOST_PATHS:
                self.paths[token] = found
        return found

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
        """Add a node; a text that stands in many places, as the line break between two tags does, is one node."""
        if type(node) is TextNode:
            node = self.texts.setdefault(node.s, node)
        super().extend_nodelist(nodelist, node, token)


def _without_empty_list(read: Any) -> FilterExpression:
    """Return an expression whose filters, where it has none, are the one empty tuple."""
    read.filters = read.filters or ()
    return read  # type: ignore[no-any-return]


class _ThinTemplate(Template):
    """A template that shares with the others of its engine what they say alike, and keeps no source."""

    def compile_nodelist(self) -> NodeList:
        """Return the nodes of the template."""
        engine: Any = self.engine
        tokens = Lexer(self.source).tokenize()
        parser = _SharingParser(
            tokens, engine.template_libraries, engine.template_builtins, self.origin
        )
        parser.paths = engine.__dict__.setdefault("shared_paths", {})
        parser.texts = engine.__dict__.setdefault("shared_texts", {})
        nodes = parser.parse()
        self.extra_data = parser.extra_data  # what partials would need
        for node in nodes.get_nodes_by_type(Node):
            node.token = None
            if isinstance(node, TextNode) and type(node.s) is str:
                node.s = sys.intern(node.s)
        self.source = ""
        return nodes


class _ThinReader(base.Loader):
    """Django's own reader, which makes thin templates where its debugging page is not shown."""

    get_contents: Callable[[Origin], str]

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """Return a template, read anew."""
        if self.engine.debug:
            return super().get_template(template_name, skip)
        tried = []
        for origin in self.get_template_sources(template_name):
            if skip is not None and origin in skip:
                tried.append((origin, "Skipped to avoid recursion"))
                continue
            try:
                contents = self.get_contents(origin)
            except TemplateDoesNotExist:
                tried.append((origin, "Source does not exist"))
                continue
            return _ThinTemplate(contents, origin, str(origin.template_name), self.engine)
        raise TemplateDoesNotExist(template_name, tried=tried)


class Loader(cached.Loader, _ThinReader):
    """Django's loader that reads a template once; what it has not read yet it asks of the class beside it."""
