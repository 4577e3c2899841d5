"""Sessions in the database, written together with everything else that waits (see `ownpath.store.together`).

Reading is Django's own query, prepared. The writing goes another way, so that a hundred children who sign in at once
do not each wait for the database's lock; and what one request has kept already it does not write again.
"""

from __future__ import annotations

import json
from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField, QuerySet
from django.utils import timezone

from ownpath.store.prepared import Param, prepared
from ownpath.store.together import commit_together


@prepared
def _living_session() -> QuerySet[Session]:
    return Session.objects.filter(
        session_key=Param("key", CharField()), expire_date__gt=Param("now", DateTimeField())
    )


class SessionStore(DatabaseSessionStore):
    """Django's database sessions with writes that share a commit."""

    _kept: tuple[str | None, str] | None = None

    def _get_session_from_db(self) -> Session | None:
        """Return the stored session while it lasts; a key that leads nowhere is dropped."""
        found = (
            _living_session.first(key=self.session_key, now=timezone.now())  # noqa: TID251 - whether it still lasts
            if self.session_key
            else None
        )
        if found is None:
            self._session_key = None
        return found

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's signature
        """Keep the session; durable when it returns."""
        if not must_create and self._kept == self._now_is():
            return
        commit_together(lambda: super(SessionStore, self).save(must_create=must_create))
        self._kept = self._now_is()

    def delete(self, session_key: str | None = None) -> None:
        """Drop the session, if there is one."""
        self._kept = None
        if session_key is None and self.session_key is None:
            return
        commit_together(lambda: super(SessionStore, self).delete(session_key))

    def _now_is(self) -> tuple[str | None, str]:
        """Return the key and all that the session holds, to compare."""
        return self.session_key, json.dumps(
            dict(self.items()), sort_keys=True, default=_as_text
        )


def _as_text(value: datetime) -> str:
    return value.isoformat()
