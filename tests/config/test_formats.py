"""Numbers in both languages: the same signs, however a page came by them."""

from __future__ import annotations

import pytest
from django.template.defaultfilters import filesizeformat, floatformat
from django.utils.formats import number_format
from django.utils.translation import override


@pytest.mark.parametrize("language", ["en", "es"])
def test_are_written_with_the_same_signs(language: str) -> None:
    with override(language):
        assert floatformat(2088, "0g") == f"{2088:,}"
        assert number_format(0.35, decimal_pos=2) == "0.35"
        assert filesizeformat(54_579).split()[0].startswith("53.3")
