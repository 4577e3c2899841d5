"""The one command line; `ownpath --help` lists its verbs.

Exit codes: 0 done; 1 refused or found wanting, the reason stands on standard error; 2 the call itself was off;
130 it was stopped.
"""

from __future__ import annotations

import os

import typer

from ownpath.config.commands import (
    backups,
    campus_files,
    files,
    installation,
    keys,
    science,
    shelf,
)
from ownpath.config.commands.content import content
from ownpath.config.commands.effect import effect
from ownpath.config.commands.plan import plan
from ownpath.config.troubles import SaysWhyNot

app = typer.Typer(
    name="ownpath",
    cls=SaysWhyNot,
    help="Plans, for every student of a campus, a school day of their own.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}

for command in (
    installation.migrate,
    installation.serve,
    installation.work,
    installation.demo,
    installation.rebuild,
    installation.check,
    backups.backup,
    backups.restore,
    files.export,
    files.purge,
    shelf.frameworks,
    science.fit,
    science.evaluate,
    science.simulate,
    effect,
    plan,
    campus_files.campus,
):
    app.command()(command)
app.add_typer(content)
app.command("import")(files.import_)
app.command("let-in")(keys.let_in)
app.command("exit-kit")(files.exit_kit)
app.command(context_settings=PASSED_ON)(installation.manage)


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ownpath.config.settings")
    # Our matrices are small: several threads would mostly wait for one another, and burn twice the CPU time doing it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    app()
