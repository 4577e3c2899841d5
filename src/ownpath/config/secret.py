"""The server's secret: given by the environment, or made once and kept beside the data."""

from __future__ import annotations

import secrets
from pathlib import Path

from ownpath.config.whole_files import written_whole

N_BYTES = 48


def secret_key(given: str, *, folder: Path) -> str:
    """Return `given`, else the secret kept in `folder`, made on the first start (readable by the owner only)."""
    if given:
        return given
    kept = folder / "secret.key"
    if not kept.exists():
        with written_whole(
            kept
        ) as place:  # half a secret would be taken for one at the next start
            place.touch(mode=0o600)
            place.write_text(secrets.token_urlsafe(N_BYTES), encoding="utf-8")
    return kept.read_text(encoding="utf-8").strip()
