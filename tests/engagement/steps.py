"""What the tests of letters do again and again."""

import re
from typing import Any

import pytest
from zeal import zeal_ignore

from cases.models import Case, Matter
from cases.rules.matters import type_of
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.tenancy.current import today
from clinic.tenancy.models import Clinic, new_id
from engagement import actions, queries
from engagement.models import Letter

DRAWN = [[10, 10, 20, 30, 40, 50], [60, 10, 70, 30, 90, 50]]
ARABIC = {"heading": "ما سنفعله من أجلك", "text": "سنكون محامين لك في هذا الأمر فقط."}


def asks(clinic: Clinic, *, supervisor: bool = False) -> None:
    """Let work wait for a signature, here and in the clinic that is bound."""
    Clinic.objects.filter(pk=clinic.pk).update(asks_engagement=True, approves_letters=supervisor)
    clinic.asks_engagement, clinic.approves_letters = True, supervisor


def again(actor: Actor, letter: Letter) -> Letter:
    return queries.letter_of(actor, letter.pk)


def begin(actor: Actor, case: Case, **said: Any) -> Letter:
    usual = {"kind": "full", "matters": ["t_visa"]}
    letter = actions.add_letter(actor, case=case, letter_id=new_id(), **(usual | said))
    return again(actor, letter)


def ready(actor: Actor, case: Case, **said: Any) -> Letter:
    letter = begin(actor, case, **said)
    rows = [
        {**row, "text": re.sub(r"\[.*?\]", "As agreed", row["text"])} for row in letter.sections
    ]
    if rows != letter.sections:
        actions.revise_letter(actor, letter=letter, sections=rows, version=letter.version)
        letter = again(actor, letter)
    return again(actor, actions.ready_letter(actor, letter=letter, version=letter.version))


def client_signs(actor: Actor, letter: Letter, **said: Any) -> Letter:
    usual: dict[str, Any] = {
        "method": "drawn", "signature": DRAWN, "signer": "client", "signed_name": "Marisol Quispe",
        "signed_on": today(), "language": "Spanish", "version": letter.version,
    }  # fmt: skip
    return again(actor, actions.sign_client(actor, letter=letter, **(usual | said)))


def lawyer_signs(actor: Actor, letter: Letter, **said: Any) -> Letter:
    usual: dict[str, Any] = {
        "method": "screen", "signed_name": "Attorney of harbor", "signed_on": today(),
        "version": letter.version,
    }  # fmt: skip
    return again(actor, actions.sign_attorney(actor, letter=letter, **(usual | said)))


def signed(actor: Actor, case: Case, **said: Any) -> Letter:
    """Have a letter signed by both."""
    with zeal_ignore():
        letter = client_signs(actor, ready(actor, case, **said))
        return lawyer_signs(actor, letter)


def settled(actor: Actor, matter: Matter) -> Matter:
    """Tick whatever keeps a matter from going on but the letter."""
    from cases import actions as case_actions

    with zeal_ignore():
        for item in type_of(matter.kind).unsettled(matter.stage, {}):
            if not matter.items.filter(code=item.code, state="done").exists():
                case_actions.tick_item(actor, matter=matter, code=item.code, done=True)
    return Matter.objects.select_related("case__client__key", "case__key").get(pk=matter.pk)


def stopped(code: str, act: Any, *args: Any, **said: Any) -> Blocked:
    with pytest.raises(Blocked) as refusal:
        act(*args, **said)
    assert refusal.value.code == code
    return refusal.value
