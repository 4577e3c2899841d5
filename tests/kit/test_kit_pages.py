"""The base layout, its parts and the calm pages, rendered as a person would get them."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory, override_settings
from django.utils import translation

import ownpath.kit
from ownpath.kit.context import page_kit
from ownpath.kit.failures import server_error
from ownpath.kit.navigation import NavItem, TabItem, is_current

KIT = Path(ownpath.kit.__file__).parent
FOR_PAPER = {
    "paper_file.html",
    "record_file.html",
}  # files of their own, to read where there is no server
TEMPLATES = sorted(KIT.rglob("*.html"))
ADA = SimpleNamespace(
    is_authenticated=True,
    grade="04",
    theme="dark",
    language="es",
    called="Ada",
    full_name="Ada Reyes",
)
pytestmark = pytest.mark.urls("kit.kit_urls")


def request_of(person: object = None, path: str = "/page/", **session: object) -> HttpRequest:
    request = RequestFactory().get(path)
    request.session = session  # type: ignore[assignment]
    request.user = person or SimpleNamespace(is_authenticated=False)  # type: ignore[assignment]
    return request


def drawn(source: str, request: HttpRequest | None = None, **context: object) -> str:
    return str(engines["django"].from_string(source).render(context, request or request_of()))


def page(request: HttpRequest | None = None) -> str:
    return drawn(
        '{% extends "kit/base.html" %}{% block content %}<h1>Hi</h1>{% endblock %}', request
    )


class TestBasePage:
    def test_has_every_landmark_once(self) -> None:
        html = page(request_of(ADA))
        for landmark in ("<header", "<main", "<footer", "data-announce"):
            assert html.count(landmark) == 1
        assert html.index('class="skip-link" href="#main"') < html.index("<header")

    def test_wears_the_person_s_theme_and_density(self) -> None:
        assert 'data-density="upper" data-reader="student" data-theme="dark"' in page(
            request_of(ADA)
        )

    def test_follows_the_system_when_nobody_chose(self) -> None:
        assert "data-theme" not in page()

    def test_asks_nothing_from_elsewhere(self) -> None:
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page(request_of(ADA)))

    def test_signs_out_on_idle_only_where_a_device_is_shared(self) -> None:
        assert "data-idle-minutes" not in page(request_of(ADA))
        shared = page(request_of(ADA, idle_minutes=15))
        assert 'data-idle-minutes="15"' in shared
        assert "data-idle-warning" in shared

    def test_shows_language_switch_and_no_account_to_a_stranger(self) -> None:
        html = page()
        assert 'name="language"' in html
        assert 'class="account"' not in html

    def test_says_when_people_are_simulated(self) -> None:
        with override_settings(DEMO=True):
            assert "Simulated people" in page()
        with override_settings(DEMO=False):
            assert "Simulated people" not in page()


class TestTemplates:
    @pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
    def test_hold_no_inline_script_or_style(self, path: Path) -> None:
        source = path.read_text(encoding="utf-8")
        if path.name in FOR_PAPER:
            source = source.replace("<style>", "")
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|hx-on", source)
        assert not re.search(r"<script(?![^>]*\ssrc=)", source)


class TestPageKit:
    @pytest.mark.parametrize(
        ("grade", "density", "reader"),
        [
            ("KG", "early", "student"),
            ("02", "early", "student"),
            ("03", "upper", "student"),
            ("", "upper", "adult"),
        ],
    )
    def test_sits_early_grades_further_apart(
        self, grade: str, density: str, reader: str
    ) -> None:
        kit = page_kit(request_of(SimpleNamespace(**{**vars(ADA), "grade": grade})))["page_kit"]
        assert (kit.density, kit.reader) == (density, reader)

    def test_remembers_a_stranger_s_theme_and_ignores_an_unknown_one(self) -> None:
        assert page_kit(request_of(theme="dark"))["page_kit"].theme == "dark"
        assert page_kit(request_of(theme="pink"))["page_kit"].theme == ""

    def test_works_for_a_request_with_nothing_on_it(self) -> None:
        assert page_kit(RequestFactory().get("/"))["page_kit"].is_signed_in is False


class TestNavigation:
    ITEMS = [
        NavItem(label="My day", url="/me/", icon="home", name="day"),
        NavItem(label="My voice", url="/me/voice/", icon="voice", name="voice", waiting=2),
    ]

    @pytest.mark.parametrize(
        ("path", "current", "places"),
        [
            ("/me/", "", [0]),
            ("/me/voice/7/", "", [1]),
            ("/elsewhere/", "", []),
            ("/me/", "voice", [1]),
        ],
    )
    def test_marks_where_the_person_is(
        self, path: str, current: str, places: list[int]
    ) -> None:
        here = [
            n
            for n, item in enumerate(self.ITEMS)
            if is_current(item, current=current, path=path)
        ]
        assert here == places

    def test_says_what_waits(self) -> None:
        html = drawn("{% face_nav items 'voice' %}", items=self.ITEMS)
        assert html.count('aria-current="page"') == 1
        assert "2 are waiting" in html

    def test_links_by_the_name_of_a_view(self) -> None:
        html = drawn('{% nav_link "page" "Page" "home" %}')
        assert 'href="/page/" aria-current="page"' in html


class AskForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As the district writes it.")
    kind = forms.ChoiceField(
        label="Kind", choices=[("a", "Alone"), ("b", "<b>")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="I told the campus", required=False)
    why = forms.CharField(label="Why", required=False)


class TestForms:
    def test_tie_label_help_and_error_to_the_field(self) -> None:
        html = drawn("{% field form.name %}", form=AskForm({}))
        assert '<label for="id_name">' in html
        assert 'aria-describedby="id_name_help id_name_error"' in html
        assert 'id="id_name_help"' in html
        assert 'id="id_name_error"' in html
        assert 'aria-invalid="true"' in html

    def test_draw_choices_as_a_group_with_a_legend(self) -> None:
        html = drawn("{% field form.kind %}", form=AskForm())
        assert "<legend" in html
        assert html.count('type="radio"') == 2
        assert "&lt;b&gt;" in html

    def test_say_what_may_be_left_out(self) -> None:
        assert "if you like" in drawn("{% field form.why %}", form=AskForm())
        assert "if you like" not in drawn("{% field form.agree %}", form=AskForm())

    def test_list_every_fault_with_a_link_to_a_thing_that_exists(self) -> None:
        html = drawn(
            "{% form_errors form %}{% for f in form %}{% field f %}{% endfor %}",
            form=AskForm({}),
        )
        links = re.findall(r'href="#([^"]+)"', html)
        assert len(links) == 2
        assert all(f'id="{link}"' in html for link in links)

    def test_are_silent_when_nothing_is_wrong(self) -> None:
        assert drawn("{% form_errors form %}", form=AskForm()).strip() == ""


class TestParts:
    def test_because_unfolds_to_what_stands_behind_it(self) -> None:
        html = drawn(
            "{% because text behind %}", text="because <you> asked", behind=["Tuesday", "<i>"]
        )
        assert html.startswith("<details")
        assert "because &lt;you&gt; asked" in html
        assert "<li>&lt;i&gt;</li>" in html

    @pytest.mark.parametrize("behind", [None, "", []])
    def test_because_is_one_line_when_nothing_stands_behind_it(self, behind: object) -> None:
        assert (
            drawn("{% because 'because' behind %}", behind=behind)
            == '<p class="because">because</p>'
        )

    def test_because_is_absent_without_words(self) -> None:
        assert drawn("{% because '' %}") == ""

    def test_block_tags_keep_what_stands_between(self) -> None:
        assert "<b>x</b>" in drawn("{% because_of 'because' %}<b>x</b>{% endbecause_of %}")
        html = drawn("{% dialog 'd' 'Sure?' %}<b>x</b>{% enddialog %}")
        assert 'aria-labelledby="d-title"' in html
        assert "<b>x</b>" in html

    def test_progress_with_unknown_total_shows_no_number(self) -> None:
        assert "value=" not in drawn("{% progress 3 0 'Reading' %}")
        assert 'max="5" value="5"' in drawn("{% progress 9 5 'Reading' %}")

    def test_pages_keep_the_rest_of_the_address(self) -> None:
        html = drawn(
            "{% pages p %}",
            request_of(path="/page/?q=Ada&page=2"),
            p=Paginator(range(30), 10).page(2),
        )
        assert 'href="?q=Ada&amp;page=1"' in html
        assert "Page 2 of 3" in html

    def test_pages_are_absent_for_a_single_page(self) -> None:
        assert drawn("{% pages p %}", p=Paginator([], 10).page(1)).strip() == ""

    def test_tabs_name_the_current_one(self) -> None:
        html = drawn(
            "{% tabs t 'b' 'Ways' %}",
            t=[TabItem(label="A", url="?a", count=0), TabItem(label="B", url="?b", name="b")],
        )
        assert html.count("aria-current") == 1
        assert '<span class="tab-count">0</span>' in html

    def test_undo_carries_the_token(self) -> None:
        assert "csrfmiddlewaretoken" in drawn("{% undo 'Moved.' '/x' %}")

    def test_notice_refuses_a_kind_nobody_knows(self) -> None:
        with pytest.raises(ValueError, match="red"):
            drawn("{% notice 'x' 'red' %}")

    def test_speak_stays_hidden_until_a_script_finds_a_voice(self) -> None:
        assert " hidden>" in drawn("{% speak 'q' %}")

    def test_empty_state_offers_one_way_on(self) -> None:
        assert (
            drawn("{% empty_state 'Nothing yet' url='/x' action='Write' %}").count("<a ") == 1
        )
        assert "<a " not in drawn("{% empty_state 'Nothing yet' %}")


class TestCalmPages:
    @pytest.mark.parametrize("name", ["403.html", "404.html", "403_csrf.html"])
    @pytest.mark.parametrize("language", ["en", "es"])
    def test_say_one_thing_and_one_way_on(self, name: str, language: str) -> None:
        with translation.override(language):
            html = engines["django"].get_template(name).render({}, request_of())
        assert html.count("<h1") == 1
        assert html.count("button-primary") == 1
        assert f'<html lang="{language}"' in html

    def test_give_a_number_when_the_fault_is_ours(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        response = server_error(RequestFactory().get("/broken"))
        reference = re.search(r'class="reference">([0-9A-F]{8})<', response.content.decode())
        assert response.status_code == 500
        assert reference
        assert reference[1] in caplog.text
