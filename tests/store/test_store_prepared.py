"""Prepared queries and single rows: the same as the mapper's own, at a part of the cost."""

from __future__ import annotations

import select
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, IntegrityError, connection
from django.db.models import BigIntegerField, CharField, Count, DateField, QuerySet, UUIDField
from django.test.utils import CaptureQueriesContext

from ownpath.school.curriculum.models import Activity, Theme
from ownpath.school.people.models import District, Person, Role
from ownpath.store.database import TIMES_BEFORE_ONE_IS_KEPT
from ownpath.store.prepared import Param, Params, prepared
from ownpath.store.rows import change, insert

NOW = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)


@prepared
def people_of() -> QuerySet[Person]:
    return (
        Person.objects.select_related("district")
        .filter(district_id=Param("district", BigIntegerField()))
        .order_by("username_key")
    )


@prepared
def person_with() -> QuerySet[Person]:
    return Person.objects.defer("password").filter(uuid=Param("uuid", UUIDField()))


@prepared
def names_on() -> QuerySet[Role, str]:
    return Role.objects.filter(
        person_id=Param("person", BigIntegerField()),
        starts_on__lte=Param("today", DateField()),
        name__in=[Role.Name.TEACHER, Role.Name.AIDE],
    ).values_list("name", flat=True)


@prepared
def slugs_among() -> QuerySet[Theme, str]:
    return (
        Theme.objects.filter(
            kind=Param("kind", CharField()), slug__in=Params("slugs", CharField())
        )
        .order_by("slug")
        .values_list("slug", flat=True)
    )


@prepared
def count_by_kind() -> QuerySet[Theme, tuple[str, int]]:
    return (
        Theme.objects.filter(slug__startswith=Param("begin", CharField()))
        .order_by("kind")
        .values_list("kind")
        .annotate(n=Count("pk"))
    )


@pytest.fixture
def district() -> District:
    return District.objects.create(
        name="Live Oak", sourced_id="live-oak", source_key="live-oak"
    )


@pytest.fixture
def ada(district: District) -> Person:
    return person(district, "ada")


def person(district: District, name: str) -> Person:
    return Person.objects.create(
        district=district, username=name, username_key=name, source_key=name, sourced_id=name
    )


@pytest.mark.django_db
class TestPrepared:
    def test_gives_the_objects_an_ordinary_query_gives(self, district, ada) -> None:
        ben = person(district, "ben")

        found = people_of.all(district=district.pk)

        assert found == [ada, ben] == list(Person.objects.order_by("username_key"))
        assert [one.__dict__.keys() for one in found] == [
            one.__dict__.keys()
            for one in Person.objects.select_related("district").order_by("username_key")
        ]
        assert all(one.district == district for one in found)

    def test_asks_the_database_once_with_what_is_joined(self, district, ada) -> None:
        people_of.all(district=district.pk)

        with CaptureQueriesContext(connection) as asked:
            names = [one.district.name for one in people_of.all(district=district.pk)]

        assert len(asked) == 1
        assert names == ["Live Oak"]

    def test_takes_new_values_each_time(self, district, ada) -> None:
        ben = person(district, "ben")

        assert person_with.first(uuid=ada.uuid) == ada
        assert person_with.first(uuid=ben.uuid) == ben
        assert person_with.first(uuid=uuid4()) is None

    def test_leaves_out_what_is_deferred_until_it_is_asked_for(self, ada) -> None:
        found = person_with.first(uuid=ada.uuid)

        assert found is not None
        assert found.get_deferred_fields() == {"password"}
        assert found.password == ada.password

    @pytest.mark.parametrize(
        ("day", "expected"), [(9, []), (10, ["teacher"]), (11, ["teacher"])]
    )
    def test_converts_dates_and_keeps_fixed_lists(self, district, ada, day, expected) -> None:
        for name in (Role.Name.TEACHER, Role.Name.STUDENT):
            Role.objects.create(person=ada, name=name, starts_on=date(2026, 3, 10))

        assert names_on.all(person=ada.pk, today=date(2026, 3, day)) == expected

    def test_gives_plain_values_with_counts(self) -> None:
        for slug, kind in (
            ("a1", "interest"),
            ("a2", "interest"),
            ("a3", "hope"),
            ("b", "hope"),
        ):
            Theme.objects.create(slug=slug, kind=kind)

        assert count_by_kind.all(begin="a") == [("hope", 1), ("interest", 2)]

    @pytest.mark.parametrize(
        ("slugs", "expected"),
        [([], []), (["b"], ["b"]), (["c", "a", "x"], ["a", "c"]), (["a"] * 999, ["a"])],
    )
    def test_takes_lists_of_any_length(self, slugs, expected) -> None:
        for slug in ("a", "b", "c"):
            Theme.objects.create(slug=slug, kind="hope")

        assert slugs_among.all(kind="hope", slugs=slugs) == expected
        assert slugs_among.all(kind="interest", slugs=slugs) == []

    def test_names_the_place_that_has_no_value(self, district) -> None:
        with pytest.raises(KeyError, match="district"):
            people_of.all()

    def test_refuses_what_it_cannot_read(self) -> None:
        @prepared
        def with_more() -> QuerySet[Activity]:
            return Activity.objects.prefetch_related("themes")

        @prepared
        def as_dictionaries() -> QuerySet:
            return Theme.objects.values("slug")

        for query in (with_more, as_dictionaries):
            with pytest.raises(ValueError, match="expected rows or value lists"):
                query.all()


