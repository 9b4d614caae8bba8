"""Today and the calendar's month as pages, against the bare SQL of the same rows.

A supervisor who sees the whole clinic, and an attorney with one case in forty, at a number of open
deadlines. Bare is every statement of the queries behind the page, sent again as it was and
fetched; the page adds the session, the door, the templates. Statements must not grow.
"""

import argparse
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from benchmarks.place import become, place, seed
from benchmarks.timing import compare, seconds

TODAY, MONTH = "Today", "month"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=10_000, help="open deadlines of the clinic")
    parser.add_argument("--slowest", type=int, default=0, help="explain so many statements a page")
    asked = parser.parse_args()
    scale: int = asked.scale
    with place() as stack:
        print(seed(stack, "--deadlines", str(scale), "--clinics", "1"))
        become(stack, "app")
        from django.conf import settings
        from django.test import override_settings

        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
            _measure(scale, asked.slowest)


def _measure(scale: int, slowest: int) -> None:
    from django.db import connection, transaction
    from django.template import Template
    from django.test.utils import CaptureQueriesContext, setup_test_environment

    from clinic.access.actor import Actor
    from clinic.people.models import Membership
    from clinic.tenancy.current import bind
    from desk.queries import desk_of, month_sheet_of
    from filings.queries import CalendarFilter
    from tests.builders import browsing_as

    as_it_is = Template._render  # type: ignore[attr-defined]
    setup_test_environment()
    # Tests remember the context of each template, which takes longer than to draw the page.
    Template._render = as_it_is  # type: ignore[attr-defined]
    clinic = _clinic()
    with bind(clinic), transaction.atomic():
        seats = Membership.objects.select_related("user", "clinic")
        supervisor = Actor.member(seats.get(roles=["supervisor"]))
        attorney = Actor.member(seats.filter(roles=["attorney"]).order_by("id")[0])
        _windows_and_grants(attorney)
    asks: dict[str, tuple[str, Callable[[Actor], object]]] = {
        TODAY: ("/clinic-000/", desk_of),
        MONTH: (
            "/clinic-000/calendar/month/",
            lambda actor: month_sheet_of(actor, "", CalendarFilter()),
        ),
    }
    for who, actor in (("supervisor", supervisor), ("attorney", attorney)):
        browser = browsing_as(actor)
        for name, (url, ask) in asks.items():
            browser.get(url)
            with CaptureQueriesContext(connection) as captured:
                answer = browser.get(url)
            assert answer.status_code == 200
            with bind(clinic), transaction.atomic():
                statements = _sent(partial(ask, actor))
                compare(
                    f"{name} of the {who} at {scale}, {len(captured)} statements",
                    partial(browser.get, url),
                    partial(_again, statements),
                    turns=3,
                )
                _explain(statements, slowest)


def _clinic() -> Any:
    """Return the seeded clinic, as its supervisor may read it before a clinic is bound."""
    from django.db import transaction

    from clinic.people.models import User
    from clinic.tenancy.current import bind_user
    from clinic.tenancy.models import Clinic

    user = User.objects.get(email__startswith="supervisor.")
    with bind_user(user.pk), transaction.atomic():
        return Clinic.objects.get(slug="clinic-000")


def _windows_and_grants(attorney: Any) -> None:
    """Open a window before a fifth of the deadlines, and let the attorney reach the own cases."""
    from django.db.models import F

    from cases.models import Assignment, CaseUserPerm
    from cases.policy import work_permission_id
    from filings.models import Deadline

    Deadline.objects.filter(ladder="A").update(opens=F("outer") - timedelta(days=180))
    own = Assignment.objects.filter(membership=attorney.membership).values_list(
        "case_id", flat=True
    )
    CaseUserPerm.objects.bulk_create(
        CaseUserPerm(
            user=attorney.user, permission_id=work_permission_id(), content_object_id=case_id
        )
        for case_id in own.values_list("case_id", flat=True)
    )


def _sent(ask: Callable[[], object]) -> list[tuple[str, Any]]:
    from django.db import connection

    sent: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        ask()
    return sent


def _explain(statements: Sequence[tuple[str, Any]], slowest: int) -> None:
    """Print what takes longest, and how PostgreSQL goes about it."""
    timed = sorted(((seconds(partial(_again, [each])), each) for each in statements),
                   key=lambda pair: -pair[0])  # fmt: skip
    if slowest:
        print(f"all {sum(took for took, _each in timed) * 1e3:.1f} ms")
    for took, (sql, params) in timed[:slowest]:
        print(f"--- {took * 1e3:.1f} ms: {sql[:60]} ... {sql[-700:]} {params}"[:1500])
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", params)
            print("\n".join(line for (line,) in cursor.fetchall())[:6000], flush=True)


def _again(statements: Sequence[tuple[str, Any]]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            if cursor.description:
                cursor.fetchall()


if __name__ == "__main__":
    main()
