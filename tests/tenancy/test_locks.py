"""A lock of the whole installation: one has it, and whoever is cut off knows."""

import pytest
from django.db import connection

from clinic.tenancy.locks import held_by_one

pytestmark = pytest.mark.django_db
NUMBER = 77


def test_one_has_the_lock_and_the_next_gets_it_afterwards() -> None:
    with held_by_one(NUMBER) as first:
        assert first is not None
        with held_by_one(NUMBER) as second, held_by_one(NUMBER + 1) as other:
            assert second is None
            assert other is not None
        assert first.stands()
    with held_by_one(NUMBER) as third:
        assert third is not None


def test_a_holder_that_is_cut_off_knows_and_another_has_it_at_once() -> None:
    with held_by_one(NUMBER) as first:
        assert first is not None
        with first.keeper.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pid = cursor.fetchone()[0]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        assert not first.stands()
        with held_by_one(NUMBER) as second:
            assert second is not None
        connection.ensure_connection()
        assert connection.is_usable()  # the work's own connection was not touched


def test_nothing_of_the_lock_stays_on_a_connection_that_a_pooler_gives_away() -> None:
    with held_by_one(NUMBER) as first:
        assert first is not None
        first.keeper.rollback()  # what a pooler takes for the end of it
        with held_by_one(NUMBER) as second:
            assert second is not None
