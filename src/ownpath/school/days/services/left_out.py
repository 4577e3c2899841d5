"""Which classes of a day have no place in it, so that whoever plans is told whose time goes to other things."""

from __future__ import annotations

from ownpath.school.curriculum.queries import frameworks_by_section
from ownpath.school.days.models import Preset
from ownpath.school.days.services.drafting import models_of
from ownpath.school.days.services.gathering import Gathered
from ownpath.school.days.services.setting_up.timetable import HOMEROOM, has_no_place


def classes_left_out(gathered: Gathered, *, preset: str = "") -> tuple[str, ...]:
    """Return the titles of the classes that nothing in a day is for; one query.

    They meet on that day, work on nothing here, no station serves their subject, they stand fixed in no block of any
    day, and their students are not all taught by classes.
    """
    meeting = {one.pk: one for own in gathered.sections.values() for one in own}
    studied = frameworks_by_section(section_ids=list(meeting))
    served = {one.subject for one in gathered.setup.stations if one.is_open and one.subject}
    fixed = {one.section_id for one in gathered.setup.commitments}
    by_class = models_of(gathered, preset).get(Preset.WHOLE_CLASS)
    in_groups = {
        one.pk
        for row, student in enumerate(gathered.students)
        if by_class is None or not by_class[row]
        for one in gathered.sections[student.pk]
    }
    return tuple(
        sorted(
            one.title
            for pk, one in meeting.items()
            if pk in in_groups
            and one.kind != HOMEROOM
            and has_no_place(one, studied=studied, fixed=fixed, served=served)
        )
    )
