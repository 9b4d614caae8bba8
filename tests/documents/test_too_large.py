"""A list whose bundle can never be made is not made final, and says so while it is a draft."""

import pytest

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.tenancy.current import clinic_url
from documents.queries import freezing
from tests.builders import browsing_as
from tests.documents.listed import begin, finish, fresh, put
from tests.documents.test_translations import pair, say

pytestmark = pytest.mark.django_db


def test_what_is_too_large_for_a_bundle_stays_a_draft(
    attorney: Actor, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, translated = pair(attorney, case)
    say(attorney, document, translated)
    row = begin(attorney, case)
    one = put(attorney, row, document)
    alone = one.revision.file.size
    page = clinic_url("documents:exhibit_list", row.pk)
    assert "larger than 150 MB" not in browsing_as(attorney).get(page).content.decode()
    # The document alone would fit: its translation counts as well.
    monkeypatch.setattr(freezing, "MOST_BYTES", alone + 1, raising=False)
    with pytest.raises(Blocked) as stop:
        finish(attorney, row, untranslated="No certificate is needed.")
    assert stop.value.code == "list_too_large"
    assert fresh(attorney, row).state == "draft"
    assert "larger than 150 MB" in browsing_as(attorney).get(page).content.decode()
