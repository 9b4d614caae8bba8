"""Say which edition of a form is used, and what was done about its fee."""

from decimal import Decimal

from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from filings.actions.locking import form_of, locked_filing
from filings.models import Filing
from filings.rules.editions import FEES, PAID, currency_of


@action("filing.described")
def describe_filing(
    actor: Actor,
    *,
    filing: Filing,
    edition: str = "",
    fee: str = "",
    fee_amount: Decimal | None = None,
    version: int | None = None,
) -> Filing:
    """Keep the edition and the fee of a filing; empty says that it is not known yet.

    :param edition: as the form prints it; one of the catalogue's where it knows any
    :param fee: a code of `rules.editions.FEES`, or ""
    :param fee_amount: what was paid
    """
    require(actor, "filing.add", filing)
    filing = locked_filing(filing, version)
    form = form_of(filing)
    known = {each.edition for each in form.editions}
    if (edition and known and edition not in known) or (fee and fee not in FEES):
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=filing)
    if fee == PAID and fee_amount is None:
        raise Blocked(_("Write how much was paid."), code="amount_missing", target=filing)
    filing.edition, filing.fee = edition, fee
    filing.fee_amount = fee_amount if fee == PAID else None
    filing.fee_currency = currency_of(form) if fee == PAID else ""
    filing.version += 1
    changed = ["edition", "fee", "fee_amount", "fee_currency"]
    filing.save(update_fields=[*changed, "version"])
    record(actor, "filing.described", filing, changes=changed)
    return filing
