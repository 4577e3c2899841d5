"""Make the demonstration district ready for load: passwords for 1,000 students and 30 teachers, and the fixture file.

`OWNPATH_DATA=FOLDER python bench/load/prepare.py FIXTURE.json [--early]` (after `ownpath demo --only-build` on the same
folder). With `--early` the worker has been through the morning, as it is from five o'clock on: first offers are made.
"""

from __future__ import annotations

import json
import os
import sys
from itertools import zip_longest
from pathlib import Path

N_STUDENTS = 1000
N_TEACHERS = 30


def main() -> None:
    """Set one password for all, and write who may be driven."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ownpath.config.settings")
    import django

    django.setup()
    from django.contrib.auth.hashers import make_password
    from people import PASSWORD

    from ownpath.school.people.models import Enrollment, Person

    rows = Enrollment.objects.filter(
        section__frameworks__isnull=False,
        person__grade__in=["03", "04", "05", "07", "08"],
        role="student",
    ).order_by("section_id", "pk")
    by_section: dict[int, list[str]] = {}
    for section, username in rows.values_list("section_id", "person__username"):
        by_section.setdefault(section, []).append(username)
    mixed = [name for column in zip_longest(*by_section.values()) for name in column if name]
    learners = list(dict.fromkeys(mixed))[:N_STUDENTS]
    teachers = list(
        dict.fromkeys(
            Enrollment.objects.filter(section_id__in=by_section, role="teacher").values_list(
                "person__username", flat=True
            )
        )
    )[:N_TEACHERS]
    Person.objects.filter(username__in=[*learners, *teachers]).update(
        password=make_password(PASSWORD)
    )
    if "--early" in sys.argv:
        make_first_offers()
    Path(sys.argv[1]).write_text(
        json.dumps({"learners": learners, "teachers": teachers}), encoding="utf-8"
    )


def make_first_offers() -> None:
    """Do what the worker does in the morning, for all students of all campuses at once."""
    from django.utils import timezone

    from ownpath.school.people.queries import find_campuses, students_at
    from ownpath.school.plans.services import make_offers_ahead

    now = timezone.now()
    today = timezone.localdate(now)
    for campus in find_campuses():
        students = students_at(campus=campus, today=today)
        make_offers_ahead(students=students, today=today, now=now)


if __name__ == "__main__":
    main()
