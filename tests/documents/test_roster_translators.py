"""Somebody of the roster certifies a translation: only those against whom nothing stands."""

import pytest

from cases.models import Case
from clients.models import Client
from clinic.access.actor import Actor
from clinic.tenancy.current import clinic_url, today
from clinic.tenancy.models import new_id
from documents.models import Certificate
from interpreters import actions as roster
from interpreters.models import Interpreter
from tests.builders import browsing_as
from tests.documents.test_translations import pair, say
from tests.everywhere.world_interpreters import add_to_roster

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(coordinator: Actor, case: Case) -> tuple[Interpreter, Interpreter]:
    """Return one who may be asked in the case and one whom its client does not want."""
    may = add_to_roster(coordinator, "Zewditu Dolmetsch")
    not_wanted = add_to_roster(coordinator, "Selam Ausgenommen")
    client = Client.objects.select_related("key").get(pk=case.client_id)
    roster.add_exclusion(
        coordinator, interpreter=not_wanted, form_token=new_id(), kind="client", client=client,
        asked_by="client", reason="Knows the family.",
    )  # fmt: skip
    return may, not_wanted


def test_who_may_be_asked_is_offered_and_stands_on_the_certificate(
    coordinator: Actor, case: Case, people: tuple[Interpreter, Interpreter]
) -> None:
    may, not_wanted = people
    original, translated = pair(coordinator, case)
    say(coordinator, original, translated, source_language="Tigrinya")
    browser = browsing_as(coordinator)
    at = clinic_url("documents:certify_translation", original.pk)
    form = browser.get(at).context["form"]
    offered = [value for value, _name in form["interpreter"].field.choices]
    assert offered == ["", str(may.pk)]
    sent = {
        "version": form["version"].value(), "translator": "", "reach": "+1 202 555 0111",
        "words": form["words"].value(), "method": "screen", "signed_name": "Z. Dolmetsch",
        "signed_on": str(today()),
    }  # fmt: skip
    answer = browser.post(at, sent | {"interpreter": str(not_wanted.pk)})
    assert answer.status_code == 422
    assert not Certificate.objects.exists()
    assert browser.post(at, sent | {"interpreter": str(may.pk)}).status_code == 302
    made = Certificate.objects.select_related("key").get()
    assert (made.interpreter_id, made.translator) == (may.pk, "Zewditu Dolmetsch")


def test_who_does_not_see_the_roster_is_offered_nobody_of_it(
    attorney: Actor, case: Case, people: tuple[Interpreter, Interpreter]
) -> None:
    original, translated = pair(attorney, case)
    say(attorney, original, translated, source_language="Tigrinya")
    at = clinic_url("documents:certify_translation", original.pk)
    page = browsing_as(attorney).get(at)
    assert "interpreter" not in page.context["form"].fields
    assert "Dolmetsch" not in page.content.decode()


def test_one_of_no_name_and_no_roster_is_asked_for_the_name(
    coordinator: Actor, case: Case, people: tuple[Interpreter, Interpreter]
) -> None:
    original, translated = pair(coordinator, case)
    say(coordinator, original, translated)
    browser = browsing_as(coordinator)
    at = clinic_url("documents:certify_translation", original.pk)
    form = browser.get(at).context["form"]
    sent = {
        "version": form["version"].value(), "interpreter": "", "translator": " ", "reach": "Phone",
        "words": form["words"].value(), "method": "screen", "signed_name": "A.",
        "signed_on": str(today()),
    }  # fmt: skip
    answer = browser.post(at, sent)
    assert answer.status_code == 422
    assert "Say who translated it." in answer.content.decode()
