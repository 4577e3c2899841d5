"""`ownpath check` finds what a school must not start with, and says how to mend it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from mail_servers import MailServer, serving_mail
from pytest_django import Settings

from ownpath.config.fitness import NotSent, look, send_trial
from ownpath.config.mail import mail_settings

NOW = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)


def found(tmp_path: Path, *, proxy: str = "", can_come_in: bool = True, **other: Any) -> str:
    """Look at a sound installation that differs in a thing or two; return what is said."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700, exist_ok=True)
    sound = {
        "DATA_FOLDER": data,
        "DATABASES": {"default": {"ENGINE": "x.postgresql", "NAME": "ownpath"}},
        "HTTPS": False,
        "ALLOWED_HOSTS": ["localhost"],
        "BACKUPS_FOLDER": None,
    }
    findings = look(
        settings=SimpleNamespace(**sound | other),
        proxy=proxy,
        somebody_can_come_in=can_come_in,
        now=NOW,
    )
    return " ".join(("!" if one.is_grave else "") + str(one) for one in findings)


SQLITE = {"default": {"ENGINE": "x.sqlite3", "NAME": "/nowhere/x"}}


class TestLook:
    def test_finds_nothing_where_all_is_well(self, tmp_path: Path) -> None:
        assert found(tmp_path) == ""
        assert found(tmp_path, HTTPS=True, proxy="127.0.0.1", ALLOWED_HOSTS=["o.example"]) == ""

    def test_others_can_look_into_the_folder(self, tmp_path: Path) -> None:
        found(tmp_path)
        (tmp_path / "data").chmod(0o755)
        assert "chmod 700" in found(tmp_path)

    def test_others_can_read_the_secret(self, tmp_path: Path) -> None:
        found(tmp_path)
        (tmp_path / "data" / "secret.key").write_text("x")
        (tmp_path / "data" / "secret.key").chmod(0o644)
        assert found(tmp_path).startswith("!Others on this machine can read")

    def test_a_circle_of_redirections(self, tmp_path: Path) -> None:
        assert found(tmp_path, HTTPS=True).startswith("!OWNPATH_HTTPS")

    def test_no_encryption_to_other_machines(self, tmp_path: Path) -> None:
        assert "without encryption" in found(tmp_path, ALLOWED_HOSTS=["o.example", "localhost"])

    def test_nobody_has_a_key(self, tmp_path: Path) -> None:
        assert "ownpath let-in" in found(tmp_path, can_come_in=False)

    def test_backups_of_postgresql_are_for_its_own_tool(self, tmp_path: Path) -> None:
        assert "pg_dump" in found(tmp_path, BACKUPS_FOLDER=tmp_path)

    def test_no_backups_none_yet_and_old_ones(self, tmp_path: Path) -> None:
        assert "No backups are kept" in found(tmp_path, DATABASES=SQLITE)
        safe = tmp_path / "safe"
        safe.mkdir()
        assert "no backup in" in found(tmp_path, DATABASES=SQLITE, BACKUPS_FOLDER=safe)
        kept = safe / "ownpath-2026-03-07.tar.gz"
        kept.write_bytes(b"")
        os.utime(kept, (NOW.timestamp() - 3 * 86_400,) * 2)
        assert "older than two days" in found(tmp_path, DATABASES=SQLITE, BACKUPS_FOLDER=safe)
        os.utime(kept, (NOW.timestamp() - 3_600,) * 2)
        said = found(tmp_path, DATABASES=SQLITE, BACKUPS_FOLDER=safe)
        assert "two days" not in said
        assert "another disk" in said


class TestMail:
    def test_stays_in_a_folder_unless_a_server_is_named(self) -> None:
        kept = mail_settings({}, folder=Path("mail"))
        assert kept["EMAIL_BACKEND"].endswith("filebased.EmailBackend")

    @pytest.mark.parametrize(
        ("address", "port", "tls", "ssl"),
        [
            ("smtp://ann:p%40ss@mail.example", 587, True, False),
            ("smtps://ann:p%40ss@mail.example:4465", 4465, False, True),
            ("smtp+plain://ann:p%40ss@mail.example", 25, False, False),
        ],
    )
    def test_leaves_through_the_districts_server(
        self, address: str, port: int, tls: bool, ssl: bool
    ) -> None:
        given = {"OWNPATH_MAIL_SERVER": address, "OWNPATH_MAIL_FROM": "ownpath@d.example"}
        made = mail_settings(given, folder=Path("mail"))
        assert (made["EMAIL_PORT"], made["EMAIL_USE_TLS"], made["EMAIL_USE_SSL"]) == (
            port,
            tls,
            ssl,
        )
        assert (made["EMAIL_HOST_USER"], made["EMAIL_HOST_PASSWORD"]) == ("ann", "p@ss")
        assert made["DEFAULT_FROM_EMAIL"] == "ownpath@d.example"

    @pytest.mark.parametrize(
        ("address", "sender", "says"),
        [
            ("http://x", "a@b", "scheme"),
            ("smtp://", "a@b", "host"),
            ("smtp://x", "", "MAIL_FROM"),
        ],
    )
    def test_what_cannot_be_is_said(self, address: str, sender: str, says: str) -> None:
        given = {"OWNPATH_MAIL_SERVER": address, "OWNPATH_MAIL_FROM": sender}
        with pytest.raises(ImproperlyConfigured, match=says):
            mail_settings(given, folder=Path("mail"))


class TestSendTrial:
    def through(self, server: MailServer, settings: Settings) -> Settings:
        """Let mail leave by a server of this machine."""
        given = {
            "OWNPATH_MAIL_SERVER": f"smtp+plain://127.0.0.1:{server.port}",
            "OWNPATH_MAIL_FROM": "ownpath@d.example",
        }
        for name, value in mail_settings(given, folder=Path("mail")).items():
            setattr(settings, name, value)
        return settings

    def test_brings_a_letter_to_the_server(self, settings: Settings) -> None:
        with serving_mail() as server:
            told = send_trial(to="ann@d.example", settings=self.through(server, settings))
        assert "took the trial mail to ann@d.example" in told
        [letter] = server.letters
        assert "From: ownpath@d.example" in letter
        assert "To: ann@d.example" in letter

    def test_says_what_the_server_said(self, settings: Settings) -> None:
        with (
            serving_mail(refuses="550 No such person") as server,
            pytest.raises(NotSent, match="No such person"),
        ):
            send_trial(to="nobody@d.example", settings=self.through(server, settings))
        assert server.letters == []

    def test_says_that_nobody_answers(self, settings: Settings) -> None:
        with serving_mail() as server:
            pass
        with pytest.raises(NotSent, match="OWNPATH_MAIL_SERVER"):
            send_trial(to="ann@d.example", settings=self.through(server, settings))

    def test_says_where_it_lies_without_a_server(
        self, settings: Settings, tmp_path: Path
    ) -> None:
        for name, value in mail_settings({}, folder=tmp_path).items():
            setattr(settings, name, value)
        told = send_trial(to="ann@d.example", settings=settings)
        assert str(tmp_path) in told
        [kept] = tmp_path.iterdir()
        assert "To: ann@d.example" in kept.read_text()
