"""Serve in a process that holds nothing but the server: `python -m ownpath.config.serving`, started by `ownpath serve`.

What a start needs only once (the command line, every migration there ever was, the table of static files) took 15 MB
that lay between what a server needs and could not go back. So a child does that, and meanwhile the interpreter begins
anew and loads what it answers with.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final, NoReturn

FAILED: Final = 1  # the command line's exit code for what was refused


def begin(prepare: Callable[[], None], **wishes: Any) -> NoReturn:
    """Become the server, with the same process id, while a child prepares what it needs to find.

    Parameters
    ----------
    prepare
        Makes tables and static files ready.
    wishes
        What `main` is told: `host`, `port`, `n_processes` (0: as many as fit this machine), `has_worker`.
    """
    _keep_a_secret()
    told = {**wishes, "preparing": _forked(prepare)}
    command = [sys.executable, "-m", "ownpath.config.serving", json.dumps(told)]
    os.execv(command[0], command)  # noqa: S606 - our own interpreter


def _keep_a_secret() -> None:
    """Load the settings: at the very first start they write a secret down, which both processes then read."""
    from django.conf import settings

    _ = settings.SECRET_KEY


def _forked(prepare: Callable[[], None]) -> int:
    """Return the id of a child that prepares, and never returns into what it was forked from."""
    child = os.fork()
    if child:
        return child
    code = FAILED
    try:
        prepare()
        code = 0
    except BaseException as error:  # noqa: BLE001 - told, and the server ends for it
        _tell(error)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _tell(error: BaseException) -> None:
    """Say in words what the machine refused; of our own mistakes, where they happened."""
    # Only now: it loads the command line, which a server is better without.
    from ownpath.config.troubles import words_for

    sys.stderr.write(f"{words_for(error) or traceback.format_exc()}\n")


def load_while_preparing(preparing: int) -> None:
    """Load every page's code, wait for the child that prepares, and end if it did not succeed."""
    import django
    from django.conf import settings

    django.setup()
    import_module(settings.ROOT_URLCONF)
    _child, status = os.waitpid(preparing, 0)
    if status:
        sys.exit(FAILED)


def main(told: dict[str, Any]) -> None:
    """Serve until told to stop, once what is served is prepared."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ownpath.config.settings")
    load_while_preparing(told["preparing"])
    # Only now: the application lists the files it may serve when it is loaded.
    from ownpath.config import worker
    from ownpath.config.processes import sensible_number
    from ownpath.config.server import serve

    serve(
        host=told["host"],
        port=told["port"],
        n_processes=told["n_processes"] or sensible_number(),
        worker=worker.command_beside() if told["has_worker"] else (),
    )


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
