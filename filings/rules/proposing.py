"""Which proposals of the catalogue stand open for a filing, from the steps it has taken."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from filings.rules import lifecycle
from filings.rules.forms import Form

# After these a proposal of an earlier step is moot, unless it is this one's own.
_LOST = frozenset(
    {
        lifecycle.DENIED, lifecycle.WITHDRAWN, lifecycle.REJECTED, lifecycle.REFUSED,
        lifecycle.DISMISSED, lifecycle.DECLINED, lifecycle.DISQUALIFIED,
        lifecycle.RG_NEGATIVE, lifecycle.CG_NEGATIVE,
    }
)  # fmt: skip


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
