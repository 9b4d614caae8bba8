"""Sentences of keeping, holding and erasing."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RECORDS: dict[str, Promise] = {
    "retention.changed": _("Changed how long records are kept"),
    "records.purged": _("Erased what was due"),
    "client.shredded": _("Erased a client for good"),
    "hold.placed": _("Placed a legal hold"),
    "hold.lifted": _("Lifted a legal hold"),
    "erasure.requested": _("Recorded that a client asked to be erased"),
    "erasure.decided": _("Answered a request to be erased"),
    "demand.logged": _("Recorded a subpoena or demand"),
    "demand.changed": _("Corrected what is recorded of a demand"),
    "counsel.assigned": _("Said who answers a demand"),
    "demand.ended": _("Said how a demand ended"),
    "demand.scan_downloaded": _("Downloaded the paper of a demand"),
    "demand_item.sorted": _("Said what a demand is given, and what is kept back"),
    "demand_log.made": _("Made a log of what was seen and given"),
    "demand_log.downloaded": _("Downloaded the log of a demand"),
    "keys.rotated": _("Changed the clinic's keys"),
}
