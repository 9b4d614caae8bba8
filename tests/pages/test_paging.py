"""Keyset paging over people's accounts: every row once, in order, both ways."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import NullIf
from django.test.utils import CaptureQueriesContext

from clinic.pages.paging import page_of
from clinic.people.models import User

pytestmark = pytest.mark.django_db
ORDER = ("language", "-date_joined")


@pytest.fixture
def people() -> QuerySet[User]:
    """Seven people, of whom several share a language and a microsecond decides."""
    start = datetime(2026, 11, 20, 9, 0, 0, 123456, tzinfo=UTC)
    for number in range(7):
        user = User.objects.create_user(
            email=f"p{number}@example.org",
            name=f"P{number}",
            password=None,
            language="ab"[number % 2],
        )
        User.objects.filter(pk=user.pk).update(
            date_joined=start + timedelta(microseconds=number // 2)
        )
    return User.objects.filter(email__endswith="@example.org")


def walk(queryset: QuerySet[User], order: tuple[str, ...], size: int = 2) -> list[list[str]]:
    pages, after = [], None
    while True:
        page = page_of(queryset, order=order, after=after, size=size)
        pages.append([user.name for user in page.rows])
        if page.next is None:
            return pages
        after = page.next


def test_walking_shows_every_row_once_in_order(people: QuerySet[User]) -> None:
    expected = [user.name for user in people.order_by(*ORDER, "-pk")]

    walked = walk(people, ORDER)

    assert [name for page in walked for name in page] == expected
    assert [len(page) for page in walked] == [2, 2, 2, 1]


def test_previous_leads_back_to_the_same_page(people: QuerySet[User]) -> None:
    first = page_of(people, order=ORDER, size=3)
    second = page_of(people, order=ORDER, after=first.next, size=3)

    back = page_of(people, order=ORDER, after=second.previous, size=3)

    assert list(back.rows) == list(first.rows)
    assert back.previous is None
    assert back.next == first.next


def test_rows_without_a_value_come_last_and_are_reached(people: QuerySet[User]) -> None:
    people = people.annotate(spoken=NullIf(F("language"), Value("a"), output_field=CharField()))

    walked = [name for page in walk(people, ("spoken",), size=3) for name in page]

    assert sorted(walked) == [f"P{number}" for number in range(7)]
    assert walked[:3] == ["P1", "P3", "P5"]


def test_previous_leads_back_over_rows_without_a_value(people: QuerySet[User]) -> None:
    people = people.annotate(spoken=NullIf(F("language"), Value("a"), output_field=CharField()))
    first = page_of(people, order=("spoken",), size=5)
    second = page_of(people, order=("spoken",), after=first.next, size=5)

    back = page_of(people, order=("spoken",), after=second.previous, size=5)

    assert list(back.rows) == list(first.rows)


def test_row_that_arrives_before_the_page_does_not_repeat_one(people: QuerySet[User]) -> None:
    first = page_of(people, order=("name",), size=3)
    User.objects.create_user(email="new@example.org", name="A new one", password=None)

    second = page_of(people, order=("name",), after=first.next, size=3)

    assert [user.name for user in second.rows] == ["P3", "P4", "P5"]


@pytest.mark.parametrize("token", ["", "x", "WyJuZXh0Il0:bad:sig", "é" * 50, "a" * 5000])
def test_foreign_token_gives_the_first_page(people: QuerySet[User], token: str) -> None:
    page = page_of(people, order=("name",), after=token, size=2)

    assert [user.name for user in page.rows] == ["P0", "P1"]
    assert page.previous is None


def test_token_of_another_order_gives_the_first_page(people: QuerySet[User]) -> None:
    other = page_of(people, order=("-name",), size=2)

    page = page_of(people, order=("name",), after=other.next, size=2)

    assert [user.name for user in page.rows] == ["P0", "P1"]


def test_each_page_is_one_statement(people: QuerySet[User]) -> None:
    first = page_of(people, order=ORDER, size=2)

    with CaptureQueriesContext(connection) as statements:
        page_of(people, order=ORDER, after=first.next, size=2)

    assert len(statements) == 1
