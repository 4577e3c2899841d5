"""Let the first people in, from the machine itself: a roster brings people, but no passwords."""

from __future__ import annotations

from random import SystemRandom
from typing import Annotated, NoReturn

import typer
from rich.table import Table

from ownpath.config.terminal import one_of, out, prepare_database, refuse, wake


def let_in(
    name: Annotated[
        str,
        typer.Argument(help="Sign-in name; without it, those who can be let in are listed."),
    ] = "",
    records_staff: Annotated[  # noqa: FBT002
        bool, typer.Option(help="Make this member of the staff records staff first.")
    ] = False,
    district_administrator: Annotated[  # noqa: FBT002
        bool, typer.Option(help="Make this member of the staff run the district first.")
    ] = False,
    forget_second_factor: Annotated[  # noqa: FBT002
        bool, typer.Option(help="Their phone is lost: they set up another one.")
    ] = False,
    language: Annotated[
        str,
        typer.Option(
            help="What the password's words are in: en or es.", callback=one_of("en", "es")
        ),
    ] = "en",
) -> None:
    """Give a password to somebody who keeps a district's records or runs it; they let everybody else in."""
    wake()
    prepare_database()
    from django.utils import timezone

    from ownpath.config import keys
    from ownpath.errors import Refusal

    if not name:
        _list(keys.key_holders(today=timezone.localdate()))
        return
    wanted = {"records_staff": records_staff, "district_administrator": district_administrator}
    try:
        lines = keys.let_somebody_in(
            name=name,
            roles=[role for role, is_wanted in wanted.items() if is_wanted],
            forgets_factor=forget_second_factor,
            language=language,
            now=timezone.now(),
            rng=SystemRandom(),
        )
    except Refusal as refusal:
        refuse(str(refusal))
    for line in lines:
        out.print(line, markup=False, highlight=False, soft_wrap=True)


def _list(holders: list[tuple[str, ...]]) -> None:
    if not holders:
        _refuse_for_want_of_holders()
    table = Table("sign-in name", "who", "as", "district", "password")
    for row in holders:
        table.add_row(*row)
    out.print(table)
    out.print("ownpath let-in NAME gives a password, shown this once.")


def _refuse_for_want_of_holders() -> NoReturn:
    """Say that nobody can be let in yet, and name some of the staff who could be made records staff."""
    from django.utils import timezone

    from ownpath.config.keys import administrators

    names = administrators(today=timezone.localdate())
    some = f" Administrators in the roster: {'; '.join(names)}." if names else ""
    refuse(
        "Nobody in the roster keeps records or runs a district. Import a roster, or name a member of the staff: "
        f"ownpath let-in NAME --records-staff.{some}"
    )
