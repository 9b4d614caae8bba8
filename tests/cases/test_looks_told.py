"""Who looked at a case: of that case alone, and nothing its reader may not know of."""

from typing import Any

import pytest
from zeal import zeal_ignore

from cases.actions import view_case
from cases.models import Case
from cases.queries import case_of, looks_page, looks_told
from clinic.access.actor import Actor
from clinic.tenancy.models import new_id
from documents.actions import add_document
from tests.builders import browsing_as, make_case, make_member
from tests.sealed import sealed_pdf


def told(actor: Actor, case: Case) -> list[tuple[str, str]]:
    page = looks_page(actor, case_of(actor, case.pk))
    return [(event.who, event.title) for event in looks_told(page)]


def test_a_look_at_another_case_of_the_client_is_not_told(
    coordinator: Actor, advocate: Actor
) -> None:
    """It would tell who works on a case that the reader does not know of."""
    case = make_case(coordinator, advocate)
    other = Case.objects.create(
        client=case.client, key=case.key, number="2026-0999", matter="asylum", stage="opened",
        opened_on=case.opened_on, opened_by_id=case.opened_by_id,
    )  # fmt: skip
    someone = make_member(coordinator.clinic, "supervisor", name="Somebody of another case")
    view_case(someone, case=other)
    assert told(advocate, case) == []
    assert [who for who, _what in told(coordinator, other)] == ["Somebody of another case"]


def _document(attorney: Actor, case: Case, privilege: str) -> str:
    made = add_document(
        attorney, case=case, document_id=new_id(), file=sealed_pdf(), kind="support",
        privilege=privilege, title="Her contract",
    )  # fmt: skip
    return f"/harbor/revisions/{made.revisions.get().pk}/file/"


@pytest.mark.parametrize("privilege", ["shared", "attorney"])
def test_a_download_is_told_to_who_may_read_the_document(
    coordinator: Actor, attorney: Actor, advocate: Actor, privilege: str
) -> None:
    case = make_case(coordinator, attorney, advocate)
    answer: Any = browsing_as(attorney).get(_document(attorney, case, privilege))
    assert answer.status_code == 200
    b"".join(answer.streaming_content)
    what = "Downloaded a document"
    assert what in [title for _who, title in told(attorney, case)]
    assert (what in [title for _who, title in told(advocate, case)]) == (privilege == "shared")


def test_who_looked_is_paged_and_loses_nobody(coordinator: Actor, attorney: Actor) -> None:
    case = make_case(coordinator, attorney)
    with zeal_ignore():
        for _look in range(60):
            view_case(attorney, case=case)
    browser: Any = browsing_as(attorney)
    first = browser.get(f"/harbor/cases/{case.pk}/access/").context["access"]
    assert len(first.looks) == 50
    rest = browser.get(f"/harbor/cases/{case.pk}/access/?after={first.pages.next}")
    seen = [event.id for event in (*first.looks, *rest.context["access"].looks)]
    assert len(seen) == len(set(seen)) == 60  # the page is looked at within the hour
