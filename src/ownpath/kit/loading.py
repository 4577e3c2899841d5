"""Load templates and keep of each only what it is drawn from.

Django keeps its source and every piece of it as it was read beside what they became, to point at the place of a fault
on its debugging page. Without that page nobody asks for them, and they are a quarter of what all templates take.
"""

from __future__ import annotations

from typing import Any

from django.template.base import Node, Origin, Template
from django.template.loaders import cached


class Loader(cached.Loader):
    """Django's loader that reads a template once, without what only its debugging page would show."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """Return a template, the same one each time."""
        template: Any = super().get_template(template_name, skip)
        if template.source and not self.engine.debug:
            for node in template.nodelist.get_nodes_by_type(Node):
                node.token = None
            template.source = ""
        return template  # type: ignore[no-any-return]
