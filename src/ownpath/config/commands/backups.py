"""Keep a whole installation in one file, and set one up from it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ownpath.config.terminal import bars, out, refuse, wake


def backup(
    target: Annotated[
        Path, typer.Argument(help="The file to write, such as safe/monday.tar.gz.")
    ],
) -> None:
    """Keep everything here in one file: database, secret, files. The server may run meanwhile."""
    wake()
    from django.conf import settings
    from django.utils import timezone

    from ownpath.config.backing_up import back_up, installation_of
    from ownpath.errors import Refusal

    try:
        with bars() as step:
            manifest = back_up(
                here=installation_of(settings=settings),
                target=target,
                now=timezone.now(),
                step=step,
            )
    except Refusal as refusal:
        refuse(str(refusal))
    n_files, size = len(manifest.entries), target.stat().st_size / 1e6
    out.print(f"Kept {n_files:,} files in {target} ({size:,.1f} MB).", highlight=False)
    out.print("It holds everything about everybody: keep it where only you can read it.")


def restore(
    source: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A backup.")],
    replace: Annotated[  # noqa: FBT002
        bool, typer.Option(help="Move aside what stands here already.")
    ] = False,
) -> None:
    """Set this installation up from a backup; the server must not run."""
    wake()
    from django.conf import settings
    from django.utils import timezone

    from ownpath.config.backing_up import installation_of
    from ownpath.config.restoring import restore as set_up
    from ownpath.errors import Refusal

    try:
        with bars() as step:
            manifest, aside = set_up(
                here=installation_of(settings=settings),
                source=source,
                replaces=replace,
                now=timezone.now(),
                step=step,
            )
    except Refusal as refusal:
        refuse(str(refusal))
    out.print(f"This is the installation of {manifest.made_at} now.", highlight=False)
    if aside is not None:
        out.print(f"What stood here is in {aside}.", highlight=False)
    out.print("ownpath serve brings its tables up to date and serves it.")
