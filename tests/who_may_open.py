"""Who may open what: every address by every member of the cast; each face has its table in a file beside this one.

To add an address: one line in its face's TABLE for each method it takes and, where it needs them, its arguments in
`places` and its fields in `fields` (both in opening.py beside this file).
"""

from __future__ import annotations

import who_may_open_door
import who_may_open_family
import who_may_open_leader
import who_may_open_office
import who_may_open_student
import who_may_open_teacher

# What each gets. A number is a status; `in`: led to sign-in; `go`: led on, the deed is done.
# Everything is about Ada: of her class, her campus, her offers, questions, hopes and messages.
# The draft of tomorrow has no packed problem to check it by, so publishing it is refused (409).
# The framework and its templates are shared: nobody's office may write in them (its own packs: test_office_editor.py).
# A framework file waits in the session of whoever sent it; here nobody has sent one.
TABLES = (
    who_may_open_door.TABLE,
    who_may_open_student.TABLE,
    who_may_open_teacher.TABLE,
    who_may_open_family.TABLE,
    who_may_open_leader.TABLE,
    who_may_open_office.TABLE,
)


def rows(table: str) -> dict[tuple[str, str], dict[str, str]]:
    """Read a table: what each member of the cast gets, by method and name of the address."""
    head, *lines = (line.split() for line in table.splitlines() if line.strip())
    return {
        (method, name): dict(zip(head, cells, strict=True)) for method, name, *cells in lines
    }


ROWS = {address: gets for table in TABLES for address, gets in rows(table).items()}
NAMES = sorted({name for _method, name in ROWS})
