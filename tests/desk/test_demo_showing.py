"""The command's own words: progress, table, what is kept for the next run."""

import io
from pathlib import Path

from desk.demo.showing import Line, Progress, keep, kept, steps_table

LINES = [Line(0, "clinics", "3 clinics"), Line(1, "intake", "NotAsExpected: x", "FAILED")]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_one_line_rewritten() -> None:
    out = Terminal()
    progress = Progress(out)
    for turn in range(1, 4):
        progress("matters", turn, 3)
    assert "\n" not in out.getvalue()
    assert out.getvalue().count("\r") == 3


def test_a_log_sees_plain_lines_and_few_of_them() -> None:
    out = io.StringIO()
    progress = Progress(out)
    for turn in range(1, 41):
        progress("matters", turn, 40)
    assert out.getvalue().splitlines() == [f"demo: matters {n}/40" for n in (10, 20, 30, 40)]


def test_the_table_says_what_failed() -> None:
    text = steps_table(LINES)
    assert "FAILED  NotAsExpected: x" in text
    assert [line.failed for line in LINES] == [False, True]


def test_a_second_run_reads_what_the_first_produced(tmp_path: Path) -> None:
    path = tmp_path / "deeper" / "steps.json"
    keep(path, "clinics", LINES)
    assert kept(path, "clinics") == LINES


def test_lines_of_other_clinics_or_a_torn_file_are_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "steps.json"
    keep(path, "clinics", LINES)
    assert kept(path, "others") == []
    path.write_text("{", encoding="utf-8")
    assert kept(path, "clinics") == []
