"""Values on their way into the database and out of it: the same as the field's own way gives."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateTimeField, QuerySet

from ownpath.school.evidence.models import Evidence, Question
from ownpath.school.people.models import Person
from ownpath.store.cells import way_in, way_out
from ownpath.store.prepared import Param, prepared
from ownpath.store.rows import new

NOON = datetime(2026, 3, 10, 12, 0, 0, 5, tzinfo=UTC)


@pytest.mark.django_db
class TestWayIn:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("answered_at", NOON),
            ("answered_at", NOON.replace(microsecond=0)),
            ("answered_at", NOON.astimezone(ZoneInfo("America/Los_Angeles"))),
            ("attempt", UUID(int=7)),
            ("attempt", str(UUID(int=8))),
            ("is_correct", True),
            ("is_correct", 0),
            ("score", 0.5),
            ("score", 1),
            ("number", 3),
            ("number", "3"),
            ("note", ""),
            ("shown_at", None),
        ],
    )
    def test_gives_what_the_field_would_give(self, name: str, value: object) -> None:
        field = Evidence._meta.get_field(name)
        assert way_in(field)(value) == field.get_db_prep_save(value, connection=connection)


@pytest.mark.django_db
class TestWayOut:
    def test_reads_moments_as_django_does(self) -> None:
        Session.objects.create(session_key="a", session_data="", expire_date=NOON)

        @prepared
        def ends() -> QuerySet[Session, datetime]:
            own = Session.objects.filter(session_key=Param("key", CharField()))
            return own.values_list("expire_date", flat=True)

        assert (
            ends.all(key="a")
            == [NOON]
            == list(Session.objects.values_list("expire_date", flat=True))
        )
        assert ends.all(key="a")[0].tzinfo is UTC

    def test_reads_people_as_django_does(self) -> None:
        made = Person.objects.create(username="ada", username_key="ada", last_login=NOON)

        @prepared
        def person() -> QuerySet[Person]:
            return Person.objects.filter(pk=Param("id", BigIntegerField()))

        found, usual = person.first(id=made.pk), Person.objects.get(pk=made.pk)
        assert found is not None
        told, expected = dict(vars(found)), dict(vars(usual))
        assert vars(told.pop("_state")) == vars(expected.pop("_state"))
        assert told == expected

    def test_takes_every_converter_in_its_order(self) -> None:
        out = way_out(
            [lambda value, *_: value + 1, lambda value, *_: value * 2], DateTimeField()
        )
        assert out(3) == 8


class TestNew:
    def test_makes_what_the_models_own_call_makes(self) -> None:
        values = {"student_id": 1, "item_id": 2, "seed": 3, "shown_at": NOON, "uuid": uuid4()}
        mine, usual = dict(vars(new(Question, **values))), dict(vars(Question(**values)))
        states = mine.pop("_state"), usual.pop("_state")
        assert [(one.adding, one.db) for one in states] == [(True, None)] * 2
        assert mine == usual

    def test_gives_each_row_defaults_of_its_own(self) -> None:
        one, other = new(Evidence), new(Evidence)
        assert one.response == other.response == {}
        assert one.response is not other.response

    def test_names_what_the_table_does_not_have(self) -> None:
        with pytest.raises(ValueError, match="Question has no colour"):
            new(Question, seed=1, colour="red")
