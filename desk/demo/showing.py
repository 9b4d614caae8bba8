"""What the command prints: one line of progress, and the table of the steps."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

WIDTH = 100


@dataclass(frozen=True)
class Line:
    """A step as the table shows it; `produced` holds numbers and dates, never a name."""

    step: int
    title: str
    produced: str
    result: str = "ok"

    @property
    def failed(self) -> bool:
        return self.result != "ok"


class Progress:
    """Rewrite one line on a terminal; elsewhere write a line at each quarter."""

    def __init__(self, out: TextIO) -> None:
        self.out, self.rewrites = out, out.isatty()

    def __call__(self, what: str, turn: int, turns: int) -> None:
        text = f"demo: {what} {turn}/{turns}"
        if self.rewrites:
            self.out.write(f"\r{text:<{WIDTH - 1}}")
            self.out.flush()
        elif turn == turns or turn * 4 // turns > (turn - 1) * 4 // turns:
            self.say(text)

    def say(self, text: str) -> None:
        self.end()
        self.out.write(f"{text}\n")
        self.out.flush()

    def end(self) -> None:
        if self.rewrites:
            self.out.write(f"\r{'':<{WIDTH - 1}}\r")


def table(rows: Sequence[Sequence[str]]) -> str:
    """Lay rows out in columns; the last one may be as long as it likes."""
    columns = list(zip(*rows, strict=True))
    widths = [max(len(cell) for cell in column) for column in columns[:-1]]
    return "\n".join(
        "  ".join(
            [*(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)), row[-1]]
        )
        for row in rows
    )


def steps_table(lines: Iterable[Line]) -> str:
    rows = [("", "step", "result", "produced")]
    rows += [(str(line.step), line.title, line.result, line.produced) for line in lines]
    return table(rows)


def keep(path: Path, mark: str, lines: Iterable[Line]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {"mark": mark, "lines": [asdict(line) for line in lines]}
    path.write_text(json.dumps(kept, indent=1), encoding="utf-8")


def kept(path: Path, mark: str) -> list[Line]:
    """Return the lines of an earlier run over the same clinics, or nothing."""
    try:
        read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [Line(**line) for line in read["lines"]] if read.get("mark") == mark else []
