"""`manage.py compute_deadline`, run as a person runs it: another process, no services."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from filings.rules.described import described
from tests.filings.test_rules_table import TABLE, question

ROOT = Path(__file__).resolve().parents[2]
NOID = '{"notice_date":"2026-10-09","service":"mail","response":"paper","response_days":30}'


def refusal(*arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("compute_deadline", *arguments)
    assert refused.value.returncode == 2
    assert capsys.readouterr().out == ""
    message = str(refused.value)
    assert message
    assert message.isascii()
    assert "\n" not in message
    return message


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    # No address of any database or broker: the command must not need one.
    outside = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}
    return subprocess.run(
        [sys.executable, "manage.py", "compute_deadline", *arguments],
        cwd=ROOT,
        env={**outside, "LANG": "C"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_command_prints_the_deadline_as_json() -> None:
    done = run("us.uscis.noid", "--facts", NOID, "--today", "2026-10-12")
    assert (done.returncode, done.stderr) == (0, "")
    printed = json.loads(done.stdout)
    assert (printed["outer"], printed["target"]) == ("2026-11-12", "2026-11-10")
    assert printed["opens"] is None
    assert printed["steps"]
    assert printed["verify_with_counsel"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["us.uscis.noid", "--facts", '{"service":"mail","response_days":30}'],
        ["us.uscis.noid"],
        ["--facts", NOID],
        ["us.uscis.noid", "--facts", NOID, "--wrong"],
        ["us.uscis.noid", "extra", "--facts", NOID],
        ["us.uscis.noid", "--facts"],
    ],
)
def test_bad_input_is_one_line_on_stderr_and_status_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "facts",
    [
        "",
        "{",
        "[]",
        "null",
        '"text"',
        "1",
        NOID + "x",
        "'" + NOID + "'",
        '{"notice_date":NaN}',
        "[" * 100_000,
        '{"response_days":' + "9" * 5000 + "}",
        NOID[:-1] + ',"notice_date":"2026-10-10"}',
        '{"notice_date":"2026-10-09","service":"mail","response_days":true}',
        '{"notice_date":"2026-10-09","service":"mail","response_days":1e1}',
        '{"notice_date":"2026-10-09T10:00:00Z","service":"mail","response_days":30}',
        '{"notice_date":"0001-01-01","service":"mail","response_days":30}',
        '{"\\ud800\\n":1}',
    ],
)
def test_facts_that_cannot_be_trusted_are_refused(
    facts: str, capsys: pytest.CaptureFixture[str]
) -> None:
    refusal("us.uscis.noid", "--facts", facts, capsys=capsys)


@pytest.mark.parametrize("today", ["", "yesterday", "2026-02-30", "0001-01-01", "2026-10-12 "])
def test_bad_today_is_refused(today: str, capsys: pytest.CaptureFixture[str]) -> None:
    message = refusal("us.uscis.noid", "--facts", NOID, "--today", today, capsys=capsys)
    assert "--today" in message


def test_unknown_rule_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "us.uscis.xyz" in refusal("us.uscis.xyz", "--facts", NOID, capsys=capsys)


def test_duplicate_key_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    twice = NOID[:-1] + ',"notice_date":"2026-10-10"}'
    assert "notice_date is given twice" in refusal("us.uscis.noid", "--facts", twice, capsys=capsys)


def test_list_shows_every_rule_with_its_facts(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("compute_deadline", "--list")
    listed = {rule["rule"]: rule for rule in json.loads(capsys.readouterr().out)}
    assert listed["us.uscis.noid"]["facts"]["response_days"]["maximum"] == 30
    rfe = listed["us.uscis.rfe"]
    assert rfe["facts"]["response"]["required"] is False
    assert [each["effective_from"] for each in rfe["versions"]] == [None, "2026-08-05"]
    assert rfe["jurisdictional"] is True
    assert all(each["source"] and each["schema"]["properties"] for each in listed.values())


@pytest.mark.parametrize(("asked", "_expected"), TABLE)
def test_the_listed_schema_takes_what_the_rule_takes(asked: str, _expected: str) -> None:
    named, facts = question(asked)
    schema = described(named)["schema"]
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(facts)
    refused = Draft202012Validator(schema).iter_errors({**facts, "nobody_asked": 1})
    assert len(list(refused)) == 1
