"""What a container answers when asked whether it works: `health web|worker|beat`, status 0 or 1."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

BEAT_SCHEDULE = Path("/tmp/beat-schedule")  # noqa: S108 - the container's own tmpfs
BEAT_SECONDS = 600  # beat writes its schedule every three minutes


def web() -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=5)
    host = os.environ.get("ALCOVE_HOSTS", "localhost").replace(",", " ").split()[0]
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return connection.getresponse().status == 200
    except OSError:
        return False


def worker() -> bool:
    command = ["celery", "-A", "clinic.celery", "inspect", "ping", "--timeout", "10"]
    name = ["--destination", f"celery@{socket.gethostname()}"]
    return subprocess.run([*command, *name], stdout=subprocess.DEVNULL).returncode == 0


def beat() -> bool:
    written = [path.stat().st_mtime for path in BEAT_SCHEDULE.parent.glob(f"{BEAT_SCHEDULE.name}*")]
    return bool(written) and time.time() - max(written) < BEAT_SECONDS


if __name__ == "__main__":
    sys.exit(0 if {"web": web, "worker": worker, "beat": beat}[sys.argv[1]]() else 1)
