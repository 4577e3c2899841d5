"""A mail server of this machine that takes letters, or says no: enough of SMTP to be written to."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class MailServer:
    """Where it listens, what it says to a recipient it does not take, and what it was brought."""

    port: int
    refuses: str = ""
    letters: list[str] = field(default_factory=list)


@contextmanager
def serving_mail(*, refuses: str = "") -> Iterator[MailServer]:
    """Serve mail while the block runs; afterwards nobody listens there any more."""

    class Talk(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            self.say("220 here")
            while line := self.rfile.readline():
                verb = line.split()[0].upper()
                if verb == b"DATA":
                    self.say("354 go on")
                    kept.letters.append(self.letter())
                self.say(kept.refuses if verb == b"RCPT" and kept.refuses else "250 well")

        def letter(self) -> str:
            lines = iter(lambda: self.rfile.readline().decode(), ".\r\n")
            return "".join(lines)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        kept = MailServer(port=server.server_address[1], refuses=refuses)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()
