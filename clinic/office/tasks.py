"""The invitation's mail."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clinic.notices.mail import Letter
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import mails
from clinic.people.models import Invitation
from clinic.tenancy.commits import Together
from clinic.tenancy.current import current_clinic


def link_of(token: str) -> str:
    """Return the address that opens an invitation. It carries the token and nothing else."""
    return settings.ALCOVE_BASE_URL + reverse("people:invitation", args=[token])


def _forget_the_link(item: OutboxItem, writes: Together) -> None:
    """Once the mail has left, only the hash of the token stays."""
    writes.update(Invitation.objects.filter(pk=item.ref_id), token=None)


def _forget_it_unsent(item: OutboxItem) -> None:
    Invitation.objects.filter(pk=item.ref_id).update(token=None)


@mails("office.invitation", sent=_forget_the_link, failed=_forget_it_unsent)
def invitation_letter(item: OutboxItem) -> Letter | None:
    """Say that a seat is offered. The clinic is not named: its name may say whom it helps."""
    invitation = Invitation.objects.get(pk=item.ref_id)
    if not invitation.token or not invitation.is_open(timezone.now()):
        return None
    with translation.override(current_clinic().language):
        body = _(
            "You are invited to work in Alcove. Open this link within seven days to set up your "
            "account:"
        )
        last = _("If you do not expect this, delete it; nothing happens.")
        return Letter(
            to=invitation.email,
            subject=_("Your invitation to Alcove"),
            body=f"{body}\n\n{link_of(invitation.token)}\n\n{last}\n",
            audience="invited",
        )
