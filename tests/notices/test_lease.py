"""A lease ends with its worker, not with the patience of the others."""

import time
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from clinic.notices.delivery import claim, keeping_lease
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import enqueue
from clinic.tenancy.current import bound_to
from tests.builders import make_clinic
from tests.notices.probe import tasks as probe  # noqa: F401  registers its kinds

pytestmark = pytest.mark.django_db(transaction=True)


def put() -> OutboxItem:
    with transaction.atomic():
        clinic = make_clinic("harbor")
    with bound_to(clinic.pk):
        return enqueue("probe.hopeless", ref_id=uuid4(), key="long")


def test_work_longer_than_a_lease_keeps_it(settings: Any) -> None:
    settings.ALCOVE_LEASE_SECONDS = 1
    item = put()
    held = claim(item.clinic_pk, item.pk)
    assert held is not None
    with keeping_lease(held):
        time.sleep(2.5)
        assert claim(item.clinic_pk, item.pk) is None
    time.sleep(1.2)
    assert claim(item.clinic_pk, item.pk) is not None
