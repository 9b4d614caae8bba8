"""The pages of a case with 10, 1,000 and 20,000 entries on its timeline, against bare SQL.

    .venv/bin/python -m benchmarks.case_page --scale 10 1000 20000

Of the entries half are notes, a quarter contacts, a quarter acts, in turn, sealed as the product
seals them. Bare is every statement of the page sent again as it was and fetched, and as many fields
opened by AESGCM as the page opened; the page adds the door, policy, rows as objects and templates.
Budget: at most 3, and at most 15 statements whatever the length. The list of sessions and
savepoints are not counted, as in `tests/cases/test_case_pages.py`.
"""

import argparse
import os
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from unittest.mock import patch

import psycopg

from benchmarks.place import become, place, seed
from benchmarks.timing import compare
from clinic.services.roles import DATABASE, SUPERUSER

NOTE = "She was asked about the recruiter again and answered as before. " * 6
TURNS = 15


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scale", type=int, nargs="+", default=[10, 1_000, 20_000])
    asked = parser.parse_args()
    with place() as stack:
        print(seed(stack, "--deadlines", str(400), "--clinics", "1"), flush=True)
        become(stack, "app")
        from django.conf import settings
        from django.test import override_settings

        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
            _measure(sorted(asked.scale), stack.postgres.url(SUPERUSER, DATABASE))


def _measure(scales: list[int], superuser_url: str) -> None:
    from django.db import transaction
    from django.template import Template
    from django.test.utils import setup_test_environment

    from benchmarks.today import _clinic, _windows_and_grants
    from cases.models import Assignment, Case
    from clinic.access.actor import Actor
    from clinic.people.models import Membership
    from clinic.tenancy.current import bind
    from tests.builders import browsing_as

    as_it_is = Template._render  # type: ignore[attr-defined]
    setup_test_environment()
    Template._render = as_it_is  # type: ignore[attr-defined]
    clinic = _clinic()
    with bind(clinic), transaction.atomic():
        assigned = Assignment.objects.order_by("id")[0]
        seats = Membership.objects.select_related("user", "clinic")
        attorney = Actor.member(seats.get(pk=assigned.membership_id))
        _windows_and_grants(attorney)
        case = Case.objects.select_related("client__key", "key").get(pk=assigned.case_id)
    browser, held = browsing_as(attorney), 0
    for scale in scales:
        with bind(clinic), transaction.atomic():
            _fill(attorney, case, scale - held)
        held = scale
        with psycopg.connect(superuser_url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")  # as autovacuum does within a minute
        for name, tab in (("overview", ""), ("timeline", "timeline/")):
            url = f"/{clinic.slug}/cases/{case.pk}/{tab}"
            browser.get(url)
            _one(f"{name} at {scale}", partial(browser.get, url), clinic)


def _one(name: str, page: Callable[[], Any], clinic: Any) -> None:
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from clinic.tenancy.current import bind

    with _counted() as opened:
        page()
    quiet = ("SAVEPOINT", "RELEASE", "usersessions_usersession", "BEGIN", "COMMIT", "set_config")
    with CaptureQueriesContext(connection) as captured:
        page()
    statements = [q["sql"] for q in captured if not any(word in q["sql"] for word in quiet)]
    with bind(clinic), transaction.atomic():
        bare = partial(_bare, [one for one in statements if one.startswith("SELECT")], opened[0])
        row = f"{name}, {len(statements)} statements, {opened[0]} fields"
        compare(row, page, bare, turns=TURNS)


def _bare(statements: list[str], fields: int) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()
    for _field in range(fields):
        AESGCM(_KEY).decrypt(_NONCE, _SEALED, b"place")


def _counted() -> Any:
    """Count how many sealed fields are opened inside."""
    from contextlib import contextmanager

    from clinic.vault.sealing import open_sealed

    @contextmanager
    def counting() -> Any:
        count = [0]

        def note(*args: Any, **kwargs: Any) -> bytes:
            count[0] += 1
            return open_sealed(*args, **kwargs)

        with patch("clinic.vault.fields.open_sealed", note):
            yield count

    return counting()


def _fill(actor: Any, case: Any, more: int) -> None:
    from django.utils import timezone

    from agenda.models import Contact
    from cases.models import Note
    from clinic.audit.models import AuditEntry
    from clinic.tenancy.models import new_id

    begun = time.monotonic()
    seat = actor.membership
    made: dict[Any, list[Any]] = {Note: [], Contact: [], AuditEntry: []}
    for number in range(more):
        if number % 2 == 0:
            made[Note].append(
                Note(id=new_id(), case=case, key=case.key, privilege="attorney", body=NOTE,
                     written_by=seat, written_at=timezone.now())
            )  # fmt: skip
        elif number % 4 == 1:
            made[Contact].append(
                Contact(id=new_id(), case=case, client=case.client, key=case.key,
                        privilege="shared", at=timezone.now(), channel="phone", direction="out",
                        rule="followed", rule_said="By phone after six.", note=NOTE[:120],
                        recorded_by=seat, recorded_at=timezone.now())
            )  # fmt: skip
        else:
            made[AuditEntry].append(
                AuditEntry(id=new_id(), verb="case.moved", actor_id=seat.pk, actor_kind="member",
                           target_type="cases.case", target_id=case.pk, case_id=case.pk,
                           client_id=case.client_id, fields=["stage"],
                           detail={"was": "opened", "became": "preparing"})
            )  # fmt: skip
    for model, rows in made.items():
        model.objects.bulk_create(rows, batch_size=1_000)
    print(f"{more} entries in {time.monotonic() - begun:.1f} s", flush=True)

    """Nothing: autovacuum has not come by yet, which is when plans are worst."""


_KEY, _NONCE = os.urandom(32), os.urandom(12)


def _seal() -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(_KEY).encrypt(_NONCE, NOTE.encode(), b"place")


_SEALED = _seal()


if __name__ == "__main__":
    main()
