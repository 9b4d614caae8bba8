"""Folders, free ports, locks, and the system user that PostgreSQL runs under when we are root."""

import fcntl
import hashlib
import os
import pwd
import random
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_USER = "alcove-services"
SYSTEM_HOME = Path("/var/lib/alcove")


class ServiceFailed(Exception):
    """A service did not start or stop; the message says which, and ends with its own last words."""


def service_user() -> pwd.struct_passwd | None:
    """Return whom to run PostgreSQL as; None means ourselves, since we are not root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        subprocess.run([*command, SYSTEM_USER], check=False, stderr=subprocess.DEVNULL)
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError as error:
        raise ServiceFailed(f"The system user {SYSTEM_USER} could not be made.") from error


def home_for(user: pwd.struct_passwd | None, wanted: Path) -> Path:
    """Return `wanted`, or a folder below /var/lib/alcove when `user` cannot get to it.

    A checkout in a 0700 /root is the usual case.
    """
    if user is None or all(
        parent.stat().st_mode & 0o001 for parent in wanted.parents if parent.exists()
    ):
        return wanted
    return SYSTEM_HOME / hashlib.sha256(str(wanted).encode()).hexdigest()[:16]


def own_folder(path: Path, user: pwd.struct_passwd | None, mode: int = 0o700) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(mode)
    if user is not None:
        os.chown(path, user.pw_uid, user.pw_gid)
    return path


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port(preferred: int = 0, *, patience: float = 0) -> int:
    """Return `preferred` if it is free, or gets free within `patience` seconds; else another one.

    Below the range that the kernel gives to outgoing connections: one of those could hold our port
    at the very moment a killed server wants it back.
    """
    deadline = time.monotonic() + patience
    while preferred:
        if _free(preferred):
            return preferred
        if time.monotonic() >= deadline:
            break
        time.sleep(0.1)
    for port in random.sample(range(20_000, 32_000), 200):
        if _free(port):
            return port
    raise ServiceFailed("No free port on 127.0.0.1.")


@contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold `path` as a lock; it goes with the process, so a killed one leaves nothing behind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise ServiceFailed(f"Already running ({path.parent}).") from error
        yield


def last_lines(path: Path, count: int = 15) -> str:
    try:
        return "\n".join(path.read_text(errors="replace").splitlines()[-count:])
    except OSError:
        return ""
