"""Keyset paging: page 400 costs what page 1 costs, and no row is shown twice when rows arrive."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import OrderBy

Row = TypeVar("Row", bound=Model)
Item = TypeVar("Item")

PAGE_SIZE = 50
LONGEST_TOKEN = 2000


_strict: ContextVar[bool] = ContextVar("alcove_strict_paging", default=False)


class StaleToken(ValueError):
    """A token that is not ours, or from another list, where that is not overlooked."""


@contextmanager
def strictly() -> Iterator[None]:
    """Raise StaleToken instead of giving the first page: a program would begin again for ever."""
    token = _strict.set(True)
    try:
        yield
    finally:
        _strict.reset(token)


def overlook() -> None:
    """Go on without a token that cannot be read. :raises StaleToken: within `strictly`"""
    if _strict.get():
        raise StaleToken


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of one page; `next` and `previous` are tokens for `?after=`, or None at an end."""

    rows: Sequence[Row]
    next: str | None
    previous: str | None


@dataclass(frozen=True)
class _Key:
    name: str
    descending: bool
    field: "Field[Any, Any]"

    def ordering(self, *, backwards: bool) -> OrderBy:
        nulls: dict[str, Any] = {}
        if self.field.null:
            # Rows without a value come last in both directions. Only where there can be such
            # rows: PostgreSQL does not use a plain index for an order that says NULLS LAST.
            nulls = {"nulls_first": True} if backwards else {"nulls_last": True}
        column = F(self.name)
        if self.descending != backwards:
            return column.desc(**nulls)
        return column.asc(**nulls)

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def beyond(self, value: Any, *, backwards: bool) -> Q | None:
        """Return what lies past `value`, or None when nothing can."""
        missing = Q(**{f"{self.name}__isnull": True})
        if value is None:
            return ~missing if backwards else None
        lookup = "lt" if self.descending != backwards else "gt"
        past = Q(**{f"{self.name}__{lookup}": value})
        return past if backwards or not self.field.null else past | missing


@dataclass(frozen=True)
class Slice(Generic[Item]):
    """A page of what is held whole; `next` and `previous` are tokens as those of a `Page`."""

    rows: Sequence[Item]
    next: str | None
    previous: str | None


def slice_of(
    rows: Sequence[Item],
    key: Callable[[Item], tuple[int, ...]],
    *,
    name: str,
    after: str | None = None,
    size: int = PAGE_SIZE,
) -> Slice[Item]:
    """Return one page of rows that only the program can order, as where columns are sealed.

    :param rows: all of them, in the order of `key`
    :param key: where a row stands; no two stand in one place
    :param name: of the list; a token of another one gives the first page
    """
    salt = f"clinic.pages.paging:slice:{name}"
    backwards, place = _place(after, salt)
    if place is None:
        left, found = 0, list(rows)
    elif backwards:
        before = [row for row in rows if key(row) < place]
        left, found = max(0, len(before) - size), before[-size:]
    else:
        found = [row for row in rows if key(row) > place]
        left = len(rows) - len(found)
    more = backwards or len(found) > size
    found = found[:size]
    return Slice(
        rows=found,
        next=signing.dumps(["next", *key(found[-1])], salt=salt) if found and more else None,
        previous=signing.dumps(["previous", *key(found[0])], salt=salt) if found and left else None,
    )


def _place(token: str | None, salt: str) -> tuple[bool, tuple[int, ...] | None]:
    if not token:
        return False, None
    try:
        if len(token) > LONGEST_TOKEN:
            raise ValueError("longer than any of ours")
        direction, *place = signing.loads(token, salt=salt)
    except (signing.BadSignature, ValueError):
        overlook()
        return False, None
    return direction == "previous", tuple(place)


