"""What the outbox can do: each room registers its kinds in its `tasks.py` when Alcove starts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from clinic.notices.mail import Letter
from clinic.notices.models import OutboxItem

Step = Callable[[OutboxItem], None]
Writer = Callable[[OutboxItem], Letter | None]
S = TypeVar("S", bound=Step)
W = TypeVar("W", bound=Writer)
# How long to wait after each attempt that failed: 10 s, then twice as long each time.
WAITS = tuple(min(timedelta(seconds=10) * 2**n, timedelta(hours=1)) for n in range(7))


class UnknownKind(LookupError):
    """Nobody registered this kind; nothing would ever be sent."""


@dataclass(frozen=True)
class Kind:
    handle: Step | None = None
    letter: Writer | None = None
    # After the mail left, in the transaction that marks the item done.
    sent: Step | None = None
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
        _register(name, Kind(step, None, None, failed, own_transactions, waits))
        return step

    return register


def mails(name: str, *, sent: Step | None = None, failed: Step | None = None) -> Callable[[W], W]:
    """Register the writer of a mail; None means there is nothing to say any more."""

    def register(writer: W) -> W:
        _register(name, Kind(letter=writer, sent=sent, failed=failed))
        return writer

    return register


def kind_named(name: str) -> Kind:
    """:raises UnknownKind: nobody registered it"""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def mail_kinds() -> list[str]:
    """Return the kinds that send a mail."""
    return [name for name, kind in _kinds.items() if kind.letter is not None]
