"""Many rows at once are written as Django writes one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from cast import NOW, Cast
from django.db import connection

from ownpath.school.voice.models import Hope
from ownpath.store.many_rows import insert_rows, update_rows

MOMENTS = (
    NOW,
    datetime(
        2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/Los_Angeles")
    ),  # the hour that comes twice
    datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=ZoneInfo("America/Los_Angeles")),
    datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    NOW + timedelta(microseconds=1),
)


def stored() -> list[tuple[object, ...]]:
    """Return what stands in the table, as the database says it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT uuid, student_id, kind, words, said_at, let_go_at FROM voice_hope ORDER BY id"
        )
        return cursor.fetchall()


@pytest.mark.parametrize("moment", MOMENTS)
class TestAsDjangoWritesThem:
    def test_inserted(self, cast: Cast, moment: datetime) -> None:
        row = {
            "uuid": uuid4(),
            "student_id": cast.ada.pk,
            "kind": "hope",
            "words": "Bread",
            "said_at": moment,
            "let_go_at": None,
        }
        insert_rows(Hope, [row])
        ours = stored()
        Hope.objects.all().delete()
        Hope.objects.create(**row)
        assert ours == stored()

    def test_updated(self, cast: Cast, moment: datetime) -> None:
        hope = Hope.objects.create(student=cast.ada, kind="hope", words="Bread", said_at=NOW)
        update_rows(Hope, [{"id": hope.pk, "said_at": moment, "let_go_at": moment}])
        ours = stored()
        hope.said_at = hope.let_go_at = moment
        hope.save()
        assert ours == stored()
