"""What the benchmarks run against: a mail sink in a process of its own, and a place for data."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clinic.services.places import ROOT, free_port


class MailSink:
    """`benchmarks.sink`, started and told what to do."""

    def __init__(self, folder: Path, thinks: int = 0) -> None:
        self.port, self.log = free_port(), folder / "mails.log"
        self.log.touch()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.sink", str(self.port), str(self.log), str(thinks)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip
        self._hear("ready")

    def tell(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self._hear(word)

    def _hear(self, word: str) -> None:
        assert self.process.stdout is not None
        if (heard := self.process.stdout.readline().strip()) != word:
            raise RuntimeError(f"The mail sink said {heard!r}, not {word!r}.")

    def mails(self) -> list[tuple[float, str]]:
        """Return (time, Message-ID) of every mail taken, in the order they came."""
        lines = self.log.read_text().splitlines()
        pairs = [line.split(" ", 1) for line in lines if " " in line]
        return [(float(when), told) for when, told in pairs]

    def connections(self) -> int:
        return self.log.read_text().split().count("connection")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def mail_sink(folder: Path, thinks: int = 0) -> Iterator[MailSink]:
    """:param thinks: milliseconds it takes to accept a mail"""
    sink = MailSink(folder, thinks)
    try:
        yield sink
    finally:
        sink.stop()
