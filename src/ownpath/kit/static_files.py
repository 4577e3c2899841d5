"""Static files by their content's name; a process works out each address once, for they do not change while it runs."""

from __future__ import annotations

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class RememberingStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # has no types
    """The manifest's addresses, remembered: a page names twenty of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:  # noqa: FBT001, FBT002 - Django's signature
        """Return the address of a file."""
        if name is None or force:
            return str(super().url(name, force))
        found = self._addresses.get(name)
        if found is None:
            found = self._addresses[name] = str(super().url(name))
        return found

    def post_process(self, *args: Any, **kwargs: Any) -> Any:
        """Collect the files; what was remembered holds no longer."""
        self._addresses.clear()
        yield from super().post_process(*args, **kwargs)
