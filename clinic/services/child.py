"""One supervised process: its command, its log, its end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from clinic.services.places import ROOT, last_lines

LEASH = Path(__file__).with_name("leash.py")


class Child:
    """A process in a group of its own, so that a kill takes its own children along."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        log: Path,
        pass_fds: Sequence[int] = (),
    ) -> None:
        self.name, self.command, self.env, self.log = name, list(command), dict(env), log
        self.pass_fds = tuple(pass_fds)
        self.process: subprocess.Popen[bytes] | None = None
        self.starts: list[float] = []
        self.log_start = 0

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        leash = [sys.executable, "-P", "-S", str(LEASH), str(os.getpid())]
        with self.log.open("ab") as log:
            self.log_start = log.tell()
            self.process = subprocess.Popen(
                [*leash, *self.command], cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, pass_fds=self.pass_fds,
                start_new_session=True,
            )  # fmt: skip
        self.starts.append(time.monotonic())

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process else None

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def said(self, words: str) -> bool:
        """Say whether the log of the current run holds `words`."""
        try:
            with self.log.open("rb") as log:
                log.seek(self.log_start)
                return words.encode() in log.read()
        except OSError:
            return False

    def signal(self, number: signal.Signals) -> None:
        """Send to the whole group; its children count even when the parent is gone."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def stop(self, seconds: float) -> None:
        """Ask the process to finish what it does; kill the group when it takes too long."""
        if self.process is None:
            return
        if self.alive():
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
        self.kill()

    def last_words(self) -> str:
        return f"{self.name} ({self.log}):\n{last_lines(self.log)}"
