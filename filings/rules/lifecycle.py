"""Lifecycles as data: which step of a filing may follow which, and on what day.

U is an application to USCIS, A a request to an agency, C a paper in court, N the United Kingdom's
National Referral Mechanism, R a request for the client's own records, W a fee waiver. Each begins
as a draft, so that the first act towards others is a step with a day of its own. Some steps have
one door each, because something must be written down with them: the receipt number, the notice
from which a deadline is computed, the survivor's yes before an agency is asked, its answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from filings.rules.texts import gettext_noop

DRAFT, CLIENT_REVIEW, SIGNED, SENT, REJECTED = (
    "draft", "client_review", "signed", "sent", "rejected",
)  # fmt: skip
RECEIPTED, BIOMETRICS, RFE, NOID = "receipted", "biometrics", "rfe", "noid"
BFD, WAITLIST, APPROVED, DENIED = "bfd", "waitlist", "approved", "denied"
APPEAL, MOTION, CLOSED, WITHDRAWN = "appeal", "motion", "closed", "withdrawn"
REQUESTED, ACKNOWLEDGED, ISSUED = "requested", "acknowledged", "issued"
DECLINED, SILENT, EXPIRED = "declined", "silent", "expired"
FILED, SERVED, HEARING, GRANTED, DISMISSED = (
    "filed", "served", "hearing", "granted", "dismissed",
)  # fmt: skip
REFERRED, RG_POSITIVE, RG_NEGATIVE = "referred", "rg_positive", "rg_negative"
CG_POSITIVE, CG_NEGATIVE, RECONSIDERATION = "cg_positive", "cg_negative", "reconsideration"
JR, DISQUALIFIED, APPLIED, REFUSED = "jr", "disqualified", "applied", "refused"
EXTENDED, PARTIAL, REMANDED = "extended", "partial", "remanded"


@dataclass(frozen=True)
class Status:
    """`moves`: what may come next. `door`: the one act that leads here, if a plain move may not."""

    label: str
    tone: str
    moves: tuple[str, ...]
    door: str = ""


_DRAFT, _CLOSED = gettext_noop("Draft"), Status(gettext_noop("Closed"), "quiet", ())
_WITHDRAWN = Status(gettext_noop("Withdrawn"), "quiet", (CLOSED,))
_DECISIONS = (APPROVED, DENIED, WITHDRAWN)
U: Mapping[str, Status] = MappingProxyType(
    {
        DRAFT: Status(_DRAFT, "quiet", (CLIENT_REVIEW, WITHDRAWN)),
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
        CLOSED: _CLOSED,
        WITHDRAWN: _WITHDRAWN,
    }
)  # fmt: skip

_ANSWERS = (ISSUED, DECLINED)
A: Mapping[str, Status] = MappingProxyType(
    {
        DRAFT: Status(_DRAFT, "quiet", (REQUESTED, WITHDRAWN)),
        REQUESTED: Status(
            gettext_noop("Requested"),
            "info",
            (ACKNOWLEDGED, *_ANSWERS, SILENT, WITHDRAWN),
            "choice",
        ),
        ACKNOWLEDGED: Status(
            gettext_noop("Acknowledged"), "info", (*_ANSWERS, SILENT, WITHDRAWN)
        ),
        # What is issued can run out; who declined or said nothing can be asked again.
        ISSUED: Status(gettext_noop("Issued"), "good", (EXPIRED, CLOSED), "answer"),
        DECLINED: Status(gettext_noop("Declined"), "danger", (REQUESTED, CLOSED), "answer"),
        SILENT: Status(
            gettext_noop("No answer"),
            "warn",
            (REQUESTED, ACKNOWLEDGED, *_ANSWERS, WITHDRAWN, CLOSED),
        ),
        EXPIRED: Status(gettext_noop("Expired"), "warn", (CLOSED,)),
        CLOSED: _CLOSED,
        WITHDRAWN: _WITHDRAWN,
    }
)  # fmt: skip

_RULINGS = (GRANTED, DENIED, DISMISSED, WITHDRAWN)
C: Mapping[str, Status] = MappingProxyType(
    {
        DRAFT: Status(_DRAFT, "quiet", (FILED, WITHDRAWN)),
        FILED: Status(gettext_noop("Filed"), "info", (SERVED, HEARING, *_RULINGS)),
        SERVED: Status(gettext_noop("Served"), "info", (HEARING, *_RULINGS)),
        # A hearing is continued to another day more often than not.
        HEARING: Status(gettext_noop("Hearing"), "warn", (HEARING, *_RULINGS)),
        GRANTED: Status(gettext_noop("Granted"), "good", (APPEAL, CLOSED)),
        DENIED: Status(gettext_noop("Denied"), "danger", (APPEAL, CLOSED)),
        DISMISSED: Status(gettext_noop("Dismissed"), "danger", (APPEAL, CLOSED)),
        APPEAL: Status(
            gettext_noop("Appeal"), "warn", (HEARING, GRANTED, DENIED, DISMISSED, CLOSED)
        ),
        CLOSED: _CLOSED,
        WITHDRAWN: _WITHDRAWN,
    }
)  # fmt: skip

_CHALLENGES = (RECONSIDERATION, JR, CLOSED)
_GROUNDS = (RG_POSITIVE, RG_NEGATIVE, CG_POSITIVE, CG_NEGATIVE)
N: Mapping[str, Status] = MappingProxyType(
    {
        # Which of these a filing begins with is its own: see `Form.begins`.
        DRAFT: Status(_DRAFT, "quiet", (REFERRED, APPLIED, RECONSIDERATION, JR, WITHDRAWN)),
        REFERRED: Status(
            gettext_noop("Referred"), "info", (RG_POSITIVE, RG_NEGATIVE, DISQUALIFIED, WITHDRAWN)
        ),
        RG_POSITIVE: Status(
            gettext_noop("Positive reasonable grounds"),
            "good",
            (CG_POSITIVE, CG_NEGATIVE, DISQUALIFIED, WITHDRAWN, CLOSED),
        ),
        RG_NEGATIVE: Status(gettext_noop("Negative reasonable grounds"), "danger", _CHALLENGES),
        CG_POSITIVE: Status(gettext_noop("Positive conclusive grounds"), "good", (CLOSED,)),
        CG_NEGATIVE: Status(gettext_noop("Negative conclusive grounds"), "danger", _CHALLENGES),
        RECONSIDERATION: Status(
            gettext_noop("Reconsideration"), "warn", (*_GROUNDS, JR, WITHDRAWN, CLOSED)
        ),
        JR: Status(
            gettext_noop("Judicial review"),
            "warn",
            (*_GROUNDS, GRANTED, REFUSED, WITHDRAWN, CLOSED),
        ),
        # From the recovery period, on grounds of public order or bad faith.
        DISQUALIFIED: Status(gettext_noop("Disqualified"), "danger", (JR, CLOSED)),
        APPLIED: Status(gettext_noop("Applied"), "info", (GRANTED, REFUSED, WITHDRAWN)),
        GRANTED: Status(gettext_noop("Granted"), "good", (CLOSED,)),
        REFUSED: Status(gettext_noop("Refused"), "danger", (JR, CLOSED)),
        CLOSED: _CLOSED,
        WITHDRAWN: _WITHDRAWN,
    }
)  # fmt: skip

# The client's own file is asked for with their signature, so no step waits for a door as in A.
_RELEASES = (ISSUED, PARTIAL, DECLINED)
R: Mapping[str, Status] = MappingProxyType(
    {
        DRAFT: Status(_DRAFT, "quiet", (REQUESTED, WITHDRAWN)),
        REQUESTED: Status(
            gettext_noop("Requested"),
            "info",
            (ACKNOWLEDGED, EXTENDED, *_RELEASES, SILENT, WITHDRAWN),
        ),
        ACKNOWLEDGED: Status(
            gettext_noop("Acknowledged"), "info", (EXTENDED, *_RELEASES, SILENT, WITHDRAWN)
        ),
        EXTENDED: Status(gettext_noop("More time taken"), "info", (*_RELEASES, SILENT, WITHDRAWN)),
        ISSUED: Status(gettext_noop("Records received"), "good", (CLOSED,)),
        # Pages kept back or blacked out can be fought for; the rest of them can still come.
        PARTIAL: Status(
            gettext_noop("Received in part"), "warn", (APPEAL, ISSUED, REQUESTED, CLOSED)
        ),
        DECLINED: Status(gettext_noop("Declined"), "danger", (APPEAL, REQUESTED, CLOSED)),
        SILENT: Status(
            gettext_noop("No answer"),
            "warn",
            (ACKNOWLEDGED, EXTENDED, *_RELEASES, APPEAL, REQUESTED, WITHDRAWN, CLOSED),
        ),
        APPEAL: Status(gettext_noop("Appeal"), "warn", (REMANDED, DENIED, *_RELEASES, CLOSED)),
        REMANDED: Status(
            gettext_noop("Appeal granted, sent back"), "good", (*_RELEASES, SILENT, CLOSED)
        ),
        DENIED: Status(gettext_noop("Appeal denied"), "danger", (CLOSED,)),
        CLOSED: _CLOSED,
        WITHDRAWN: _WITHDRAWN,
    }
)

# It goes out with its filing and has no receipt of its own.
W: Mapping[str, Status] = MappingProxyType(
    {
        DRAFT: Status(_DRAFT, "quiet", (SIGNED, WITHDRAWN)),
        SIGNED: Status(gettext_noop("Signed"), "info", (FILED, DRAFT, WITHDRAWN)),
        FILED: Status(gettext_noop("Asked"), "info", (GRANTED, REFUSED, WITHDRAWN)),
        GRANTED: Status(gettext_noop("Granted"), "good", (CLOSED,)),
        REFUSED: Status(gettext_noop("Refused"), "danger", (DRAFT, CLOSED)),
        CLOSED: _CLOSED,
        WITHDRAWN: _WITHDRAWN,
    }
)
LIFECYCLES: Mapping[str, Mapping[str, Status]] = MappingProxyType(
    {"U": U, "A": A, "C": C, "N": N, "R": R, "W": W}
)

# The road that most filings take, for the line on the page; by the first step where there are more.
ROAD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "U": (DRAFT, CLIENT_REVIEW, SIGNED, SENT, RECEIPTED, APPROVED),
        "A": (DRAFT, REQUESTED, ACKNOWLEDGED, ISSUED),
        "C": (DRAFT, FILED, SERVED, HEARING, GRANTED),
        "N": (DRAFT, REFERRED, RG_POSITIVE, CG_POSITIVE),
        "R": (DRAFT, REQUESTED, ACKNOWLEDGED, ISSUED),
        "W": (DRAFT, SIGNED, FILED, GRANTED),
    }
)
ROAD_BY_FIRST: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        RECONSIDERATION: (DRAFT, RECONSIDERATION, CG_POSITIVE),
        APPLIED: (DRAFT, APPLIED, GRANTED),
        JR: (DRAFT, JR, GRANTED),
    }
)
BEFORE_RECEIPT = frozenset({DRAFT, CLIENT_REVIEW, SIGNED, SENT, REJECTED})
# What is done before anything leaves the house; a filing that came back is prepared again.
_PREPARED = frozenset({DRAFT, CLIENT_REVIEW, SIGNED})
# Nothing more is waited for; what was dismissed can be appealed, so it is not among these.
ENDED = frozenset({APPROVED, CLOSED, WITHDRAWN, ISSUED, EXPIRED, GRANTED, CG_POSITIVE})
# On these days the edition of the form has to be one that is accepted.
ON_PAPER = frozenset({SIGNED, SENT, FILED, REQUESTED})
# A decision is never offered as if it were the usual next step.
DECIDED = frozenset(
    {
        APPROVED,
        DENIED,
        GRANTED,
        REFUSED,
        ISSUED,
        PARTIAL,
        DECLINED,
        REMANDED,
        DISMISSED,
        *_GROUNDS,
        DISQUALIFIED,
    }
)


def unanswered(lifecycle: str) -> frozenset[str]:
    """Return the statuses at which nobody can have written back yet."""
    if lifecycle == "W":
        return frozenset({DRAFT, SIGNED})
    return BEFORE_RECEIPT if lifecycle == "U" else frozenset({DRAFT})


def is_preparing(was: str, to: str) -> bool:
    """Tell whether a step only prepares: nobody outside is told and nothing is decided."""
    return was in _PREPARED | {REJECTED} and to in _PREPARED


def road_of(lifecycle: str, begins: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the usual road of a filing that begins with one of these steps."""
    first = begins[0] if begins else ""
    return ROAD_BY_FIRST.get(first, ROAD[lifecycle]) if lifecycle == "N" else ROAD[lifecycle]
