"""What may be told to another system. A closed table: an act that is not here is never sent.

Notes stand in no line and never will: that a privileged note exists must leave no trace. Nor do
looks, reveals, printing and downloads, which concern nobody outside.
"""

from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEST, TEST_OBJECT = "webhook.test", "webhook"


@dataclass(frozen=True)
class Event:
    """A public name, which stays when our own verb is renamed; `object` says what `id` is of."""

    name: str
    object: str
    label: Promise


GROUPS: MappingProxyType[str, Promise] = MappingProxyType(
    {
        "intake": _("Intake and conflicts"),
        "case": _("Cases"),
        "filing": _("Filings and deadlines"),
        "referral": _("Releases and referrals"),
        "packet": _("Packets"),
    }
)
# group -> audit verb -> event
TABLE: MappingProxyType[str, dict[str, Event]] = MappingProxyType(
    {
        "intake": {
            "intake.completed": Event("intake.completed", "intake", _("An intake was completed")),
            "conflict.decided": Event(
                "conflict.decided", "conflict_check", _("A conflict check was decided")
            ),
        },
        "case": {
            "case.opened": Event("case.opened", "case", _("A case was opened")),
            "case.assigned": Event("case.assigned", "case", _("A case was given to somebody")),
            "case.moved": Event("case.moved", "case", _("A case moved to another stage")),
            "case.closed": Event("case.closed", "case", _("A case was closed")),
            "case.reopened": Event("case.reopened", "case", _("A case was reopened")),
            "assignment.ended": Event(
                "assignment.ended", "assignment", _("Somebody was taken off a case")
            ),
            "assignments.ended": Event(
                "assignments.ended", "member", _("Somebody left and was taken off all cases")
            ),
        },
        "filing": {
            "filing.added": Event("filing.added", "filing", _("A filing was added")),
            "filing.moved": Event("filing.moved", "filing", _("A filing moved on")),
            "receipt.recorded": Event(
                "receipt.recorded", "filing", _("A receipt number was recorded")
            ),
            "notice.recorded": Event("notice.recorded", "notice", _("A notice was recorded")),
            "deadline.computed": Event(
                "deadline.computed", "deadline", _("A deadline was computed")
            ),
            "deadline.acknowledged": Event(
                "deadline.acknowledged", "deadline", _("A deadline was acknowledged")
            ),
            "deadline.settled": Event("deadline.settled", "deadline", _("A deadline was settled")),
            "deadline.added": Event(
                "deadline.added", "deadline", _("A deadline was added by a rule")
            ),
            "deadline.set": Event(
                "deadline.set", "deadline", _("A day set by a judge or agency was recorded")
            ),
            "deadline.reopened": Event(
                "deadline.reopened", "deadline", _("A settled deadline was opened again")
            ),
            "deadline.overridden": Event(
                "deadline.overridden", "deadline", _("A last day was set by hand")
            ),
            "deadline.override_undone": Event(
                "deadline.override_undone",
                "deadline",
                _("A last day went back to the computed one"),
            ),
            "deadline.facts_changed": Event(
                "deadline.facts_changed", "deadline", _("The facts of a deadline were corrected")
            ),
            "deadline.recomputed": Event(
                "deadline.recomputed",
                "deadline",
                _("A deadline was computed anew by a changed rule"),
            ),
        },
        "referral": {
            "release.given": Event("release.given", "release", _("A release was recorded")),
            "release.revoked": Event("release.revoked", "release", _("A release was taken back")),
            "referral.sent": Event("referral.sent", "referral", _("A referral was sent")),
            "referral.opened": Event(
                "referral.opened", "referral", _("A partner opened a referral")
            ),
            "referral.answered": Event(
                "referral.answered", "referral", _("A partner answered a referral")
            ),
            "referral.withdrawn": Event(
                "referral.withdrawn", "referral", _("A referral was withdrawn")
            ),
        },
        "packet": {
            "packet.rendered": Event("packet.rendered", "packet", _("A packet was made")),
        },
    }
)
EVENT_OF: MappingProxyType[str, Event] = MappingProxyType(
    {verb: event for events in TABLE.values() for verb, event in events.items()}
)
LABELS: MappingProxyType[str, Promise] = MappingProxyType(
    {event.name: event.label for event in EVENT_OF.values()} | {TEST: _("A test")}
)
NAMES = frozenset(event.name for event in EVENT_OF.values())
