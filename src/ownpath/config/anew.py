"""Serve in place of a process that died: `python -m ownpath.config.anew LISTENER ALIVE`, started by the keeper."""

from __future__ import annotations

import socket
import sys
import threading

import django

from ownpath.config.keeper import end_with


def main(listener: int, alive: int) -> None:
    """Answer at a socket that is open already, until told to stop or the keeper is gone."""
    threading.Thread(target=end_with, args=[alive], name="keeper", daemon=True).start()
    django.setup()
    from ownpath.config.processes import load_all
    from ownpath.config.server import serve_at

    load_all()
    serve_at(socket.socket(fileno=listener))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
