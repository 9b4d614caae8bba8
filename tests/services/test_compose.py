"""docker-compose.yml keeps the promises of the security page. Read, not run: no engine here."""

from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from clinic.services.deployment import make_secrets, scram_verifier
from clinic.services.places import ROOT
from clinic.services.postgres import SETTINGS, Postgres
from clinic.services.roles import APP

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
LOGGED_LITTLE = {name for name in SETTINGS if name.startswith("log_")} - {"log_timezone"}
OURS = ("web", "worker", "beat", "migrate")


def holders(secret: str) -> set[str]:
    return {name for name, service in SERVICES.items() if secret in service.get("secrets", [])}


def test_the_migrate_job_alone_holds_the_owners_credentials() -> None:
    assert holders("database_url_owner") == {"migrate"}
    assert SERVICES["migrate"]["command"][:3] == ["python", "manage.py", "migrate"]
    assert SERVICES["migrate"]["restart"] == "no"


def test_web_and_workers_sign_in_each_as_their_own_role() -> None:
    assert holders("database_url_app") == {"web"}
    assert holders("database_url_worker") == {"worker", "beat"}


def test_postgres_checks_passwords_without_holding_them() -> None:
    held = set(SERVICES["postgres"]["secrets"])

    assert held == {f"verifier_{role}" for role in ("owner", "app", "worker", "backup")} | {
        "postgres_superuser"
    }
    assert holders("postgres_superuser") == {"postgres"}
    assert SERVICES["postgres"]["image"] == "postgres:18"
    assert "--auth=scram-sha-256" in SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]


def test_postgres_in_a_container_logs_as_little_as_the_embedded_one() -> None:
    command = SERVICES["postgres"]["command"]
    told = dict(setting.split("=") for setting in command[2::2])
    assert set(command[1::2]) == {"-c"}
    assert told == {name: SETTINGS[name] for name in SETTINGS if name in LOGGED_LITTLE}


@pytest.mark.parametrize("name", SERVICES)
def test_no_secret_stands_in_an_environment(name: str) -> None:
    environment = SERVICES[name].get("environment", {})
    words = ("PASSWORD", "SECRET", "KEY", "URL")
    secret = [key for key in environment if any(word in key for word in words)]

    assert [key for key in secret if not key.endswith("_FILE")] == (
        ["ALCOVE_BASE_URL"] if name in OURS else []
    )
    assert {environment[key] for key in secret if key.endswith("_FILE")} <= {
        f"/run/secrets/{one}" for one in SERVICES[name].get("secrets", [])
    }


@pytest.mark.parametrize("name", OURS)
def test_our_processes_run_without_privileges(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["environment"]["DJANGO_SETTINGS_MODULE"] == "clinic.settings.production"
    assert "USER 10001:10001" in (ROOT / "Dockerfile").read_text()


def test_only_caddy_is_reachable_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["caddy"]
    assert SERVICES["postgres"]["networks"] == SERVICES["redis"]["networks"] == ["back"]
    assert COMPOSE["networks"]["back"]["internal"] is True


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_each_service_says_whether_it_works(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_nothing_serves_before_the_migrations_are_through(name: str) -> None:
    conditions = {key: value["condition"] for key, value in SERVICES[name]["depends_on"].items()}

    assert conditions == {
        "migrate": "service_completed_successfully",
        "postgres": "service_healthy",
        "redis": "service_healthy",
    }


def test_the_secrets_made_are_the_secrets_asked_for(tmp_path: Path) -> None:
    made = set(make_secrets(tmp_path))
    asked = {entry["file"].removeprefix("./secrets/") for entry in COMPOSE["secrets"].values()}

    assert made - asked == {"database_url_backup"}  # for who takes the dumps, on the host
    assert asked <= made
    assert tmp_path.stat().st_mode & 0o077 == 0


def test_making_secrets_again_replaces_none(tmp_path: Path) -> None:
    make_secrets(tmp_path)
    first = {path.name: path.read_text() for path in tmp_path.iterdir()}

    assert make_secrets(tmp_path) == []
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == first


def test_postgres_accepts_the_password_behind_a_verifier(tmp_path: Path) -> None:
    server = Postgres(tmp_path, durable=False)
    server.start()
    try:
        verifier = scram_verifier("the owner's own")
        server.psql("postgres", "-c", f"ALTER ROLE {APP} PASSWORD '{verifier}'")
        with psycopg.connect(
            host="127.0.0.1", port=server.port, dbname="postgres", user=APP,
            password="the owner's own",
        ) as connection:  # fmt: skip
            assert connection.execute("SELECT current_user").fetchone() == (APP,)
    finally:
        server.destroy()
