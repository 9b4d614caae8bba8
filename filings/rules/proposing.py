"""Which proposals of the catalogue stand open for a filing, from the steps it has taken."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from filings.rules import lifecycle
from filings.rules.editions import NONE, PAID
from filings.rules.forms import Form
from filings.rules.texts import gettext_noop

# After these a proposal of an earlier step is moot, unless it is this one's own.
_LOST = frozenset(
    {
        lifecycle.DENIED, lifecycle.WITHDRAWN, lifecycle.REJECTED, lifecycle.REFUSED,
        lifecycle.DISMISSED, lifecycle.DECLINED, lifecycle.DISQUALIFIED,
        lifecycle.RG_NEGATIVE, lifecycle.CG_NEGATIVE,
    }
)  # fmt: skip

WAIVER_TEXT = gettext_noop(
    "A fee may be due. If the client cannot pay, a waiver goes in the same envelope; if the form "
    "or the category is exempt, record that no fee is due."
)


@dataclass(frozen=True)
class OpenProposal:
    """`on`: the step it follows. With `form` it names the proposal."""

    on: str
    form: str
    text: str


def open_proposals(
    form: Form, reached: Sequence[str], decided: Collection[tuple[str, str]]
) -> list[OpenProposal]:
    """Return what is proposed and not decided.

    :param reached: the statuses the filing took, in order
    :param decided: (step, form) of what somebody accepted or dismissed
    """
    standing = [status for status in reached if status != lifecycle.CLOSED]
    now = standing[-1] if standing else lifecycle.DRAFT
    found = []
    for proposal in form.proposes:
        on = next((status for status in proposal.on if status in reached), "")
        moot = now in _LOST and now not in proposal.on
        if on and not moot and not {(step, proposal.form) for step in proposal.on} & set(decided):
            found.append(OpenProposal(on, proposal.form, proposal.text))
    return found


def open_waiver(
    form: Form, *, status: str, fee: str, on: date, decided: Collection[tuple[str, str]]
) -> list[OpenProposal]:
    """Return the proposal to ask for a fee waiver, while the filing can still go out with it.

    A fee that the catalogue does not know may be due; one that is none or paid asks for nothing.
    """
    due = form.fee_on(on)
    ahead = lifecycle.unanswered(form.lifecycle) - {lifecycle.SENT}
    if not form.fee_waiver or fee in (NONE, PAID) or (due is not None and not due.amount):
        return []
    if status not in ahead or (lifecycle.DRAFT, form.fee_waiver) in decided:
        return []
    return [OpenProposal(lifecycle.DRAFT, form.fee_waiver, WAIVER_TEXT)]
