"""What of the documents keeps a case open, beside originals that were not given back."""

import pytest

from cases.actions import close_case
from cases.models import Case
from cases.queries import close_blockers
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible
from documents import actions, queries
from tests.documents.listed import begin, fresh, put

pytestmark = pytest.mark.django_db


def test_a_draft_with_exhibits_keeps_the_case_open_until_it_is_given_up(
    attorney: Actor, case: Case
) -> None:
    row = begin(attorney, case, privilege="shared")
    assert close_blockers(case) == []  # nothing stands on it
    put(attorney, row)
    with pytest.raises(Blocked, match="still a draft") as stop:
        close_case(attorney, case=case, outcome="advice", reason="Done.", version=case.version)
    assert stop.value.code == "still_open"
    version = fresh(attorney, row).version
    actions.discard_list(attorney, exhibit_list=row, version=version, reason="Never filed.")
    assert close_blockers(case) == []


def test_a_draft_that_others_may_not_know_of_is_not_told_where_the_case_is_closed(
    attorney: Actor, coordinator: Actor, case: Case
) -> None:
    row = begin(attorney, case, privilege="attorney")
    put(attorney, row)
    with pytest.raises(NotVisible):
        queries.list_of(coordinator, row.pk)
    (blocker,) = close_blockers(case)  # it blocks for everybody, whoever may see it
    assert str(blocker.text).startswith("Somebody on this case has something")
    assert "documents" not in blocker.url
