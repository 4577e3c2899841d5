"""How Django finds the person behind a name and password, or behind a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend

from ownpath.school.people.queries import person_behind
from ownpath.school.people.services import check_name_and_password, may_come_in

if TYPE_CHECKING:
    from django.http import HttpRequest

    from ownpath.school.people.models import Person

PATH = "ownpath.faces.door.backends.PersonBackend"


class PersonBackend(ModelBackend):
    """People by the name they type, with their district in the same query."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django's signature
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Person | None:
        """Return the person a name and password fit; the throttle stands in the sign-in itself."""
        typed = username if username is not None else kwargs.get("username_key")
        if typed is None or password is None:
            return None
        return check_name_and_password(typed_name=typed, password=password)

    def get_user(self, user_id: int) -> Person | None:
        """Return the person a session belongs to, if they are still the district's."""
        person = person_behind(person_id=user_id)
        return person if person is not None and may_come_in(person) else None

    def user_can_authenticate(self, user: Any) -> bool:
        """Return whether a person may come in at all."""
        return may_come_in(user)
