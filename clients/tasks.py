"""Work of the intake room: a neutral mail to a client, and names made findable anew."""

import logging

from celery import shared_task
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from clients.actions.rows import remake_tokens
from clients.models import ContactMade
from clients.queries.contact import contact_rows, contact_verdict
from clients.rules.safe_contact import Channel
from clinic.access.actor import Actor, acting_in
from clinic.audit.recording import record_refusal
from clinic.notices.mail import Letter
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import mails
from clinic.tenancy.current import current_clinic
from clinic.tenancy.models import Clinic

log = logging.getLogger(__name__)
TOKENS = "names"
AT_ONCE = 200


@shared_task(name="clients.remake_tokens")
def remake_all_tokens() -> None:
    """Make blind tokens anew that an earlier version of the matching made, clinic by clinic.

    Each portion is a transaction of its own, so that a killed worker loses one at most.
    """
    with transaction.atomic():
        clinics = list(Clinic.objects.values_list("pk", flat=True))
    for clinic_id in clinics:
        try:
            more = True
            while more:
                with acting_in(clinic_id, TOKENS):
                    more = remake_tokens(AT_ONCE) > 0
        except Exception as error:  # one clinic's trouble must not keep the others waiting
            log.error("Names of clinic %s were not remade: %s", clinic_id, type(error).__name__)


@mails("clients.note")
def note_letter(item: OutboxItem) -> Letter | None:
    """Ask again at the moment of sending: the rule may have changed, or the hour."""
    made = ContactMade.objects.filter(pk=item.ref_id).select_related("client__key").first()
    if made is None:
        return None
    client = made.client
    verdict = contact_verdict(client, Channel.EMAIL)
    row = next((row for row in contact_rows(client) if row.channel == Channel.EMAIL.value), None)
    if not verdict.allowed or row is None or not row.address:
        code = "no_address" if verdict.allowed else verdict.reason
        sender = Actor.system(current_clinic(), "sender")
        record_refusal(sender, "contact.made", target=client, detail={"why": code})
        return None
    with translation.override(current_clinic().language):
        subject = _("Please get in touch")
        lines = [
            (row.details or {}).get("wording") or _("Please get in touch when it suits you."),
            client.neutral_name or "",
        ]
    return Letter(
        to=row.address,
        subject=subject,
        body="\n\n".join(line for line in lines if line) + "\n",
        audience="client",
        verdict=verdict,
    )
