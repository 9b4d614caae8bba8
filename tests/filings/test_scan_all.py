"""The scan of all clinics, as the worker's own database role runs it."""

import os
import subprocess
import sys

import pytest
from django.db import transaction
from zeal import zeal_ignore

from clinic.services.places import ROOT
from clinic.services.postgres import Postgres
from clinic.services.roles import WORKER
from clinic.tenancy.current import bind, today
from clinic.tenancy.models import Clinic
from filings.models import Deadline, Reminder
from tests.builders import make_case, make_clinic, make_member
from tests.filings.steps import rfe_deadline

SCAN = "import django; django.setup(); from filings.tasks import scan_all; scan_all()"


def clinic_with_a_date(slug: str) -> Clinic:
    """Make a clinic whose one deadline is due today, whatever today is."""
    clinic = make_clinic(slug)
    coordinator, attorney = make_member(clinic, "coordinator"), make_member(clinic, "attorney")
    with bind(clinic), transaction.atomic(), zeal_ignore():
        deadline = rfe_deadline(attorney, make_case(coordinator, attorney))
        Deadline.objects.filter(pk=deadline.pk).update(outer=today(), remind_by=today())
    return clinic


@pytest.mark.django_db(transaction=True)
def test_the_trouble_of_one_clinic_does_not_silence_another(
    postgres: Postgres, database: str
) -> None:
    """A row that no rule can count stops the scan of its own clinic only, and says so."""
    harbor, cove = clinic_with_a_date("harbor"), clinic_with_a_date("cove")
    with bind(harbor), transaction.atomic():
        Deadline.objects.update(ladder="gone", outer=None, remind_by=today())
    env = {**os.environ, "DATABASE_URL": postgres.url(WORKER, database)}
    done = subprocess.run(
        [sys.executable, "-c", SCAN], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert f"Reminders of clinic {harbor.pk} were not scanned" in done.stderr
    with bind(harbor), transaction.atomic():
        assert not Reminder.objects.exists()
    with bind(cove), transaction.atomic():
        mails = Reminder.objects.filter(channel="mail")
        asked = mails.values_list("rung", "recipient__roles")
        assert sorted(asked) == [(0, ["attorney"]), (0, ["coordinator"])]
