"""The cast as people who sign in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from pytest_django import Settings

from ownpath.school.people.models import District, Person, Role

PASSWORD = "seven green frogs"  # noqa: S105 - of people who do not exist
_HASHED: dict[str, str] = {}

MakePerson = Callable[..., Person]


@pytest.fixture(autouse=True)
def _door(settings: Settings) -> None:
    settings.ROOT_URLCONF = "door_urls"


@pytest.fixture
def live_oak(db: None) -> District:
    return District.objects.create(
        name="Live Oak",
        sourced_id="Live-Oak",
        source_key="live-oak",
        time_zone="America/Chicago",
    )


@pytest.fixture
def make_person(live_oak: District) -> MakePerson:
    def make(
        username: str, *roles: str, district: District | None = None, **more: object
    ) -> Person:
        hashed = _HASHED.get(PASSWORD) or _HASHED.setdefault(PASSWORD, make_password(PASSWORD))
        person = Person.objects.create(
            **{
                "district": district or live_oak,
                "username": username,
                "username_key": username.casefold() or None,
                "sourced_id": f"sid-{username}",
                "source_key": f"sid-{username}".casefold(),
                "given_name": username.title(),
                "family_name": "Morales",
                "password": hashed,
                **more,
            }
        )
        for role in roles:
            Role.objects.create(person=person, name=role)
        return person

    return make


@pytest.fixture
def ada(make_person: MakePerson) -> Person:
    return make_person("ada", "student", grade="04", language="es")


@pytest.fixture
def okafor(make_person: MakePerson) -> Person:
    return make_person("okafor", "teacher")


@pytest.fixture
def come_in() -> Callable[..., object]:
    """Post a name and a password at the door."""

    def post(client: Client, name: str, password: str = PASSWORD, **more: object) -> object:
        extra = {key: more.pop(key) for key in ("REMOTE_ADDR",) if key in more}
        return client.post("/sign-in", {"name": name, "password": password, **more}, **extra)

    return post
