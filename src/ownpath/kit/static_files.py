"""Static files; a process works out each address once, for they do not change while it runs."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class _Remembering:
    """Addresses, remembered: a page names twenty of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None, *how: Any, **more: Any) -> str:
        """Return the address of a file."""
        if name is None or how or more:
            return self._work_out(name, *how, **more)
        found = self._addresses.get(name)
        if found is None:
            found = self._addresses[name] = self._work_out(name)
        return found

    def _work_out(self, name: str | None, *how: Any, **more: Any) -> str:
        return str(super().url(name, *how, **more))  # type: ignore[misc]  # the storage beside it has it


class RememberingStorage(_Remembering, CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # has no types
    """By their content's name: the manifest's addresses."""

    def post_process(self, *args: Any, **kwargs: Any) -> Any:
        """Collect the files; what was remembered holds no longer."""
        self._addresses.clear()
        yield from super().post_process(*args, **kwargs)


class RememberingPlainStorage(_Remembering, StaticFilesStorage):
    """By their own names, for those who develop and test."""
