"""Whom a client's move must be told to: asked where an address is changed, never assumed."""

from collections.abc import Iterable
from typing import Any

from cases.rules import CLOSED
from clients.hooks import MoveToTell
from clinic.access.actor import Actor
from clinic.tenancy.current import clinic_url
from filings.policy import visible_filings
from filings.queries.packs import forms_here
from filings.rules.appearances import EOIR, told_of_a_move
from filings.rules.lifecycle import CLOSED as FILING_CLOSED
from filings.rules.lifecycle import WITHDRAWN


def moves_to_tell(actor: Actor, client: Any) -> Iterable[MoveToTell]:
    """Return the open cases with a filing before USCIS or EOIR, each once."""
    if not actor.has("filing.view"):
        return []
    rows = visible_filings(actor).filter(case__client=client).exclude(case__stage=CLOSED)
    rows = rows.exclude(status__in=(FILING_CLOSED, WITHDRAWN))
    forms, found = forms_here(), dict[tuple[Any, str], set[str]]()
    for case, number, code in rows.values_list("case", "case__number", "form"):
        form = forms.get(code)
        whom = told_of_a_move(form.body, form.lifecycle) if form else ""
        if whom:
            found.setdefault((case, number), set()).add(whom)
    return [
        MoveToTell(number, ", ".join(sorted(whom, reverse=True)), _url(actor, case, whom))
        for (case, number), whom in sorted(found.items(), key=lambda each: each[0][1])
    ]


def _url(actor: Actor, case: Any, whom: set[str]) -> str:
    if not actor.has("filing.add"):
        return ""
    return clinic_url("filings:moved", case) + ("?court=1" if EOIR in whom else "")
