"""What the documents say of the code: tests that exist, the table of roles, columns in clear."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from clinic.access.roles import CAPABILITIES, ROLES
from clinic.services.places import ROOT
from clinic.vault.fields import EncryptedField

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
SECURITY = ROOT / "docs" / "security.md"
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
TEST = re.compile(r"`(tests/[\w/]+(?:\.py|/))(?:::(\w+))?`")
OURS = (
    "clinic.",
    "clients.",
    "cases.",
    "interpreters.",
    "staffing.",
    "agenda.",
    "documents.",
    "engagement.",
    "filings.",
    "referrals.",
    "packets.",
    "reports.",
    "records.",
    "exchange.",
)
# Said once for all tables in the document: ids, times of entry, flags of progress, versions.
THROUGHOUT = (models.ForeignKey, models.UUIDField, models.DateTimeField, models.AutoField)
COUNTED = (models.BooleanField, models.IntegerField)


def told(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=told)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=told)
def test_every_test_that_a_document_names_exists(document: Path) -> None:
    wrong = []
    for path, name in TEST.findall(document.read_text(encoding="utf-8")):
        file = ROOT / path
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        if not file.exists() or (name and f"def {name}(" not in text):
            wrong.append(f"{path}::{name}")
    assert wrong == []


def test_the_access_table_is_the_codes() -> None:
    lines = SECURITY.read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("| capability |"))
    roles = [cell.strip() for cell in lines[start].strip("|").split("|")][1:]
    table: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        capability, *marks = [cell.strip() for cell in line.strip("|").split("|")]
        for role, mark in zip(roles, marks, strict=True):
            table[role] |= {capability.strip("`")} if mark == "yes" else set()
    assert {role: set(held) for role, held in ROLES.items()} == dict(table)
    listed = {
        line.split("`")[1] for line in lines if re.match(r"\| `[a-z]+\.[a-z_]+` \| (yes)? ", line)
    }
    assert listed == CAPABILITIES


def columns_in_clear() -> set[str]:
    found = set()
    for model in apps.get_models():
        if not model.__module__.startswith(OURS):
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, THROUGHOUT + COUNTED + (EncryptedField,)):
                continue
            found.add(f"{model._meta.db_table}.{field.column}")
    return found


def columns_told() -> set[str]:
    """Read `table.column`, and `.column` for more of the same table, from the document's table."""
    told_of = set()
    for line in SECURITY.read_text(encoding="utf-8").splitlines():
        table = ""
        for before, column in re.findall(
            r"`(\w*)\.(\w+)`", line.split("|")[1] if "|" in line else ""
        ):
            table = before or table
            told_of.add(f"{table}.{column}")
    return told_of


def test_every_column_in_clear_is_told_with_its_reason() -> None:
    assert columns_in_clear() - columns_told() == set()


def test_every_setting_of_the_environment_is_told() -> None:
    read = set()
    for path in (ROOT / "clinic" / "settings").glob("*.py"):
        calls = re.findall(r"env\.\w+\(\"([A-Z_]+)\"", path.read_text(encoding="utf-8"))
        read |= set(calls)
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert {name for name in read if name not in text} == set()
