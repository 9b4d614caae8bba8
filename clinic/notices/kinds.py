"""What the outbox can do: each room registers its kinds in its `tasks.py` when Alcove starts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from clinic.notices.mail import Letter
from clinic.notices.models import OutboxItem
from clinic.tenancy.commits import Together

Step = Callable[[OutboxItem], None]
Writer = Callable[[OutboxItem], Letter | None]
# What else is written when a mail is sent: updates only, for nobody waits for an answer.
Note = Callable[[OutboxItem, Together], object]
# The letters of many items by their ids.
Writers = Callable[[Sequence[OutboxItem]], Mapping[UUID, Letter | None]]
S = TypeVar("S", bound=Step)
W = TypeVar("W", bound=Writer)
# How long to wait after each attempt that failed: 10 s, then twice as long each time.
WAITS = tuple(min(timedelta(seconds=10) * 2**n, timedelta(hours=1)) for n in range(7))
# A mail that the server refuses is tried for a day: what is wrong there may be put right by then.
MAIL_WAITS = tuple(min(timedelta(seconds=10) * 2**n, timedelta(hours=1)) for n in range(32))


class UnknownKind(LookupError):
    """Nobody registered this kind; nothing would ever be sent."""


@dataclass(frozen=True)
class Kind:
    handle: Step | None = None
    letter: Writer | None = None
    together: Writers | None = None
    # With the mark that the mail was sent, in its transaction.
    sent: Note | None = None
    # After the last attempt, in the transaction that marks the item failed.
    failed: Step | None = None
    own_transactions: bool = False
    # One wait after each failed attempt; after the attempt that follows the last, it has failed.
    waits: Sequence[timedelta] = WAITS

    @property
    def most_attempts(self) -> int:
        return len(self.waits) + 1


_kinds: dict[str, Kind] = {}


def _register(name: str, kind: Kind) -> None:
    if name in _kinds:
        raise RuntimeError(f"Two rooms do {name}.")
    _kinds[name] = kind


def handles(
    name: str,
    *,
    failed: Step | None = None,
    own_transactions: bool = False,
    waits: Sequence[timedelta] = WAITS,
) -> Callable[[S], S]:
    """Register work. It runs in one transaction with the mark that it is done.

    :param own_transactions: the function does long work between transactions of its own, and
        stores its result inside `delivery.finishing(item)`
    :param waits: how long to wait after each attempt that failed, when the usual does not fit
    """

    def register(step: S) -> S:
        _register(name, Kind(step, failed=failed, own_transactions=own_transactions, waits=waits))
        return step

    return register


def mails(
    name: str,
    *,
    sent: Note | None = None,
    failed: Step | None = None,
    together: Writers | None = None,
) -> Callable[[W], W]:
    """Register the writer of a mail; None means there is nothing to say any more.

    :param sent: what to write when the mail is sent, beside the mark on the item
    :param together: writes many at once with few statements, by the same rules as the writer
    """

    def register(writer: W) -> W:
        kind = Kind(letter=writer, together=together, sent=sent, failed=failed, waits=MAIL_WAITS)
        _register(name, kind)
        return writer

    return register


def kind_named(name: str) -> Kind:
    """:raises UnknownKind: nobody registered it"""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def mail_kinds() -> frozenset[str]:
    """Return the kinds that are mails; these are sent many at a time."""
    return frozenset(name for name, kind in _kinds.items() if kind.letter is not None)
