"""The pages on which a campus is set up, as its principal fills them in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from facing import sign_in
from grounds import Grounds


@pytest.fixture
def reyes(grounds: Grounds) -> Client:
    """Return a client signed in as the principal."""
    return sign_in(grounds.cast.reyes)


def at(grounds: Grounds, kind: str) -> str:
    """Return where one kind of thing is set up."""
    return reverse("leader:edit", args=[grounds.campus.uuid, kind])


def keep(
    client: Client, grounds: Grounds, kind: str, sent: dict[str, Any], row: Any = None
) -> None:
    """Send a form and expect it to be taken."""
    address = at(grounds, kind) + (f"?row={row.uuid}" if row else "")
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
