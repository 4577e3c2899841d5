"""Maps of frameworks: what they hold of activities, and what they leave in the database."""

from __future__ import annotations

import pytest
from cast import NOW, Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ownpath.school.curriculum.imports import import_starter_pack
from ownpath.school.curriculum.models import Activity, Framework
from ownpath.school.curriculum.queries import activity_lines, get_map


def of_activities(queries: CaptureQueriesContext) -> list[str]:
    """Return the statements that read activities themselves."""
    table = f'FROM "{Activity._meta.db_table}"'
    return [
        one["sql"] for one in queries.captured_queries if table in one["sql"].split("WHERE")[0]
    ]


class TestActivityLines:
    def test_are_what_the_rows_say(self, cast: Cast) -> None:
        rows = Activity.objects.filter(is_retired=False).prefetch_related(
            "competencies", "themes"
        )
        told = activity_lines(ids=[row.pk for row in rows])
        assert len(told) > 3
        for row in rows:
            line = told[row.pk]
            assert (line.kind, line.modality) == (row.kind, row.modality)
            assert line.competencies == tuple(sorted(one.pk for one in row.competencies.all()))
            assert line.themes == tuple(sorted(one.pk for one in row.themes.all()))

    @pytest.mark.parametrize("n", [0, 1, 3])
    def test_ask_three_queries_at_most(self, cast: Cast, n: int) -> None:
        ids = list(Activity.objects.order_by("pk").values_list("pk", flat=True)[:n])
        with CaptureQueriesContext(connection) as queries:
            assert list(activity_lines(ids=ids)) == ids
        assert len(queries) == (3 if ids else 0)


class TestAMap:
    def test_reads_no_words_of_its_activities(self, cast: Cast) -> None:
        with CaptureQueriesContext(connection) as queries:
            shown = get_map(cast.framework.pk)
        assert shown.activities
        assert of_activities(queries)
        assert not [sql for sql in of_activities(queries) if "words" in sql]


NO_SIZES = """
UPDATE pg_class SET reltuples = 0 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i');
DELETE FROM pg_statistic WHERE starelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace);
SET LOCAL statement_timeout = '20s'
"""
"""What PostgreSQL knows when it looked at its tables in the middle of an import: pages, and no rows in them."""


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans without sizes")
class TestAMapJustImported:
    def test_is_read_though_the_sizes_of_tables_are_not_known_yet(self, cast: Cast) -> None:
        import_starter_pack(now=NOW)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute(NO_SIZES)
        shown = get_map(Framework.objects.exclude(pk=cast.framework.pk).get().pk)
        assert len(shown.activities) > len(shown.competencies) > 300
