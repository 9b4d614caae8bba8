"""The edition of a filing's form, its fee, and what became of the waiver that was asked for."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from clinic.pages.dates import short_date
from clinic.tenancy.current import today
from filings.models import Deadline, Filing
from filings.queries.packs import form_here
from filings.rules.editions import FEES, PAID
from filings.rules.forms import Form
from filings.rules.lifecycle import CLOSED, FILED, GRANTED, REFUSED, WITHDRAWN, unanswered

PAY_BY = "us.fee_waiver.pay_by"
OUTCOMES = {
    FILED: _lazy("Waiver asked for"),
    GRANTED: _lazy("Waiver granted"),
    REFUSED: _lazy("Waiver refused"),
}


@dataclass(frozen=True)
class Papers:
    """Edition and fee, in words; `alarm` says what stands against signing or sending today.

    `waiver`: the filing that asks to waive the fee; `pay` says that it was refused.
    """

    edition: str
    fee: str
    alarm: str = ""
    waiver: UUID | None = None
    pay: str = ""


def papers_of(filing: Filing) -> Papers:
    form = form_here(filing.form)
    fee = _(FEES[filing.fee]) if filing.fee else ""
    if filing.fee == PAID and filing.fee_amount is not None:
        fee = f"{fee}: {filing.fee_amount} {filing.fee_currency}"
    waiver, pay = _waiver_of(filing, form), ""
    stands = _standing(waiver) if waiver is not None and filing.fee != PAID else ""
    if waiver is not None and stands not in ("", WITHDRAWN):
        fee = str(OUTCOMES.get(stands, _("Waiver in preparation")))
        pay = _pay(waiver) if stands == REFUSED else ""
    known = form.edition_named(filing.edition)
    unsent = filing.status in unanswered(form.lifecycle)
    over = known is not None and unsent and not known.valid_on(today())
    missing = bool(unsent and not filing.edition and form.editions_on(today()))
    alarm = _("This edition is not accepted today.") if over else ""
    if missing:
        accepted = ", ".join(each.edition for each in form.editions_on(today()))
        alarm = _("Accepted today: %(editions)s.") % {"editions": accepted}
    return Papers(filing.edition, fee, alarm, waiver.pk if waiver else None, pay)


def _waiver_of(filing: Filing, form: Form) -> Filing | None:
    if not form.fee_waiver:
        return None
    rows = Filing.objects.filter(parent=filing, form=form.fee_waiver)
    return rows.order_by("-id").first()


def _standing(waiver: Filing) -> str:
    """Return what was decided; a waiver that was closed since stands where it was before."""
    if waiver.status != CLOSED:
        return waiver.status
    last = waiver.moves.order_by("-id").first()
    return last.was if last else waiver.status


def _pay(waiver: Filing) -> str:
    rows = Deadline.objects.filter(filing=waiver, rule=PAY_BY, status=Deadline.OPEN)
    due = rows.order_by("-id").first()
    if due is None or due.outer is None:
        return _("Record what was paid.")
    return _("Pay by %(day)s.") % {"day": short_date(due.outer)}
