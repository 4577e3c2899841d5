"""Say which framework a section works on."""

from __future__ import annotations

from ownpath.school.curriculum.models import SectionFramework
from ownpath.store.together import deed


@deed
def use_framework(*, section_id: int, framework_id: int) -> None:
    """Let a section work on a framework; saying it twice is once."""
    SectionFramework.objects.get_or_create(section_id=section_id, framework_id=framework_id)
