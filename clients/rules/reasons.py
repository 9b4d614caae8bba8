"""Reasons as codes: they stand in the audit, where free text could carry a name."""

from collections.abc import Mapping

from clients.rules.wording import gettext_noop

REVEAL_REASONS: Mapping[str, str] = {
    "meeting": gettext_noop("Meeting or call now"),
    "filing": gettext_noop("Writing a filing or a letter"),
    "identity_check": gettext_noop("Checking that this is the right person"),
    "intake": gettext_noop("Going on with the intake"),
    "safety": gettext_noop("The client's safety"),
    "record": gettext_noop("Correcting the record"),
}

DECLINE_REASONS: Mapping[str, str] = {
    "client_chose": gettext_noop("The person decided not to go on"),
    "unsafe": gettext_noop("It is not safe to go on"),
    "outside_scope": gettext_noop("The clinic does not do this kind of work"),
    "no_capacity": gettext_noop("The clinic has no free capacity"),
    "conflict": gettext_noop("Conflict of interest"),
    "elsewhere": gettext_noop("Somebody else is helping already"),
    "duplicate": gettext_noop("The clinic has a record of this person already"),
    "not_reached": gettext_noop("The person did not come back"),
}
