"""Add a filing, take its steps, keep its receipt number."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cases.models import Case
from clients.rules.identifiers import IdentifierError, identifier_token, normalise_identifier
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.models import new_id
from clinic.vault.blind import token
from filings.actions.certifications import end_certification
from filings.actions.family_watch import fix_ages, keep_watch
from filings.actions.locking import form_of, locked_filing, refuse_closed, step
from filings.models import Filing
from filings.queries.family_watch import rules_fixed_by
from filings.queries.packs import forms_here
from filings.rules.forms import audit_code
from filings.rules.lifecycle import BEFORE_RECEIPT, RECEIPTED, REJECTED, SENT


@action("filing.added")
def add_filing(actor: Actor, *, case: Case, form: str, filing_id: UUID | None = None) -> Filing:
    """Add a filing to an open case, as a draft.

    :param form: a code of `rules.forms.FORMS`
    :param filing_id: the id the page was given, so that sending it twice adds one
    """
    require(actor, "filing.add", case)
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("key", "client__key")
        .get(pk=case.pk)
    )
    refuse_closed(case)
    if form not in forms_here():
        raise Blocked(_("Choose one of the list."), code="unknown_form", target=case)
    if filing_id and Filing.objects.filter(pk=filing_id).exists():
        raise Blocked(_("This filing was added already."), code="sent_twice", target=case)
    filing = Filing(
        id=filing_id or new_id(), case=case, key=case.key, form=form, added_by=actor.membership
    )
    filing.save(force_insert=True)
    if rules_fixed_by(form):
        # Which relatives can be included, and until when, depends on what is filed.
        keep_watch(actor, case, why=_("Another filing was added."))
    record(actor, "filing.added", filing, detail={"form": audit_code(form)})
    return filing


@action("receipt.recorded")
def record_receipt(
    actor: Actor, *, filing: Filing, receipt_number: str, on: date, version: int | None = None
) -> Filing:
    """Keep the receipt number, sealed, with a blind token by which a letter finds its case.

    A sent filing becomes receipted. Later it corrects a number that was mistyped.

    :param receipt_number: as typed; IOE0123456789, spaces and hyphens allowed
    :param on: the day of the receipt notice
    """
    require(actor, "notice.record", filing)
    filing = locked_filing(filing, version)
    if not form_of(filing).takes("receipt"):
        message = _("This filing has no receipt number.")
        raise Blocked(message, code="no_such_identifier", target=filing)
    try:
        number = normalise_identifier("receipt", receipt_number)
    except IdentifierError as error:
        raise Blocked(_(error.message), code="not_a_receipt", target=filing) from error
    if filing.status == SENT:
        step(actor, filing=filing, to=RECEIPTED, on=on, door="receipt")
        fix_ages(actor, filing, received=on)
        end_certification(actor, filing, received=on)
    elif filing.status in BEFORE_RECEIPT:
        raise Blocked(
            _("This filing was rejected. Send it again first.")
            if filing.status == REJECTED
            else _("Mark this filing as sent first: a receipt comes after that."),
            code="not_sent_yet",
            target=filing,
        )
    filing.receipt_number = number
    filing.receipt_token = token("receipt", identifier_token("receipt", number))
    try:
        with transaction.atomic():
            _save(filing, "status", "receipt_number", "receipt_token")
    except IntegrityError as error:
        raise _taken(filing) from error
    record(actor, "receipt.recorded", filing, changes=["receipt_number"])
    return filing


@action("filing.receipt_revealed")
def reveal_receipt(actor: Actor, *, filing: Filing, reason: str) -> str:
    """Return the whole receipt number; who asked, and why, stays in the audit.

    :param reason: a code of `queries.words.REVEAL_REASONS`
    """
    require(actor, "client.reveal", filing)
    if not filing.receipt_number:
        raise Blocked(_("No receipt number is recorded."), code="no_receipt", target=filing)
    record(actor, "filing.receipt_revealed", filing, detail={"reason": reason})
    return str(filing.receipt_number)


def _taken(filing: Filing) -> Blocked:
    # Which filing has it is not said: that case may not be this reader's to know.
    return Blocked(
        _(
            "This receipt number is recorded for another filing of your clinic. Compare it with "
            "the notice, digit by digit; if it is right, ask a supervisor."
        ),
        code="receipt_taken",
        target=filing,
    )


def _save(filing: Filing, *fields: str) -> None:
    filing.version += 1
    filing.save(update_fields=[*fields, "version"])
