"""Where sealed bytes wait until their row is written. Nothing here can be read without its key."""

import os
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.files import File

# Longer than any upload or rendering takes.
STALE_SECONDS = 6 * 3600


def folder() -> Path:
    path: Path = settings.ALCOVE_FILES_DIR / "incoming"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def new_path() -> Path:
    return folder() / secrets.token_hex(16)


def create(path: Path) -> int:
    """Open a new file for writing, for this system user alone."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def write_all(path: Path, parts: Iterable[bytes]) -> None:
    """Write sealed bytes; a failure leaves nothing behind."""
    try:
        with os.fdopen(create(path), "wb") as file:
            for part in parts:
                file.write(part)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def sweep(now: float | None = None) -> int:
    """Remove what killed processes left; its keys died with them. Returns how many."""
    removed = 0
    for path in folder().iterdir():
        with suppress(FileNotFoundError):
            if (now or time.time()) - path.stat().st_mtime > STALE_SECONDS:
                path.unlink()
                removed += 1
    return removed


class SealedContent(File):  # type: ignore[type-arg]
    """Ciphertext on its way into the storage, which moves it instead of copying."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.open("rb"), name=path.name)
        self.path = path

    def temporary_file_path(self) -> str:
        return str(self.path)
