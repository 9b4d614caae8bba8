"""Mails of this room: somebody took access in an emergency."""

from cases.actions.timed import GLASS
from cases.models import TimedAccess
from clients.queries.walls import is_kept_out
from clinic.notices.mail import Letter, neutral_letter
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import mails


@mails(GLASS)
def write_alarm(item: OutboxItem) -> Letter | None:
    """Say that an item waits. What it is stands on Today, behind the sign-in."""
    recipient = item.recipient
    if recipient is None or recipient.ended_at is not None:
        return None
    client_id = TimedAccess.objects.values_list("case__client_id", flat=True).get(pk=item.ref_id)
    if is_kept_out(recipient.user_id, client_id):
        return None
    return neutral_letter(recipient)
