"""Write down all there is to read in a server: each role's pages, and a question of every template in both languages.

`OWNPATH_DATA=FOLDER python bench/load/everything.py FILE.json --times 2` on a copy of the demonstration: sessions
and questions are made in it, for `memory.py` to open. Each process reads for itself, so there is a set for each.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

LANGUAGES = ("en", "es")
PEOPLE_OF_A_ROLE = 3
QUESTIONS_PLANNED = 2  # one is put; the other is never reached, so no sitting comes to its end


def main() -> None:
    """Write what is to be opened: for each of `--times`, pages and questions with the session of who opens them."""
    reading = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    reading.add_argument("file", type=Path)
    reading.add_argument("--times", type=int, default=2)
    asked = reading.parse_args()
    sys.path.insert(0, str(Path(__file__).parents[1]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ownpath.config.settings")
    os.environ["OWNPATH_DEMO"] = "1"
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    for command in ("migrate", "collectstatic"):
        call_command(command, interactive=False, verbosity=0)
    now = timezone.now()
    pages = [list(page) for page in _pages(now)]
    questions = [_questions(now, random.Random(seed)) for seed in range(asked.times)]
    asked.file.write_text(json.dumps({"pages": pages, "questions": questions}))


def _pages(now: datetime) -> Iterator[tuple[str, str]]:
    """Yield every page of every role: the session of who opens it ("": nobody's), and its address."""
    from django.utils import timezone
    from pages import browser
    from pages_by_role import make_ready, people_for

    today = timezone.localdate(now)
    make_ready(today, now)
    for _role, pages_of, people in people_for(PEOPLE_OF_A_ROLE):
        for person in people:
            client = browser(person)
            for _name, path in pages_of(person, client, today):
                yield session_of(client), path


def session_of(client: Any) -> str:
    """Return the key of a client's session, "" where nobody is signed in."""
    from django.conf import settings

    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie.value if cookie else ""


def _questions(now: datetime, chance: random.Random) -> list[tuple[str, str, str]]:
    """Put every template to one student of each language; return session, sitting and question."""
    from pages import browser

    from ownpath.school.people.models import Person

    found = []
    students = list(Person.objects.filter(roles__name="student", grade="08").order_by("pk"))
    for language in LANGUAGES:
        student = students.pop(chance.randrange(len(students)))
        student.language = language
        student.save(update_fields=["language"])
        session = session_of(browser(student))
        found += [(session, *put) for put in _put_all(student, now, chance)]
    chance.shuffle(found)
    return found


def _put_all(student: Person, now: datetime, chance: random.Random) -> list[tuple[str, str]]:
    from ownpath.school.curriculum.models import Activity, Item
    from ownpath.school.evidence.models import Question, Sitting

    practice = Activity.objects.filter(kind="practice").earliest("pk")
    items = list(Item.objects.filter(is_retired=False, needs_figure=False).order_by("pk"))
    sittings = Sitting.objects.bulk_create(
        Sitting(student=student, activity=practice, started_at=now, n_planned=QUESTIONS_PLANNED)
        for _item in items
    )
    questions = Question.objects.bulk_create(
        Question(
            sitting=sitting,
            student=student,
            item=item,
            revision=item.revision,
            seed=chance.getrandbits(63),
            position=0,
            shown_at=now,
        )
        for sitting, item in zip(sittings, items, strict=True)
    )
    return [(str(one.sitting.uuid), str(one.uuid)) for one in questions]


if __name__ == "__main__":
    main()
