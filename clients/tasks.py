"""Work of the intake room: a neutral mail to a client, and names made findable anew."""

import logging

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clients.actions.firm_checks import (
    COMPARE,
    LINK,
    compare_firm_names,
    give_up_firm_check,
)
from clients.actions.rows import remake_tokens
from clients.models import ContactMade, FirmCheck
from clients.queries.contact import contact_rows, contact_verdict
from clients.rules.safe_contact import Channel
from clinic.access.actor import Actor, acting_in
from clinic.audit.recording import record_refusal
from clinic.notices.mail import Letter
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import handles, mails
from clinic.tenancy.commits import Together
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
                with acting_in(clinic_id, TOKENS) as actor:
                    more = remake_tokens(actor, AT_ONCE) > 0
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


def _forget_token(item: OutboxItem, writes: Together) -> None:
    """The link has left; from now on only its hash is known here."""
    writes.update(FirmCheck.objects.filter(pk=item.ref_id), token=None)


@mails(LINK, sent=_forget_token)
def firm_letter(item: OutboxItem) -> Letter | None:
    """Tell a firm's attorney that something waits; a link closed meanwhile is not mailed."""
    open_ones = FirmCheck.objects.filter(status=FirmCheck.SENT, expires_at__gt=timezone.now())
    check = open_ones.filter(pk=item.ref_id).select_related("key").first()
    if check is None or check.token is None or check.email is None:
        return None
    url = settings.ALCOVE_BASE_URL + reverse("firm:open", args=[check.token])
    return Letter(
        to=check.email,
        subject=_("You have a message"),
        body=_("A clinic you work with has left a message for you. Open it here:\n\n%(url)s\n")
        % {"url": url},
        audience="partner",
    )


def _give_up(item: OutboxItem) -> None:
    give_up_firm_check(FirmCheck.objects.get(pk=item.ref_id))


@handles(COMPARE, failed=_give_up)
def compare_names_of_firm(item: OutboxItem) -> None:
    """Compare what a firm sent; nothing is left to do when it was taken back meanwhile."""
    check = FirmCheck.objects.select_related("key", "client__key").get(pk=item.ref_id)
    if check.status == FirmCheck.SUBMITTED:
        compare_firm_names(Actor.system(current_clinic(), TOKENS), check=check)
