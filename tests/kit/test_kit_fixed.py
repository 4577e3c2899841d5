"""Tags that are worked out once: the same words, addresses and icons as each time anew."""

from __future__ import annotations

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import engines
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from ownpath.kit.icons import draw_icon


def drawn(source: str, **context: object) -> str:
    return str(engines["django"].from_string(source).render(context))


class TestTranslate:
    def test_says_the_same_template_in_each_language(self) -> None:
        template = engines["django"].from_string('{% translate "Close" %}')
        said = []
        for language in ("en", "es", "en", "es"):
            with translation.override(language):
                said.append(template.render({}))
        assert said == ["Close", "Cerrar", "Close", "Cerrar"]

    def test_tells_contexts_variables_and_filters_apart(self) -> None:
        assert drawn('{% translate "May" context "month" %}') == "May"
        template = engines["django"].from_string("{% translate word %}")
        assert [template.render({"word": one}) for one in ("a", "b")] == ["a", "b"]
        assert drawn('{% translate "Close"|upper %}') == "CLOSE"
        assert drawn('{% translate "Close" as said %}[{{ said }}]') == "[Close]"


class TestUrl:
    def test_gives_the_address_django_gives(self) -> None:
        template = engines["django"].from_string("{% url 'student:practice' one %}")
        first, second = (
            "0" * 8 + "-0000-4000-8000-" + "0" * 12,
            "1" * 8 + "-0000-4000-8000-" + "0" * 12,
        )
        for one in (first, second, first):
            assert template.render({"one": one}) == reverse("student:practice", args=[one])
        assert (
            drawn("{% url 'student:my_day' as day %}[{{ day }}]")
            == f"[{reverse('student:my_day')}]"
        )

    def test_says_what_is_not_there_as_django_does(self) -> None:
        with pytest.raises(NoReverseMatch, match="nowhere"):
            drawn("{% url 'nowhere' %}")
        assert drawn("{% url 'nowhere' as place %}[{{ place }}]") == "[]"


class TestStatic:
    def test_gives_the_address_of_the_file(self) -> None:
        assert drawn("{% static 'kit/icon.svg' %}") == staticfiles_storage.url("kit/icon.svg")


class TestIcon:
    def test_is_drawn_the_same_from_words_and_from_variables(self) -> None:
        expected = str(draw_icon("check", label="", size="s"))
        assert drawn('{% icon "check" size="s" %}') == expected
        assert drawn("{% icon name size=size %}", name="check", size="s") == expected
