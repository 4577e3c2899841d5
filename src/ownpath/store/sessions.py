"""Sessions in the database, written together with everything else that waits (see `ownpath.store.together`).

Reading is Django's own: one query. Only the writing goes another way, so that a hundred children who sign in at once
do not each wait for the database's lock.
"""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore

from ownpath.store.together import commit_together


class SessionStore(DatabaseSessionStore):
    """Django's database sessions with writes that share a commit."""

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's signature
        """Keep the session; durable when it returns."""
        commit_together(lambda: super(SessionStore, self).save(must_create=must_create))

    def delete(self, session_key: str | None = None) -> None:
        """Drop the session, if there is one."""
        if session_key is None and self.session_key is None:
            return
        commit_together(lambda: super(SessionStore, self).delete(session_key))
