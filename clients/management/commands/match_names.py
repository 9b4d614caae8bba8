"""`manage.py match_names --pairs FILE.csv`: what a conflict check makes of pairs of names.

Columns `a` and `b`; a third, `organisation` (yes), reads both as companies; others are ignored.
Needs no database: tokens are made as they are stored, under a key drawn for this run alone.
"""

from __future__ import annotations

import csv
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

from clients.queries.matches import NAME
from clients.rules.names import name_tokens
from clients.rules.pairs import Verdict, judge
from clinic.vault.blind import token_under

BAD_INPUT = 2
YES = {"yes", "true", "1"}
NO = {"", "no", "false", "0"}
LONGEST = 10_000


class Command(BaseCommand):
    help = "Say for each pair of names whether a conflict check would show it, and by which rule."
    requires_system_checks: tuple[str, ...] = ()
    requires_migrations_checks = False

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.called_from_command_line = False  # so that a missing argument is one line
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pairs", required=True, help="a CSV file with the columns a and b")
        parser.add_argument("--totals", action="store_true", help="print the totals alone")

    def run_from_argv(self, argv: list[str]) -> None:
        try:
            super().run_from_argv(argv)
        except CommandError as refused:  # raised while reading the arguments
            sys.stderr.write(f"CommandError: {refused}\n")
            sys.exit(BAD_INPUT)

    def handle(self, *args: Any, **options: Any) -> None:
        secret = os.urandom(32)

        def tokens(name: str, organisation: bool) -> dict[bytes, int]:
            found = name_tokens(name, organisation=organisation)
            return {token_under(secret, NAME, token): words for token, words in found.items()}

        pairs = list(_rows(Path(options["pairs"])))  # a bad line is told before any is judged
        rules: Counter[str] = Counter()
        matched = 0
        if not options["totals"]:
            self.stdout.write("matched\tscore\trule\ta\tb")
        for a, b, organisation in pairs:
            verdict = judge(a, b, tokens, organisation=organisation)
            rules[verdict.rule] += 1
            matched += verdict.matched
            if not options["totals"]:
                self.stdout.write(_line(a, b, verdict))
        for rule, count in rules.most_common():
            self.stdout.write(f"# {count}\t{rule}")
        self.stdout.write(
            f"# {len(pairs)} pairs: {matched} matched, {len(pairs) - matched} not, "
            f"{matched / len(pairs):.4f} matched"
        )


def _line(a: str, b: str, verdict: Verdict) -> str:
    said = "yes" if verdict.matched else "no"
    names = (" ".join(name.split()) for name in (a, b))  # a line break would break the line
    return "\t".join([said, f"{verdict.score:.2f}", verdict.rule, *names])


def _rows(path: Path) -> Iterator[tuple[str, str, bool]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _pairs(csv.DictReader(file, strict=True))
    except OSError as error:
        _refuse(f"{path} cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        _refuse(f"{path} is not UTF-8 text. Save it as CSV UTF-8.")
    except csv.Error as error:
        _refuse(f"{path} is not a CSV file: {error}.")


def _pairs(reader: csv.DictReader[str]) -> Iterator[tuple[str, str, bool]]:
    missing = {"a", "b"} - set(reader.fieldnames or ())
    if missing:
        _refuse(f"The first line must name the columns a and b; {' and '.join(sorted(missing))} "
                "not found.")  # fmt: skip
    empty = True
    for row in reader:
        empty = False
        yield _pair(row, reader.line_num)
    if empty:
        _refuse("The file holds no pair.")


def _pair(row: dict[str, Any], line: int) -> tuple[str, str, bool]:
    if None in row:
        _refuse(
            f"Line {line} has more cells than the first line. A name with a comma needs quotes."
        )
    a, b = row["a"], row["b"]
    if not (a or "").strip() or not (b or "").strip():
        _refuse(f"Line {line}: both a and b need a name.")
    if max(len(a), len(b)) > LONGEST:
        _refuse(f"Line {line}: a name has more than {LONGEST} characters.")
    kind = (row.get("organisation") or "").strip().lower()
    if kind not in YES | NO:
        _refuse(f"Line {line}: organisation is yes or empty.")
    return a, b, kind in YES


def _refuse(message: str) -> NoReturn:
    raise CommandError(message, returncode=BAD_INPUT)
