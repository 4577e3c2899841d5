"""What other rooms cannot find by foreign keys when somebody is erased: failed sign-ins, and the stories of imports."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ownpath.school.people.models import RosterImport, SignInFailure
from ownpath.school.people.services.throttling import account_key_of
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person

KEYS_IN_A_QUERY = 500


@deed
def forget_failures_of(*, people: Iterable[Person]) -> None:
    """Forget every failed try of some people, at the door and at the second factor."""
    keys = [
        key
        for one in people
        for key in (
            account_key_of(one.username),
            account_key_of(str(one.uuid), purpose="second-factor"),
        )
    ]
    for begin in range(0, len(keys), KEYS_IN_A_QUERY):
        some = keys[begin : begin + KEYS_IN_A_QUERY]
        SignInFailure.objects.filter(account_key__in=some).delete()


@deed
def forget_in_imports(*, district: District, person: Person | None) -> list[Path]:
    """Take a person out of the stories of past imports and return the files that still name them, to be removed.

    A story that names the person goes whole, since its lines cannot be told apart for certain; so does every kept file,
    for it holds a whole roster. Without a person all of the district's files are returned.
    """
    imports = RosterImport.objects.filter(district=district)
    files = [Path(one.file_path) for one in imports if one.file_path]
    if person is not None:
        words = {word for word in (person.sourced_id, person.username, person.email) if word}
        words |= {person.plain_name, f"{person.given_name} {person.family_name}"}
        for one in imports:
            if _names(one, words):
                one.story, one.problems = {}, []
                one.save(update_fields=["story", "problems"])
    return files


def _names(one: RosterImport, words: Iterable[str]) -> bool:
    told = json.dumps([one.story, one.problems], ensure_ascii=False).casefold()
    return any(word.casefold() in told for word in words)
