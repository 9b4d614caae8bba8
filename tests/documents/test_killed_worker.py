"""A real worker killed with -9 while it makes a bundle: one bundle, and a page that says so."""

from pathlib import Path
from typing import Any

import pytest
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.services.postgres import Postgres
from clinic.tenancy.current import bound_to
from clinic.tenancy.models import Clinic, new_id
from documents import actions
from documents.models import Bundle, ExhibitList
from tests.builders import browsing_as, make_case, make_clinic, make_member
from tests.documents.listed import begin, fresh, put
from tests.documents.made import keep
from tests.files.test_bundling import paper
from tests.notices.workers import Workers, eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("workers")]
EXHIBITS = 6


@pytest.fixture
def harbor() -> Clinic:
    return make_clinic("harbor")


def long_list(harbor: Clinic) -> tuple[Actor, ExhibitList]:
    """Make a list whose bundle takes some seconds, so that a kill falls into the work."""
    attorney = make_member(harbor, "attorney")
    content = paper(*[f"page {number}" for number in range(150)])
    with bound_to(harbor.pk), zeal_ignore():
        made = make_case(make_member(harbor, "coordinator"), attorney)
        case = Case.objects.select_related("client__key", "key").get(pk=made.pk)
        row = begin(attorney, case)
        for number in range(EXHIBITS):
            put(attorney, row, keep(attorney, case, content, title=f"Log {number}"))
        return attorney, fresh(attorney, row)


def now(harbor: Clinic, bundle: Bundle) -> Bundle:
    with bound_to(harbor.pk):
        return Bundle.objects.select_related("key").get(pk=bundle.pk)


def test_a_killed_worker_makes_one_bundle_and_the_page_says_what_happened(
    harbor: Clinic, tmp_path: Path, postgres: Postgres, database: str, settings: Any
) -> None:
    attorney, row = long_list(harbor)
    browser = browsing_as(attorney)
    with bound_to(harbor.pk):
        bundle = actions.request_bundle(attorney, exhibit_list=row, bundle_id=new_id())
    address = f"/{harbor.slug}/bundles/{bundle.pk}/"
    with Workers(tmp_path, postgres, database) as workers:
        workers.start(ALCOVE_FILES_DIR=str(settings.ALCOVE_FILES_DIR), ALCOVE_LEASE_SECONDS="6")
        eventually(lambda: now(harbor, bundle).status == "rendering")
        workers.kill_worker()
        assert now(harbor, bundle).status == "rendering"
        eventually(lambda: now(harbor, bundle).attempts == 2)
        assert "interrupted and has begun again" in browser.get(address).content.decode()
        eventually(lambda: now(harbor, bundle).status == "ready")
    assert "Download the PDF" in browser.get(address).content.decode()
    assert now(harbor, bundle).pages == 2 + EXHIBITS * 151
    with bound_to(harbor.pk):
        assert AuditEntry.objects.filter(verb="bundle.rendered").count() == 1
        assert Bundle.objects.count() == 1
