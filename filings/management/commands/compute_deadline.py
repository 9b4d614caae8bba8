"""`manage.py compute_deadline RULE --facts JSON [--today DATE]`: one deadline, without a case.

Needs no database and no other service. Prints JSON; whatever is wrong with the input is one line
on stderr and status 2, so that a script never mistakes a refusal for a date.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

from filings.rules import FactError, UnknownRule, as_json, compute, rules
from filings.rules.described import described
from filings.rules.facts import read_day

BAD_INPUT = 2


class Command(BaseCommand):
    help = "Compute one legal deadline from its facts and print every step as JSON."
    requires_system_checks: tuple[str, ...] = ()
    requires_migrations_checks = False

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        # Makes the parser raise CommandError instead of printing its usage over several lines.
        parser.called_from_command_line = False
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rule", nargs="?", help="the rule, for example us.uscis.rfe")
        parser.add_argument("--facts", help="the facts as one JSON object")
        parser.add_argument("--today", help="today as YYYY-MM-DD; without it, this machine's day")
        parser.add_argument(
            "--list", action="store_true", help="print every rule with the facts it takes"
        )

    def run_from_argv(self, argv: list[str]) -> None:
        try:
            super().run_from_argv(argv)
        except CommandError as refused:  # raised while reading the arguments
            sys.stderr.write(f"CommandError: {_one_line(str(refused))}\n")
            sys.exit(BAD_INPUT)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            listed: object = [described(rule.id) for rule in rules()]
        else:
            listed = _computed(options["rule"], options["facts"], options["today"])
        self.stdout.write(json.dumps(listed, indent=2))


def _computed(rule_id: str | None, facts: str | None, today: str | None) -> dict[str, object]:
    if not rule_id:
        _refuse("name a rule, for example us.uscis.rfe")
    if facts is None:
        _refuse("--facts is missing")
    try:
        day = date.today() if today is None else read_day("--today", today)
        return as_json(compute(rule_id, _read_json(facts), today=day))
    except (FactError, UnknownRule) as refused:
        _refuse(str(refused))


def _read_json(text: str) -> dict[str, object]:
    try:
        facts = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except (ValueError, RecursionError) as broken:
        _refuse(f"--facts is not valid JSON: {broken}")
    if not isinstance(facts, dict):
        _refuse("--facts must be a JSON object")
    return facts


def _no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a key given twice: JSON would silently keep the last, and a date would change."""
    seen: dict[str, object] = {}
    for key, value in pairs:
        if key in seen:
            raise ValueError(f"{key} is given twice")
        seen[key] = value
    return seen


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON value")


def _refuse(message: str) -> NoReturn:
    raise CommandError(_one_line(message), returncode=BAD_INPUT)


def _one_line(message: str) -> str:
    return ascii(" ".join(message.split()))[1:-1]
