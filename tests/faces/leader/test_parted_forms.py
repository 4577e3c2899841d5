"""Long forms are drawn in parts: a field that stands in no part would vanish from its page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from ownpath.faces.leader.forms.parted import Parted, PlainNumber
from ownpath.faces.leader.forms.pilot_deeds import MeasureForm
from ownpath.faces.leader.forms.pilots import PlanForm
from ownpath.faces.leader.forms.vision import AimsForm, WordsForm
from ownpath.faces.leader.pages.classes import Classes
from ownpath.kit.parts import draw_field

STORY: Any = SimpleNamespace(pilot=None, measures=())
FORMS = {
    "plan": lambda: PlanForm(classes=Classes()),
    "measure": lambda: MeasureForm(story=STORY),
    "aims": AimsForm,
    "words": WordsForm,
}


@pytest.mark.parametrize("name", FORMS)
class TestParts:
    def test_hold_every_field_once(self, name: str) -> None:
        form: Parted = FORMS[name]()
        drawn = [one.name for part in form.parts for one in part.fields]
        assert sorted(drawn) == sorted(form.fields)

    def test_have_a_heading_each(self, name: str) -> None:
        assert all(part.title for part in FORMS[name]().parts)


class TestDrafts:
    def test_say_that_a_field_may_wait(self) -> None:
        drawn = draw_field(WordsForm()["why_en"])
        assert "may wait" in drawn
        assert "if you like" not in drawn


class TestPlainNumber:
    @pytest.mark.parametrize(
        ("value", "written"), [(2.0, "2"), (0.5, "0.5"), (0.0, "0"), (None, None), ("x", "x")]
    )
    def test_is_written_without_zeros_nobody_typed(
        self, value: Any, written: str | None
    ) -> None:
        assert PlainNumber().format_value(value) == written
