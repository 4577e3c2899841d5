"""Where the faces begin, and how long a session of each may idle."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from pytest_django import Settings

import ownpath.faces.door
from ownpath.faces.door.faces import FACES, address_of, faces_named, idle_minutes_of, is_staff


class TestFace:
    @pytest.mark.parametrize("name", [face.name for face in FACES])
    def test_begins_at_a_page_of_its_own(self, settings: Settings, name: str) -> None:
        settings.ROOT_URLCONF = "ownpath.config.urls"

        assert address_of(faces_named([name])[0]).endswith("/")

    @pytest.mark.parametrize(
        ("names", "staff", "minutes"),
        [
            ((), False, 15),
            (("student",), False, 30),
            (("family", "office"), True, 30),
            (("teacher", "leader"), True, 60),
            (("no such face",), False, 15),
        ],
    )
    def test_says_who_is_staff_and_for_how_long(
        self, names: tuple[str, ...], staff: bool, minutes: int
    ) -> None:
        assert is_staff(names) is staff
        assert idle_minutes_of(names, is_shared=False) == minutes
        assert idle_minutes_of(names, is_shared=True) == 15


class TestSpanish:
    def test_is_there_for_every_text(self) -> None:
        folder = Path(ownpath.faces.door.__file__).parent / "locale" / "es" / "LC_MESSAGES"
        texts = polib.pofile(str(folder / "django.po"))

        assert len(texts) > 80
        assert texts.untranslated_entries() == []
