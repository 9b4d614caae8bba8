"""Alcove serves only as a role that row-level security holds."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from clinic.services.places import ROOT
from clinic.services.postgres import Postgres
from clinic.services.roles import APP, BACKUP, OWNER, SUPERUSER, WORKER
from tests.roles import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
SERVING = {
    "web": ["-c", "import clinic.wsgi; print('serves')"],
    "worker": ["-m", "celery", "-A", "clinic.celery", "worker", "--pool", "solo"],
    "beat": ["-m", "celery", "-A", "clinic.celery", "beat", "--pidfile", "", "--schedule", "s"],
}


@pytest.mark.parametrize("role", [SUPERUSER, BACKUP])
def test_a_role_above_the_walls_never_connects(role: str, monkeypatch: Any) -> None:
    monkeypatch.setenv("ALCOVE_AS_OWNER", "1")
    with signed_in(role):
        for _again in range(2):
            with pytest.raises(ImproperlyConfigured, match="above row-level security"):
                connection.cursor()


def test_the_owner_connects_for_its_own_work_only(monkeypatch: Any) -> None:
    for command, fits in (("migrate", True), ("verify_audit", False), ("runserver", False)):
        monkeypatch.setattr(sys, "argv", ["manage.py", command])
        with signed_in(OWNER):
            if fits:
                connection.ensure_connection()
                continue
            with pytest.raises(ImproperlyConfigured, match="owns the tables"):
                connection.ensure_connection()


@pytest.mark.parametrize("role", [APP, WORKER])
def test_the_walled_roles_connect(role: str) -> None:
    with signed_in(role):
        connection.ensure_connection()


def start(process: str, url: str, folder: Any) -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, *SERVING[process]]
    return subprocess.run(command, cwd=folder, env=env, text=True, capture_output=True, timeout=60)


@pytest.mark.parametrize("process", ["web", "worker", "beat"])
@pytest.mark.parametrize("role", [OWNER, SUPERUSER])
def test_nothing_starts_as_a_role_without_walls(
    process: str, role: str, postgres: Postgres, database: str, tmp_path: Any
) -> None:
    ended = start(process, postgres.url(role, database), tmp_path)
    assert ended.returncode != 0
    assert f"The database role {role}" in ended.stdout + ended.stderr


def test_the_web_starts_as_its_own_role(postgres: Postgres, database: str, tmp_path: Any) -> None:
    assert start("web", postgres.url(APP, database), tmp_path).stdout == "serves\n"
