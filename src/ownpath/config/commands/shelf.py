"""See the frameworks of a district, set one aside, take it back."""

from __future__ import annotations

from typing import Annotated

import typer

from ownpath.config.terminal import out, prepare_database, refuse, wake


def frameworks(
    district: Annotated[str, typer.Option(help="Source key of the district.")],
    set_aside: Annotated[
        str, typer.Option(help="Identifier of a framework to offer nowhere new; needs --why.")
    ] = "",
    why: Annotated[str, typer.Option(help="One sentence for those who come after you.")] = "",
    take_back: Annotated[
        str, typer.Option(help="Identifier of a framework that was set aside.")
    ] = "",
) -> None:
    """List the frameworks a district has or shares; set one aside that no class works on, or take it back."""
    wake()
    prepare_database()
    from django.utils import timezone

    from ownpath.config import shelving
    from ownpath.errors import Refusal

    now = timezone.now()
    try:
        if set_aside:
            lines = [
                shelving.set_one_aside(key=district, identifier=set_aside, why=why, now=now)
            ]
        elif take_back:
            lines = [shelving.take_one_back(key=district, identifier=take_back, now=now)]
        else:
            lines = shelving.shelf_lines(key=district)
    except Refusal as refusal:
        refuse(str(refusal))
    for line in lines:
        out.print(line, markup=False, highlight=False, soft_wrap=True)
