"""Templates are kept without what only Django's debugging page would show."""

from __future__ import annotations

import pytest
from django.template import Context, Engine, TemplateDoesNotExist
from django.template.base import Node, Template, VariableNode
from django.utils.translation import override

LOADERS = [
    (
        "ownpath.kit.loading.Loader",
        [
            (
                "django.template.loaders.locmem.Loader",
                {
                    "base.html": "<p>{% block middle %}{% endblock %}</p>",
                    "page.html": "{% extends 'base.html' %}{% block middle %}"
                    "{% for one in all %}{% if one %}{{ one|upper }}{% else %}-{% endif %}"
                    "{% include 'part.html' %}{% endfor %}{% endblock %}",
                    "part.html": "({{ one|default:'none' }})",
                    "first.html": "{{ page.title }}{{ page.title }}{% if page.title %}!{% endif %}",
                    "marked.html": "{% load i18n %}{% translate page.title %}",
                },
            )
        ],
    )
]


def loaded(name: str, *, debug: bool) -> Template:
    return Engine(loaders=LOADERS, debug=debug).get_template(name)


def nodes_of(template: Template) -> list[Node]:
    return list(template.nodelist.get_nodes_by_type(Node))


class TestLoader:
    def test_draws_what_the_template_says(self) -> None:
        drawn = loaded("page.html", debug=False).render(Context({"all": ["a", ""]}))
        assert drawn == "<p>A(a)-(none)</p>"

    def test_gives_the_same_template_each_time(self) -> None:
        engine = Engine(loaders=LOADERS, debug=False)
        assert engine.get_template("page.html") is engine.get_template("page.html")

    def test_keeps_no_source(self) -> None:
        template = loaded("page.html", debug=False)
        assert template.source == ""
        assert len(nodes_of(template)) > 5
        assert {node.token for node in nodes_of(template)} == {None}

    def test_reads_a_path_once_for_all_templates(self) -> None:
        engine = Engine(loaders=LOADERS, debug=False)
        read = {
            id(node.filter_expression)
            for node in nodes_of(engine.get_template("first.html"))
            if isinstance(node, VariableNode)
        }
        assert len(read) == 1

    def test_shares_no_words_that_are_marked_to_be_translated(self) -> None:
        engine = Engine(
            loaders=LOADERS, debug=False, libraries={"i18n": "django.templatetags.i18n"}
        )
        titled = Context({"page": {"title": "Yes"}})
        with override("es"):
            for _again in range(2):
                assert engine.get_template("marked.html").render(titled) == "Sí"
                assert engine.get_template("first.html").render(titled) == "YesYes!"

    def test_says_which_template_is_not_there(self) -> None:
        with pytest.raises(TemplateDoesNotExist, match=r"nowhere\.html"):
            loaded("nowhere.html", debug=False)

    def test_keeps_all_where_faults_are_shown_at_their_place(self) -> None:
        template = loaded("page.html", debug=True)
        assert "extends" in template.source
        assert None not in {node.token for node in nodes_of(template)}
