"""Who reads everything as of one moment keeps nobody from writing."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connections

from ownpath.school.people.models import District
from ownpath.store.stillness import standing_still
from ownpath.store.together import commit_together


def write() -> None:
    """Keep a district, as another request would."""
    try:
        commit_together(lambda: District.objects.create(name="B", source_key="b"))
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
class TestStandingStill:
    def test_reads_as_of_one_moment_while_others_write(self) -> None:
        with standing_still():
            before = District.objects.count()
            other = Thread(target=write)
            other.start()
            other.join(timeout=60)
            assert not other.is_alive(), "the writer waited for who only reads"
            assert District.objects.count() == before
        assert District.objects.count() == before + 1
