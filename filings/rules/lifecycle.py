"""Lifecycles as data: which step of a filing may follow which, and on what day.

Lifecycle U is an application to USCIS. Three steps have one door each, because something must be
written down with them: the receipt number, and the notice from which a deadline is computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from filings.rules.calendar import FIRST_YEAR
from filings.rules.texts import Said, gettext_noop, said

DRAFT, CLIENT_REVIEW, SIGNED, SENT, REJECTED = (
    "draft", "client_review", "signed", "sent", "rejected",
)  # fmt: skip
RECEIPTED, BIOMETRICS, RFE, NOID = "receipted", "biometrics", "rfe", "noid"
BFD, WAITLIST, APPROVED, DENIED = "bfd", "waitlist", "approved", "denied"
APPEAL, MOTION, CLOSED, WITHDRAWN = "appeal", "motion", "closed", "withdrawn"


@dataclass(frozen=True)
class Status:
    """`moves`: what may come next. `door`: the one act that leads here, if a plain move may not."""

    label: str
    tone: str
    moves: tuple[str, ...]
    door: str = ""


_DECISIONS = (APPROVED, DENIED, WITHDRAWN)
U: Mapping[str, Status] = MappingProxyType(
    {
        DRAFT: Status(gettext_noop("Draft"), "quiet", (CLIENT_REVIEW, WITHDRAWN)),
        CLIENT_REVIEW: Status(
            gettext_noop("Client review"), "info", (SIGNED, DRAFT, WITHDRAWN)
        ),
        SIGNED: Status(gettext_noop("Signed"), "info", (SENT, CLIENT_REVIEW, WITHDRAWN)),
        SENT: Status(gettext_noop("Sent"), "info", (RECEIPTED, REJECTED, WITHDRAWN)),
        REJECTED: Status(gettext_noop("Rejected unopened"), "danger", (DRAFT, CLOSED)),
        RECEIPTED: Status(
            gettext_noop("Receipted"),
            "good",
            (BIOMETRICS, RFE, NOID, BFD, WAITLIST, *_DECISIONS),
            "receipt",
        ),
        BIOMETRICS: Status(
            gettext_noop("Biometrics"), "info", (RFE, NOID, BFD, WAITLIST, *_DECISIONS)
        ),
        RFE: Status(
            gettext_noop("Evidence requested"),
            "warn",
            (BIOMETRICS, NOID, BFD, WAITLIST, *_DECISIONS),
            "notice",
        ),
        NOID: Status(
            gettext_noop("Denial intended"), "danger", (RFE, BFD, WAITLIST, *_DECISIONS), "notice"
        ),
        BFD: Status(
            gettext_noop("Bona fide determination"), "good", (RFE, NOID, WAITLIST, *_DECISIONS)
        ),
        WAITLIST: Status(gettext_noop("Waiting list"), "info", (RFE, NOID, *_DECISIONS)),
        APPROVED: Status(gettext_noop("Approved"), "good", (CLOSED,)),
        DENIED: Status(
            gettext_noop("Denied"), "danger", (APPEAL, MOTION, CLOSED), "notice"
        ),
        APPEAL: Status(gettext_noop("Appeal"), "warn", (APPROVED, DENIED, MOTION, CLOSED)),
        MOTION: Status(
            gettext_noop("Motion to reopen or reconsider"),
            "warn",
            (RFE, NOID, APPROVED, DENIED, CLOSED),
        ),
        CLOSED: Status(gettext_noop("Closed"), "quiet", ()),
        WITHDRAWN: Status(gettext_noop("Withdrawn"), "quiet", (CLOSED,)),
    }
)  # fmt: skip
LIFECYCLES: Mapping[str, Mapping[str, Status]] = MappingProxyType({"U": U})

# The road that most filings take, for the line on the page.
ROAD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"U": (DRAFT, CLIENT_REVIEW, SIGNED, SENT, RECEIPTED, APPROVED)}
)
BEFORE_RECEIPT = frozenset({DRAFT, CLIENT_REVIEW, SIGNED, SENT, REJECTED})
ENDED = frozenset({APPROVED, CLOSED, WITHDRAWN})


class MoveError(ValueError):
    """A step that is not lawful; `said` tells why, `field` is `to` or `on`."""

    def __init__(self, message: Said, field: str) -> None:
        super().__init__(message.text)
        self.said = message
        self.code = message.code
        self.field = field


def check_move(lifecycle: str, *, was: str, to: str, door: str = "") -> None:
    """Refuse a step that may not follow, or that has a door of its own. :raises MoveError:"""
    statuses = LIFECYCLES[lifecycle]
    if to not in statuses[was].moves:
        raise MoveError(said("move_unlawful"), "to")
    needs = statuses[to].door
    if needs and needs != door:
        raise MoveError(said(f"move_needs_{needs}"), "to")


def check_day(on: date, *, last: date | None, today: date) -> None:
    """Refuse a step in the future, or before the step it follows. :raises MoveError:"""
    if on > today:
        raise MoveError(said("day_in_future", day=on), "on")
    if on.year < FIRST_YEAR:
        raise MoveError(said("day_too_old", first=FIRST_YEAR), "on")
    if last is not None and on < last:
        raise MoveError(said("day_before_last_step", day=last), "on")


def plain_moves(lifecycle: str, was: str) -> tuple[str, ...]:
    """Return the steps that may be chosen by hand."""
    statuses = LIFECYCLES[lifecycle]
    return tuple(to for to in statuses[was].moves if not statuses[to].door)
