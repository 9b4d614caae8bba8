"""Two people ask for a copy of the clinic at the same moment: one copy."""

import pytest
from django.db import transaction

from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from exchange import actions
from exchange.models import ClinicExport
from tests.builders import make_clinic, make_member
from tests.filings.test_at_the_same_moment import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_ask_at_once_ask_once() -> None:
    clinic = make_clinic("harbor")
    askers = [make_member(clinic, "administrator", name=name) for name in ("One", "Two", "Three")]

    def ask(actor: Actor) -> None:
        actions.ask_export(actor, reason="own_copy")

    ended = together(clinic, *(lambda actor=actor: ask(actor) for actor in askers))
    assert ended == ["done", "one_at_a_time", "one_at_a_time"]
    with bind(clinic), transaction.atomic():
        assert ClinicExport.objects.count() == 1
