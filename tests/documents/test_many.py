"""However many documents a case has, none is missing where all are to stand."""

import pytest

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import clinic_url
from documents import queries
from documents.models import Document, Revision
from tests.builders import browsing_as
from tests.documents.listed import begin
from tests.documents.made import PDF, keep

pytestmark = pytest.mark.django_db
MANY = 505


@pytest.fixture
def many(attorney: Actor, case: Case) -> set[str]:
    """One document, and copies of its row: what they hold is of no matter here."""
    first = keep(attorney, case, PDF, title="Letter 0")
    content = Revision.objects.get(document=first)
    rows = [
        Document(
            case=case, key=case.key, kind=first.kind, privilege=first.privilege,
            title=f"Letter {number}", added_by=first.added_by,
        )
        for number in range(1, MANY)
    ]  # fmt: skip
    Document.objects.bulk_create(rows)
    Revision.objects.bulk_create(
        Revision(
            key=case.key, document=row, number=1, file=content.file, added_by=first.added_by
        )
        for row in rows
    )  # fmt: skip
    return {f"Letter {number}" for number in range(MANY)}


def test_the_page_of_a_case_turns_to_the_first_of_them(
    attorney: Actor, case: Case, many: set[str]
) -> None:
    browser, seen = browsing_as(attorney), []
    url: str | None = clinic_url("documents:of_case", case.pk)
    after = ""
    while url:
        answer = browser.get(f"{url}?after={after}" if after else url)
        seen += [line.document.title for line in answer.context["lines"]]
        after = answer.context["page"].next
        if not after:
            break
        assert 'rel="next"' in answer.content.decode()
    assert len(seen) == MANY
    assert set(seen) == many


def test_a_packet_and_the_chooser_of_exhibits_leave_none_out(
    attorney: Actor, case: Case, many: set[str]
) -> None:
    assert {row.title for row in queries.documents_of_case(attorney, case)} == many
    offered = queries.to_add(attorney, begin(attorney, case))
    assert {row.title for row in offered} == many