def page_of(
    queryset: QuerySet[Row],
    *,
    order: Sequence[str],
    after: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[Row]:
    """Return one page of `queryset` by `order`, in one statement.

    `order` names columns, lookups that are also select_related, or annotations ("-opened_on").
    The primary key breaks ties. A token that is not ours, or from another list, gives the first
    page: an old bookmark is no error.
    """
    keys = _keys(queryset, order)
    salt = _salt(queryset, keys)
    backwards, values = _read(after, keys, salt)
    rows = queryset.order_by(*(key.ordering(backwards=backwards) for key in keys))
    if values is not None:
        rows = rows.filter(_past(keys, values, backwards=backwards))
    found = list(rows[: size + 1])
    more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    has_next = bool(found) if backwards else more
    has_previous = more if backwards else (values is not None and bool(found))
    return Page(
        rows=found,
        next=_token("next", found[-1], keys, salt) if has_next else None,
        previous=_token("previous", found[0], keys, salt) if has_previous else None,
    )


def _past(keys: Sequence[_Key], values: Sequence[Any], *, backwards: bool) -> Q:
    past = Q(pk__in=[])
    same = Q()
    for key, value in zip(keys, values, strict=True):
        beyond = key.beyond(value, backwards=backwards)
        if beyond is not None:
            past |= same & beyond
        same &= key.same(value)
    return past & _bound(keys[0], values[0], backwards=backwards)


def _bound(key: _Key, value: Any, *, backwards: bool) -> Q:
    """Say again what the alternatives imply, in the one form an index scan can start from."""
    if key.field.null:
        return Q()
    lookup = "lte" if key.descending != backwards else "gte"
    return Q(**{f"{key.name}__{lookup}": value})


def _keys(queryset: QuerySet[Row], order: Sequence[str]) -> list[_Key]:
    keys = [_Key(name.lstrip("-"), name.startswith("-"), _field(queryset, name)) for name in order]
    if not any(key.field.primary_key and LOOKUP_SEP not in key.name for key in keys):
        descending = bool(keys) and keys[-1].descending
        keys.append(_Key("pk", descending, queryset.model._meta.pk))
    return keys


def _field(queryset: QuerySet[Row], name: str) -> "Field[Any, Any]":
    name = name.lstrip("-")
    annotation = queryset.query.annotations.get(name)
    if annotation is not None:
        field: Field[Any, Any] = annotation.output_field.clone()
        field.null = True  # an annotation may be empty whatever it was made of
        return field
    model: type[Model] = queryset.model
    column, null = model._meta.pk, False
    for part in name.split(LOOKUP_SEP):
        step = model._meta.pk if part == "pk" else model._meta.get_field(part)
        if not isinstance(step, Field):
            raise FieldDoesNotExist(f"{name} is not a column to page by")
        column, null = step, null or step.null
        if column.related_model:
            model = column.related_model
    if null and not column.null:
        column = column.clone()
        column.null = True
    return column


def _salt(queryset: QuerySet[Row], keys: Sequence[_Key]) -> str:
    order = ",".join(("-" if key.descending else "") + key.name for key in keys)
    return f"clinic.pages.paging:{queryset.model._meta.label}:{order}"


def _token(direction: str, row: Row, keys: Sequence[_Key], salt: str) -> str:
    values = [_plain(_value(row, key.name)) for key in keys]
    return signing.dumps([direction, *values], salt=salt)


def _plain(value: Any) -> str | int | bool | None:
    """Return what JSON can carry and `to_python` reads back, to the last microsecond."""
    if value is None or isinstance(value, str | int | bool):
        return value
    return value.isoformat() if isinstance(value, datetime | date | time) else str(value)


def _value(row: Any, name: str) -> Any:
    for part in name.split(LOOKUP_SEP):
        row = None if row is None else getattr(row, part)
    return row.pk if isinstance(row, Model) else row


def _read(token: str | None, keys: Sequence[_Key], salt: str) -> tuple[bool, list[Any] | None]:
    if not token:
        return False, None
    try:
        if len(token) > LONGEST_TOKEN:
            raise ValueError("longer than any of ours")
        direction, *raw = signing.loads(token, salt=salt)
        values = [key.field.to_python(value) for key, value in zip(keys, raw, strict=True)]
    except (signing.BadSignature, ValueError, TypeError, ValidationError):
        overlook()
        return False, None
    return direction == "previous", values
