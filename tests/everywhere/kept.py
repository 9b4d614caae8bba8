"""A clinic in the middle of its work, made once for a file; each test changes a copy, then undone.

Making one takes a hundred acts. Its rows stand in a transaction that stays open around the tests of
the file, so a file that asks for `place` or `world` may not commit (`django_db(transaction=True)`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest
from django.db import models, transaction
from django.db.models.base import ModelState
from zeal import zeal_ignore

from clinic.access.actor import Actor
from tests.everywhere.world import Place, World, make_place, make_world, settled

T = TypeVar("T")
HOLDERS = (models.Model, ModelState, Actor, Place, World)


def copy_of(value: T, seen: dict[int, Any] | None = None) -> T:
    """Copy what holds rows, all the way down; rows refuse `copy.deepcopy` and with it the queue."""
    seen = {} if seen is None else seen
    if id(value) in seen:
        return seen[id(value)]  # type: ignore[no-any-return]
    made: Any = value
    if isinstance(value, HOLDERS):
        made = seen[id(value)] = object.__new__(type(value))
        made.__dict__.update(copy_of(vars(value), seen))
    elif isinstance(value, dict):
        made = seen[id(value)] = {key: copy_of(each, seen) for key, each in value.items()}
    elif isinstance(value, list):
        made = seen[id(value)] = [copy_of(each, seen) for each in value]
    return made  # type: ignore[no-any-return]


@contextmanager
def kept(blocker: Any, make: Callable[[], T]) -> Iterator[T]:
    """Make it in a transaction that is undone at the end; `blocker` is `django_db_blocker`."""
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]  # it undoes tests, as Django's own
    with blocker.unblock(), zeal_ignore():
        around.__enter__()
        made = make()
    try:
        yield made
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)


@pytest.fixture(scope="module")
def made_place(django_db_setup: None, django_db_blocker: Any) -> Iterator[Place]:
    with kept(django_db_blocker, lambda: make_place("harbor")) as made:
        yield made


@pytest.fixture
def place(made_place: Place, db: None) -> Iterator[Place]:
    """One clinic, bound."""
    mine = copy_of(made_place)
    with settled(mine):
        yield mine


@pytest.fixture(scope="module")
def made_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with kept(django_db_blocker, make_world) as made:
        yield made


@pytest.fixture
def world(made_world: World, db: None) -> World:
    """Two clinics, none of them bound."""
    return copy_of(made_world)
