"""Any text of a foreign file is safe to store and to show once it went through here."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.html import plain_text
from ownpath.interchange.text import lines, one_line

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)


class TestOneLine:
    @given(ANYTHING, st.integers(1, 20))
    def test_is_bounded_clean_and_stays_the_same(self, text: str, bound: int) -> None:
        line = one_line(text, bound)
        line.encode()
        assert len(line) <= bound
        assert not re.search(r"[\x00-\x1f\x7f]", line)
        assert one_line(line, bound) == line


class TestLines:
    @given(ANYTHING, st.integers(1, 20))
    def test_is_bounded_clean_and_stays_the_same(self, text: str, bound: int) -> None:
        clean = lines(text, bound)
        clean.encode()
        assert len(clean) <= bound
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", clean)
        assert lines(clean, bound) == clean


class TestPlainText:
    @pytest.mark.parametrize(
        ("markup", "words"),
        [
            ("", ""),
            ("<p>One</p><p>Two</p>", "One\nTwo"),
            ("a&nbsp;b &lt;c&gt;", "a b <c>"),
            ("10<sup>8</sup>", "10⁸"),
            ("3<sup>&ndash;5</sup>", "3⁻⁵"),
            ("5<sup>1/3</sup>", "5^(1/3)"),
            ("2<sup>t</sup>", "2^t"),
            ("a<sub>1</sub>", "a₁"),
            ("1<sup>st</sup>", "1st"),
            ("end.<sup>*</sup>", "end.*"),
            ("<sup><em>n</em></sup>", "ⁿ"),
            ("<script>alert(1)</script>ok", "ok"),
            ('<img src=x onerror="alert(1)">ok', "ok"),
            ("a < b", "a < b"),
            ("<!-- no -->ok", "ok"),
            ("\ud800<p>a\x00b</p>", "ab"),
        ],
    )
    def test_keeps_the_words_only(self, markup: str, words: str) -> None:
        assert plain_text(markup, 1000) == words

    @given(st.text(st.sampled_from("<>/psub&;\"'= a1"), max_size=60))
    @settings(deadline=None, max_examples=200)
    def test_takes_any_markup(self, markup: str) -> None:
        plain_text(markup, 50).encode()


class TestShown:
    @given(st.one_of(ANYTHING, st.integers(), st.floats(), st.none(), st.lists(st.none())))
    def test_is_short_whatever_the_value(self, value: object) -> None:
        words = shown(value)
        words.encode()
        assert len(words) < 700

    def test_does_not_write_out_a_huge_number(self) -> None:
        assert shown(10**5000) == "a very large number"


class TestFindings:
    def test_list_the_first_of_a_kind_and_count_the_rest(self) -> None:
        findings = Findings()
        for i in range(203):
            findings.row("x", f"row {i}", "is odd", "Mend it.")
        findings.note("y", "row 1", "is odd", "Look.")
        *first, last = findings.listed()
        assert len(first) == 201
        assert last.what == "3 more findings of this kind are not listed"
