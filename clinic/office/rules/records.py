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
    "keys.rotated": _("Changed the clinic's keys"),
}
