"""Two people link the same two clients at the same moment, each from another side: one link."""

import pytest
from django.db import transaction

from clients import actions
from clients.models import Client, ClientLink
from clinic.tenancy.current import bind
from tests.builders import make_client, make_clinic, make_member
from tests.filings.test_at_the_same_moment import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_link_from_both_sides_at_once_stands_once() -> None:
    clinic = make_clinic("harbor")
    coordinator = make_member(clinic, "coordinator")
    with bind(clinic), transaction.atomic():
        mother, child = make_client(coordinator), make_client(coordinator)

    def link(client: Client, other: Client, relation: str) -> None:
        actions.link_clients(coordinator, client=client, other=other, relation=relation)

    ended = together(
        clinic, lambda: link(mother, child, "child"), lambda: link(child, mother, "parent")
    )
    assert ended == ["done", "linked_already"]
    with bind(clinic), transaction.atomic():
        assert ClientLink.objects.count() == 1
