"""Under which engagement letter a filing leaves the house, and what the documents say of it."""

from collections.abc import Callable
from typing import Any

import pytest

from cases import actions as case_actions
from cases.models import Case
from cases.rules import MATTERS
from clinic.access.actor import Actor
from clinic.services.places import ROOT
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from engagement.actions import say_emergency
from filings import actions
from filings.models import Filing
from filings.rules.forms import FORMS, Form
from tests.engagement.steps import signed, stopped

pytestmark = pytest.mark.django_db


def test_the_table_of_matters_and_the_packs_say_the_same() -> None:
    text = (ROOT / "docs" / "filings.md").read_text(encoding="utf-8")
    table = text.partition("| codes | kinds of matters |")[2].partition("\n\n")[0]
    told: dict[str, tuple[str, ...]] = {}
    for line in table.splitlines()[2:]:
        codes, matters = [each.strip() for each in line.strip("|").split("|")]
        told |= dict.fromkeys(codes.split(", "), tuple(matters.replace("`", "").split(", ")))
    assert told == {form.code: form.matters for form in FORMS.values() if form.matters}


def test_the_document_of_own_packs_names_every_kind_of_matter() -> None:
    text = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
    told = text.partition("Its `matters` are")[2].partition(". Where the clinic")[0]
    assert set(told.partition(":")[2].replace("`", "").replace("\n", " ").strip().split(", ")) == {
        *MATTERS
    }


@pytest.fixture
def out(attorney: Actor, case: Case) -> Callable[[str], Callable[[str], Any]]:
    """Add a filing and walk it to the door; what comes back takes a further step."""

    def add(code: str) -> Callable[[str], Any]:
        filing = actions.add_filing(attorney, case=case, form=code)

        def move(to: str) -> Filing:
            row = Filing.objects.select_related("case", "key").get(pk=filing.pk)
            actions.move_filing(attorney, filing=row, to=to, on=today())
            return row

        if FORMS[code].lifecycle == "U":
            move("client_review")
            move("signed")
        return move

    return add


def test_a_letter_for_another_matter_lets_no_filing_out(
    attorney: Actor, case: Case, out: Callable[[str], Callable[[str], Any]]
) -> None:
    case_actions.add_matter(attorney, case=case, kind="work_permit")
    signed(attorney, case, kind="limited", matters=["work_permit"])
    asylum, permit = out("I-589"), out("I-765")
    refusal = stopped("not_engaged", asylum, "sent")
    assert "Asylum" in str(refusal.message)
    permit("sent")
    say_emergency(
        attorney, case=case, emergency_id=new_id(), reason="hearing", words="Tomorrow.", days=2
    )
    asylum("sent")


def test_a_filing_that_names_no_matter_goes_out_under_any_letter(
    attorney: Actor, case: Case, out: Callable[[str], Callable[[str], Any]]
) -> None:
    address = out("EOIR-33")
    stopped("not_engaged", address, "filed")
    signed(attorney, case)
    address("filed")


def test_a_filing_of_several_matters_goes_out_under_one_of_them() -> None:
    form: Form = FORMS["I-192"]
    assert form.matters == ("t_visa", "u_visa")