@pytest.mark.django_db
class TestRows:
    def test_inserts_what_save_would(self, django_assert_num_queries) -> None:
        theme = Theme(slug="kites", kind="interest", words={"en": {"name": "Kites"}})

        with django_assert_num_queries(1):
            insert(theme)

        stored = Theme.objects.get(pk=theme.pk)
        assert (stored.slug, stored.kind, stored.words) == (theme.slug, theme.kind, theme.words)
        assert not theme._state.adding

    def test_inserts_only_what_is_new(self) -> None:
        theme = Theme.objects.create(slug="kites", kind="interest")

        with pytest.raises(ValueError, match="never written"):
            insert(theme)

    def test_keeps_the_constraints_of_the_table(self) -> None:
        insert(Theme(slug="kites", kind="interest"))

        with pytest.raises(IntegrityError):
            insert(Theme(slug="kites", kind="hope"))

    def test_changes_the_named_fields_alone(self, django_assert_num_queries) -> None:
        theme = Theme.objects.create(slug="kites", kind="interest", words={"en": {}})
        theme.slug, theme.words = "sails", {"es": {}}

        with django_assert_num_queries(1):
            change(theme, "words")

        stored = Theme.objects.get(pk=theme.pk)
        assert (stored.slug, stored.words) == ("kites", {"es": {}})

    def test_says_when_the_row_is_gone(self) -> None:
        theme = Theme.objects.create(slug="kites", kind="interest")
        Theme.objects.all().delete()

        with pytest.raises(DatabaseError, match="is gone"):
            change(theme, "words")


@pytest.mark.django_db
class TestSessions:
    def test_a_session_past_its_end_leads_nowhere(self) -> None:
        from ownpath.store.sessions import SessionStore

        session = SessionStore()
        session["a"] = 1
        session.save()
        Session.objects.update(expire_date=NOW - timedelta(days=9_999))

        again = SessionStore(session_key=session.session_key)

        assert again.get("a") is None
        assert again.session_key is None


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite keeps its statements itself"
)
@pytest.mark.django_db
class TestPlansKept:
    def test_keeps_the_plan_of_what_is_asked_again_and_again(self) -> None:
        for _time in range(TIMES_BEFORE_ONE_IS_KEPT + 1):
            assert person_with.all(uuid=uuid4()) == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT statement FROM pg_prepared_statements")
            kept = [statement for (statement,) in cursor.fetchall()]
        assert [one for one in kept if "people_person" in one and '"uuid" = $1' in one]

    def test_asks_anew_once_a_table_has_changed(self) -> None:
        for _time in range(TIMES_BEFORE_ONE_IS_KEPT + 1):
            assert slugs_among.all(kind="interest", slugs=["a", "b"]) == []
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE curriculum_theme ADD COLUMN more integer")
        Theme.objects.create(slug="a", kind="interest")
        assert slugs_among.all(kind="interest", slugs=["a", "b"]) == ["a"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's file does not hang up")
@pytest.mark.django_db(transaction=True)
class TestConnectionOfThisRequest:
    @pytest.fixture(autouse=True)
    def as_a_request_begins(self) -> None:
        connection.ensure_connection()
        connection.health_check_enabled, connection.health_check_done = True, False

    def test_is_kept_while_it_lives_and_not_asked(self) -> None:
        before = connection.connection
        assert names_on.all(person=1, today=date(2026, 3, 10)) == []
        assert connection.connection is before
        assert connection.health_check_done

    def test_is_made_anew_when_the_server_hung_up(self) -> None:
        before = connection.connection
        with psycopg.connect(before.info.dsn, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [before.info.backend_pid])
            while not select.select([before.fileno()], [], [], 0.05)[0]:
                pass
        assert names_on.all(person=1, today=date(2026, 3, 10)) == []
        assert connection.connection is not before
