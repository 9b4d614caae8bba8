"""Audit verbs of who works here, and of whom partners have, in plain words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STAFF: dict[str, Promise] = {
    "profile.changed": _("Changed what somebody says of themselves"),
    "proof.confirmed": _("Confirmed somebody's insurance or pledge"),
    "proof.withdrawn": _("Took such a confirmation back"),
    "licence.added": _("Added a licence"),
    "licence.confirmed": _("Confirmed a licence"),
    "licence.removed": _("Removed a licence"),
    "gate.changed": _("Changed what is asked before a case is given"),
    "namesake.said": _("Said that somebody here only has a name like one in a matter"),
    "namesake.ended": _("Took it back that somebody here only has such a name"),
    "training.added": _("Wrote down a training"),
    "training.confirmed": _("Confirmed somebody's training"),
    "training.removed": _("Took a training back"),
    "resource.added": _("Put something into the library"),
    "resource.revised": _("Wrote a new version for the library"),
    "resource.retired": _("Took something out of the library"),
    "wording.written": _("Wrote the clinic's own words for a letter"),
    "wording.withdrawn": _("Took the clinic's own words for a letter out of use"),
    "opportunity.posted": _("Put a case on the board, without whose it is"),
    "opportunity.withdrawn": _("Took a case off the board"),
    "interest.shown": _("Said that they would take a case of the board"),
    "interest.withdrawn": _("Said that they would not take a case of the board any more"),
    "board_offer.made": _("Offered a case of the board to somebody"),
    "board_offer.taken_back": _("Took the offer of a case back"),
    "board_offer.accepted": _("Accepted a case of the board"),
    "board_offer.declined": _("Declined a case of the board"),
    "board_offer.expired": _("The offer of a case ran out"),
}
CONTACTS: dict[str, Promise] = {
    "partner_contact.added": _("Added somebody who works at a partner"),
    "partner_contact.changed": _("Changed somebody who works at a partner"),
    "partner_contact.ended": _("Took somebody off a partner"),
}
