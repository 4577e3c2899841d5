"""Keep answers from many threads and say each attempt that was acknowledged, until somebody pulls the plug.

Run by the test beside this file as a process of its own: `python answering_until_killed.py N_THREADS N_PROCESSES`.
The processes beyond the first are forked from it, as the server's are.
"""

from __future__ import annotations

import os
import sys
import threading
from datetime import UTC, datetime
from uuid import uuid4

NOW = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)


def main() -> None:
    """Make one student in the tables that are there, then answer for ever."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ownpath.config.settings")
    import django

    django.setup()
    from django.db import connections

    student = a_student()
    connections.close_all()
    for _ in range(int(sys.argv[2]) - 1):
        if os.fork() == 0:
            break
    for _ in range(int(sys.argv[1])):
        threading.Thread(target=answer_for_ever, args=[student], daemon=True).start()
    threading.Event().wait()


def a_student() -> int:
    """Return a student who exists only here."""
    from ownpath.school.people.models import District, Person

    district = District.objects.create(sourced_id="d", source_key="d", name="Live Oak")
    person = Person(
        district=district,
        sourced_id="ada",
        source_key="ada",
        username="ada",
        username_key="ada",
    )
    person.set_unusable_password()
    person.save()
    return person.pk


def answer_for_ever(student: int) -> None:
    """Write one row of the ledger after the other, each said once it is kept."""
    from ownpath.school.evidence.services import Shown, add_evidence

    while True:
        attempt = uuid4()
        shown = Shown(
            attempt=attempt,
            student_id=student,
            competency_ids=(),
            score=1.0,
            is_correct=True,
            source="own_page",
            answered_at=NOW,
            response={"said": "1"},
            reply={"attempt": str(attempt)},
        )
        add_evidence(shown=shown, by=None, now=NOW)
        os.write(1, f"{attempt.hex}\n".encode())


if __name__ == "__main__":
    main()
