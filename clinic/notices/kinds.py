"""What the outbox can do: each room registers its kinds in its `tasks.py` when Alcove starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from clinic.notices.mail import Letter
from clinic.notices.models import OutboxItem

Step = Callable[[OutboxItem], None]
Writer = Callable[[OutboxItem], Letter | None]
S = TypeVar("S", bound=Step)
W = TypeVar("W", bound=Writer)


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


_kinds: dict[str, Kind] = {}


def _register(name: str, kind: Kind) -> None:
    if name in _kinds:
        raise RuntimeError(f"Two rooms do {name}.")
    _kinds[name] = kind


def handles(
    name: str, *, failed: Step | None = None, own_transactions: bool = False
) -> Callable[[S], S]:
    """Register work. It runs in one transaction with the mark that it is done.

    :param own_transactions: the function does long work between transactions of its own, and
        stores its result inside `delivery.finishing(item)`
    """

    def register(step: S) -> S:
        _register(name, Kind(handle=step, failed=failed, own_transactions=own_transactions))
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
