"""Secrets of one folder: made once, kept in 0600 files, handed on by file name only."""

import base64
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path


def password() -> str:
    return secrets.token_urlsafe(24)


def django_secret_key() -> str:
    return secrets.token_urlsafe(64)


def audit_key() -> str:
    """Ed25519 seed that signs the audit heads."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def keyring() -> str:
    """Installation keys. Losing this file loses every client: keep an escrowed copy."""
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return json.dumps({"active": "k1", "keys": {"k1": key}})


class Secrets:
    """A folder of secrets, each in a file named for what it opens."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        return self.folder / name

    def ensure(self, name: str, make: Callable[[], str] = password) -> Path:
        """Make the secret unless it is there; an existing one is never replaced."""
        path = self.path(name)
        if not path.exists():
            self.write(name, make())
        return path

    def read(self, name: str, make: Callable[[], str] = password) -> str:
        return self.ensure(name, make).read_text(encoding="utf-8").strip()

    def write(self, name: str, value: str) -> Path:
        """Write whole or not at all: a killed run must not leave half a key."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.path(name)
        draft = path.with_name(f".{name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(value + "\n")
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
        return path
