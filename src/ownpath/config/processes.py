"""Several processes of one server: forked from one that has loaded everything, which then becomes their keeper.

Python runs one thread at a time, so one process answers with one processor, however many there are. Forked processes
share the memory of what was loaded before; they share nothing else that matters: see `docs/decisions/0016`. The process
that forked them turns into `ownpath.config.keeper`, a program that holds nothing, so that the loaded one is not there
once more for nobody.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from typing import Any, Final, NoReturn

from ownpath.config.keeper import end_with, keeping

MOST_BY_DEFAULT: Final = 4
SMALL_MEMORY: Final = 1_200_000_000  # bytes; below, one process


def sensible_number() -> int:
    """Return how many processes fit this machine: one a processor, four at most, one where memory is small."""
    if sys.platform != "linux":
        return 1
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return 1 if memory < SMALL_MEMORY else min(len(os.sched_getaffinity(0)), MOST_BY_DEFAULT)


def load_all() -> None:
    """Load what every process needs, leave no connection open, and let the collector pass over what stays."""
    from django.contrib.auth.password_validation import get_default_password_validators
    from django.db import connections
    from django.template import engines
    from django.urls import get_resolver, reverse
    from django.utils import translation

    from ownpath.store.lending import close_resting
    from ownpath.store.prepared import make_all
    from ownpath.store.together import rest

    get_resolver().check()
    for language in ("en", "es"):
        with translation.override(language):
            translation.gettext("Next")
            reverse("door:sign_in")  # the table of all addresses, one a language
            _lay_out(get_resolver())
    _join_tables()
    make_all()
    get_default_password_validators()  # 20,000 passwords nobody may choose, which are looked through only
    engines.all()
    rest()
    close_resting()
    connections.close_all()
    gc.collect()
    gc.freeze()


def _lay_out(addresses: Any) -> None:
    """Make the tables of addresses below one, in the language of this moment, as the first to look them up would."""
    addresses._populate()  # noqa: SLF001 - Django does so itself when it looks something up
    for one in addresses.url_patterns:
        if hasattr(one, "url_patterns"):
            _lay_out(one)


def _join_tables() -> None:
    """Let each table's model find out which others point at it, as the first query that joins them would."""
    from django.apps import apps

    for model in apps.get_models(include_auto_created=True):
        about: Any = model._meta  # noqa: SLF001 - Django's documented way to a model's fields
        about.get_fields(include_hidden=True)
        _ = about.related_objects, about.fields_map, about.concrete_fields


def serve_in_many(
    work: Callable[[], None], *, n: int, listener: int, worker: Sequence[str]
) -> NoReturn:
    """Fork processes that do the same work, and become their keeper.

    Parameters
    ----------
    work
        Answers at `listener`, the number of an open socket, until told to stop.
    worker
        The command of the process beside the server, which is kept running too; empty for none.
    """
    alive, held = os.pipe()
    children = [_forked(work, alive, held) for _one in range(n)]
    for number in (alive, held, listener):
        os.set_inheritable(number, True)  # noqa: FBT003 - the system's own signature
    command = keeping(
        children=children, listener=listener, alive=alive, held=held, worker=worker
    )
    os.execv(command[0], command)  # noqa: S606 - our own interpreter; the children stay ours


def _forked(work: Callable[[], None], alive: int, held: int) -> int:
    """Return the id of a new process that works, and never returns into what it was forked from."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        return child
    os.close(held)
    threading.Thread(target=end_with, args=[alive], name="keeper", daemon=True).start()
    code = 1
    try:
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - told, then this process ends and another begins
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
