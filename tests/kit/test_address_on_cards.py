"""Sign-in cards say where people find Ownpath, not where the printing browser happened to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string
from django.test import RequestFactory

from ownpath.config.own_address import own_address
from ownpath.kit.cards import SignInCard, SignInCards, address_on_cards, is_of_one_machine


class TestOwnAddress:
    @pytest.mark.parametrize(
        ("given", "hosts", "has_https", "expected"),
        [
            ("https://ownpath.oak.example", ["x"], False, "https://ownpath.oak.example/"),
            ("", ["localhost", "ownpath.oak.example"], True, "https://ownpath.oak.example/"),
            ("", ["ownpath.oak.example"], False, ""),
            ("", ["localhost", "127.0.0.1", ".oak.example", "*"], True, ""),
            ("", [], True, ""),
        ],
    )
    def test_is_what_is_given_or_the_first_name_behind_tls(
        self, given: str, hosts: list[str], has_https: bool, expected: str
    ) -> None:
        found = own_address({"OWNPATH_ADDRESS": given}, hosts=hosts, has_https=has_https)
        assert found == expected

    @pytest.mark.parametrize(
        "given", ["ownpath.oak.example", "ftp://x/", "https://", "https:///a"]
    )
    def test_refuses_what_no_browser_opens(self, given: str) -> None:
        with pytest.raises(ImproperlyConfigured, match="OWNPATH_ADDRESS"):
            own_address({"OWNPATH_ADDRESS": given}, hosts=[], has_https=False)


class TestAddressOnCards:
    def test_is_the_districts_own_before_the_browsers(self, settings: Any) -> None:
        request = RequestFactory().get("/office/cards/")
        settings.OWN_ADDRESS = ""
        assert address_on_cards(request) == "http://testserver/"
        settings.OWN_ADDRESS = "https://ownpath.oak.example/"
        assert address_on_cards(request) == "https://ownpath.oak.example/"

    @pytest.mark.parametrize(
        ("address", "is_alone"),
        [
            ("http://localhost:8000/", True),
            ("http://127.0.0.1:8000/", True),
            ("http://[::1]/", True),
            ("http://10.0.0.7/", False),
            ("https://ownpath.oak.example/", False),
        ],
    )
    def test_tells_an_address_of_one_machine(self, address: str, is_alone: bool) -> None:
        assert is_of_one_machine(address) is is_alone

    def test_is_warned_of_apart_from_the_button_above(self) -> None:
        cards = SignInCards(
            title="6A",
            address="http://localhost:8000/",
            cards=(
                SignInCard(
                    name="Ada",
                    where="",
                    username="ada",
                    password="",
                    must_change=False,
                    language="en",
                ),
            ),
        )
        page = render_to_string("kit/sign_in_cards.html", {"cards": cards})
        assert '<div class="no-print cards-address">' in page
        assert "notice-care" in page
        css = finders.find("kit/css/parts.css")
        assert ".cards-address { margin-block-start: var(--space-4); }" in Path(css).read_text()
