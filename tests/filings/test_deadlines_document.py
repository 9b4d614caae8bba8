"""The table in `docs/deadlines.md` and the packs say the same, and its examples come out so."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from filings.rules import Rule, ladders, rule, rules
from filings.rules.forums import forums

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "deadlines.md").read_text(encoding="utf-8")
# The rows of the table; one that is missing is a date that nobody computes.
ROWS = {
    "RFE", "NOID", "AAO appeal or motion", "Motion to reopen", "Motion to reconsider",
    "In absentia", "BIA appeal", "BIA brief", "Petition for review", "Hearing", "Move", "Asylum",
    "c8 clock", "Annual asylum fee", "EAD renewal", "T-1", "T extension", "T/U presence", "I-918B",
    "SIJ", "T family age", "CP", "Minor RFA", "1595", "VAC", "Restitution", "UK RG", "UK CG",
    "UK reconsideration", "UK JR",
}  # fmt: skip
# Ids the issue promises to programs.
PROMISED = {
    "us.uscis.rfe",
    "us.uscis.noid",
    "us.uscis.aao_appeal",
    "us.asylum.one_year",
    "us.t_status",
    "us.u.certification",
    "us.eoir.bia_appeal",
    "us.eoir.motion_reopen",
    "us.eoir.motion_reconsider",
    "us.eoir.in_absentia",
    "us.asylum.ead_clock",
    "us.asylum.annual_fee",
    "us.ead.renewal",
    "us.sij.age_out",
    "us.civil.1595",
    "us.uscis.change_of_address",
    "uk.nrm.reasonable_grounds",
    "uk.nrm.conclusive_grounds",
    "uk.nrm.reconsideration",
    "uk.jr",
}


def table(heading: str) -> list[list[str]]:
    part = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def row_of(read: Rule) -> str:
    """Write the line that is missing, to be pasted and completed."""
    cells = [
        "WHAT", f"`{read.id}`", read.trigger, "OUTER IN WORDS", read.consequence, read.ladder,
        "yes" if read.jurisdictional else "no", read.source, "MARK; verify",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def test_every_row_has_a_rule_and_every_rule_a_row() -> None:
    named = [row[1].strip("`") for row in table("Rules")]
    missing = [row_of(each) for each in rules() if each.id not in named]
    assert missing == [], "rules without a row in docs/deadlines.md"
    assert len(set(named)) == len(named)
    assert set(named) <= {each.id for each in rules()}, "rows without a rule"
    assert {row[0] for row in table("Rules")} >= ROWS
    assert set(named) >= PROMISED


def test_each_row_says_what_its_pack_says() -> None:
    for _row, named, trigger, outer, consequence, ladder, final, source, mark in table("Rules"):
        read = rule(named.strip("`"))
        assert (read.trigger, read.consequence, read.ladder) == (trigger, consequence, ladder)
        assert read.source == source
        assert read.jurisdictional == (final == "yes")
        assert read.verify_with_counsel == mark.endswith("; verify")
        assert bool(read.no_date) == outer.startswith("none found")
        assert (read.binds == "agency") == outer.startswith("none of ours")


def test_what_nobody_read_in_its_source_asks_for_counsel() -> None:
    for *_cells, mark in table("Rules"):
        if "K" in mark or "s" in mark.partition(";")[0]:
            assert mark.endswith("; verify")


def test_ladders_and_forums_are_as_told() -> None:
    told = {
        name: tuple(int(each) for each in days.split(", ") if each != "none")
        for name, days in table("Ladders")
    }
    assert told == {each.name: each.rungs for each in ladders().values()}
    rolls = [(each.name, each.roll, each.source) for each in forums().values()]
    assert [tuple(row) for row in table("Forums")] == rolls


@pytest.mark.parametrize("example", table("Worked examples"), ids=lambda row: row[0])
def test_worked_example(example: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    named, facts, *days = (cell.strip("`") for cell in example)
    call_command("compute_deadline", named, "--facts", facts)
    printed = json.loads(capsys.readouterr().out)
    got = [printed[name] or "—" for name in ("opens", "outer", "target")]
    assert got == days
    assert printed["source"]
