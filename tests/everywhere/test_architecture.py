"""House rules that no type or import contract says."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from clinic.services.places import ROOT
from clinic.tenancy.models import TenantModel

ROOMS = (
    "clinic",
    "clients",
    "cases",
    "interpreters",
    "staffing",
    "agenda",
    "documents",
    "engagement",
    "filings",
    "referrals",
    "packets",
    "reports",
    "records",
    "exchange",
    "desk",
)
# Reads that come before a clinic is bound: one's own seats, an invitation, a partner's link, and
# what the worker role may look through.
MAY_IMPORT_UNSCOPED = {
    "clinic/people/seats.py",
    "clinic/people/links.py",
    "clinic/notices/delivery.py",
    "clinic/notices/tasks.py",
    "clinic/notices/pulses.py",
    "clinic/notices/queries.py",
    "referrals/queries/links.py",
    "clients/queries/firm_checks.py",
    "interpreters/queries/links.py",
    "agenda/queries/feeds.py",
    "agenda/queries/status.py",
}
# The health check asks on a connection of its own; it names no table.
MAY_SPEAK_SQL = ("clinic/tenancy/", "clinic/services/", "clinic/people/health.py")
UNTELLING = {"utils", "util", "helpers", "helper", "lib", "manager", "handler", "data", "misc"}
# The library speaks by signals; nothing else listens to any.
MAY_RECEIVE = {"clinic/people/factor_secrets.py", "clinic/people/signin.py"}


def tracked(*endings: str) -> list[Path]:
    """Return the project's own files, committed or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    found = (ROOT / name for name in listed if not endings or name.endswith(endings))
    return sorted(path for path in found if path.is_file())


def sources() -> Iterator[tuple[str, Path]]:
    for path in tracked(".py"):
        name = str(path.relative_to(ROOT))
        if name.startswith(tuple(f"{room}/" for room in ROOMS)) and "/migrations/" not in name:
            yield name, path


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_files_stay_under_300_lines_and_have_telling_names() -> None:
    wrong = []
    for path in tracked(".py"):
        name = str(path.relative_to(ROOT))
        if "/migrations/" in name:
            continue
        if len(path.read_text(encoding="utf-8").splitlines()) > 300:
            wrong.append(f"{name} is too long")
        if path.stem in UNTELLING or path.parent.name in UNTELLING:
            wrong.append(f"{name} does not say what it holds")
    assert wrong == []


def test_only_named_modules_leave_the_managers_wall() -> None:
    users = {name for name, path in sources() if "clinic.tenancy.unscoped" in imports(path)}
    assert users <= MAY_IMPORT_UNSCOPED


def test_no_query_goes_round_the_manager() -> None:
    """`_base_manager` and `_default_manager` are Django's own business."""
    wrong = [
        name
        for name, path in sources()
        if not name.startswith("clinic/tenancy/")
        and re.search(r"_base_manager|_default_manager", path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_sql_is_written_only_where_the_walls_are() -> None:
    pattern = re.compile(r"\.raw\(|\.extra\(|RawSQL|cursor\(\)|\bfrom psycopg|\bimport psycopg")
    wrong = [
        name
        for name, path in sources()
        if not name.startswith(MAY_SPEAK_SQL) and pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_no_day_is_taken_from_a_moment_in_utc() -> None:
    """In the evening of a clinic it is tomorrow in UTC; `day_of` says which day it was there."""
    pattern = re.compile(r"(_at|now\(\))\.(date\(\)|strftime\()|_at__date\b|\bTruncDate\b")
    wrong = [
        name
        for name, path in sources()
        if not name.startswith("benchmarks/") and pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_domain_models_are_not_in_the_django_admin() -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_no_domain_rule_hangs_on_a_signal() -> None:
    listeners = {
        name
        for name, path in sources()
        if any(module.startswith("django.dispatch") for module in imports(path))
        or re.search(
            r"(?:user_|post_|pre_|signal|_added|_removed)\w*\.connect\(",
            path.read_text(encoding="utf-8"),
        )
    }
    assert listeners <= MAY_RECEIVE


def test_no_tenant_model_has_a_many_to_many_field() -> None:
    """Its hidden table would have no clinic."""
    wrong = [
        model._meta.label
        for model in apps.get_models()
        if issubclass(model, TenantModel) and model._meta.local_many_to_many
    ]
    assert wrong == []


def test_no_pickle_and_no_xml_is_read() -> None:
    banned = {"pickle", "marshal", "shelve", "xml", "yaml"}
    wrong = [
        name
        for name, path in sources()
        if not name.startswith("clinic/services/")  # what we pack from packages at set-up
        and {module.partition(".")[0] for module in imports(path)} & banned
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "pattern",
    [
        # The pieces are put together here, so that this file does not find itself.
        "|".join(
            ("pypi" + r"\.org", "python" + r"hosted", "registry" + r"\.npmjs", "deb" + r"\.debian")
        ),
        r"\.\./" + "shared",
        r"\.\./\." + "library",
        "/work" + "/",
    ],
)
def test_nothing_points_at_a_registry_or_outside_the_project(pattern: str) -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if re.search(pattern, text):
            found.append(str(path.relative_to(ROOT)))
    assert found == []


def test_nothing_that_others_wrote_is_committed() -> None:
    names = [str(path.relative_to(ROOT)) for path in tracked()]
    assert [name for name in names if name.startswith(("node_modules/", "build/", ".venv/"))] == []
    assert [name for name in names if re.search(r"\.min\.(js|css)$|\.mo$|\.woff2?$", name)] == []
