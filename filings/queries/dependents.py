"""What the filings of a case open the way to, and nobody has answered yet."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Value
from django.utils.translation import gettext as _

from cases.hooks import NextStep
from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import clinic_url, today
from filings.models import DependentDecision, Filing, FilingMove
from filings.policy import visible_filings
from filings.queries.packs import form_here, forms_here
from filings.rules.forms import Form
from filings.rules.lifecycle import LIFECYCLES
from filings.rules.proposing import OpenProposal, open_proposals, open_waiver


@dataclass(frozen=True)
class ProposalRow:
    """One open proposal, in the reader's language; `key` names it in a form."""

    filing: Filing
    on: str
    on_label: str
    form: str
    name: str
    text: str

    @property
    def key(self) -> str:
        return f"{self.on}:{self.form}"


def dependents_of(filing: Filing) -> list[ProposalRow]:
    """Return what stands open for one filing."""
    return _rows([filing])


def dependents_in(actor: Actor, case: Case) -> list[ProposalRow]:
    """Return what stands open in a case, newest filing first, in two statements."""
    return _rows(list(visible_filings(actor).filter(case=case).order_by("-id")))


def dependent_steps(filings: list[Filing]) -> list[NextStep]:
    """Offer what the filings of a case propose as its next steps."""
    return [
        NextStep(
            _("Proposed: %(form)s · %(name)s") % {"form": row.form, "name": row.name},
            clinic_url("filings:dependents", row.filing.pk),
            None,
            row.text,
        )
        for row in _rows(filings)
    ]


def _rows(filings: list[Filing]) -> list[ProposalRow]:
    forms = {filing.form: form_here(filing.form) for filing in filings}
    if not any(form.proposes or form.fee_waiver for form in forms.values()):
        return []
    reached: dict[UUID, list[str]] = {}
    decided: dict[UUID, set[tuple[str, str]]] = {}
    for _id, filing_id, became, form in _moved_and_decided([filing.pk for filing in filings]):
        if form:
            decided.setdefault(filing_id, set()).add((became, form))
        else:
            reached.setdefault(filing_id, []).append(became)
    return [
        _row(filing, each)
        for filing in filings
        for each in _open(
            forms[filing.form], filing, reached.get(filing.pk, []), decided.get(filing.pk, set())
        )
    ]


def _moved_and_decided(filings: list[UUID]) -> list[tuple[UUID, UUID, str, str]]:
    """Return (id, filing, status, form decided about) in order; a move has no form."""
    moves = FilingMove.objects.filter(filing__in=filings).order_by()
    decisions = DependentDecision.objects.filter(filing__in=filings).order_by()
    told = moves.values_list("pk", "filing_id", "became", Value(""))
    return sorted(told.union(decisions.values_list("pk", "filing_id", "on", "form"), all=True))


def _open(
    form: Form, filing: Filing, reached: list[str], decided: set[tuple[str, str]]
) -> list[OpenProposal]:
    found = open_proposals(form, reached, decided)
    if form.fee_waiver in forms_here():
        found += open_waiver(
            form, status=filing.status, fee=filing.fee, on=today(), decided=decided
        )
    return found


def _row(filing: Filing, proposal: OpenProposal) -> ProposalRow:
    statuses = LIFECYCLES[form_here(filing.form).lifecycle]
    return ProposalRow(
        filing=filing,
        on=proposal.on,
        on_label=_(statuses[proposal.on].label),
        form=proposal.form,
        name=_(form_here(proposal.form).name),
        text=_(proposal.text),
    )
