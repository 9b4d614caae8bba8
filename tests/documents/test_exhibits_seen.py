"""Who knows of a list of exhibits, a draft or final, and what lies of it in the table."""

from typing import Any

import pytest
from django.db import connection

from cases.models import Case
from cases.queries import next_steps_of, timeline
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible, Refused
from clinic.tenancy.current import bind, clinic_url
from clinic.tenancy.models import new_id
from documents import actions, queries
from tests.builders import browsing_as, calling_as, make_case, make_clinic, make_member
from tests.documents.listed import begin, finish, fresh, put, supplement
from tests.documents.made import keep
from tests.sealed import PDF, sealed_pdf

pytestmark = pytest.mark.django_db


def test_advocates_make_lists_and_lawyers_make_them_final(
    advocate: Actor, attorney: Actor, case: Case
) -> None:
    row = begin(advocate, case)
    put(advocate, row)
    with pytest.raises(Refused):
        finish(advocate, row)
    with pytest.raises(Refused):
        begin(advocate, case, privilege="attorney")
    assert finish(attorney, row).state == "final"


def test_of_an_attorneys_list_advocates_and_coordinators_have_no_trace(
    attorney: Actor, advocate: Actor, coordinator: Actor, case: Case
) -> None:
    row = begin(attorney, case, title="Theory of the case")
    one = put(attorney, row, title="Shared letter")
    for other in (advocate, coordinator):
        assert queries.lists_of_case(other, case) == []
        for query in (
            lambda a: queries.list_of(a, row.pk),
            lambda a: queries.exhibit_of(a, one.pk),
        ):
            with pytest.raises(NotVisible):
                query(other)
    page = browsing_as(advocate).get(clinic_url("documents:of_case", case.pk)).content.decode()
    assert "Theory of the case" not in page
    finish(attorney, row)
    for other in (advocate, coordinator):
        assert [line.count for line in queries.lists_of_case(other, case)] == [1]


def test_a_final_list_with_an_attorneys_document_stays_with_attorneys_and_all_after_it_too(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    strategy = keep(attorney, case, PDF, privilege="attorney", title="Draft of an expert")
    row = begin(attorney, case, title="Exhibits of the motion")
    put(attorney, row, strategy, waiver="The expert testifies.")
    finish(attorney, row)
    later = supplement(attorney, fresh(attorney, row))
    put(attorney, later, title="Letter of a school")
    finish(attorney, later)
    assert queries.lists_of_case(advocate, case) == []
    assert "Exhibit list final" not in told(advocate, case)
    assert told(attorney, case).count("Exhibit list final") == 2


def test_what_was_filed_stays_known_when_a_supplement_is_an_attorneys(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    row = begin(attorney, case)
    put(attorney, row)
    finish(attorney, row)
    later = supplement(attorney, fresh(attorney, row))
    strategy = keep(attorney, case, PDF, privilege="attorney", title="Draft of an expert")
    put(attorney, later, strategy, waiver="It is filed.")
    assert [line.row.pk for line in queries.lists_of_case(advocate, case)] == [row.pk]
    page = browsing_as(advocate).get(clinic_url("documents:exhibit_list", row.pk))
    assert "supplement" not in page.content.decode().lower().replace("begin a supplement", "")


def told(actor: Actor, case: Case) -> list[str]:
    return [str(event.title) for event in timeline(actor, case).events]


def test_of_a_document_that_does_not_open_only_what_is_listed_is_told(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    safety = keep(advocate, case, PDF, privilege="advocate", title="Safety plan")
    row = begin(advocate, case)
    put(advocate, row, safety, waiver="She asked for it.")
    at: dict[str, Any] = {"document": safety, "version": safety.version}
    actions.say_translation(advocate, **at, source_language="Quechua", translated=None)
    at = {"document": queries.document_of(advocate, safety.pk)}
    at["version"] = at["document"].version
    actions.revise_document(advocate, **at, file=sealed_pdf())
    at["version"] += 1
    actions.remove_document(advocate, **at, reason="A misprint.")
    (own,) = queries.exhibit_lines(advocate, fresh(advocate, row))
    assert (own.readable, own.newer, own.gone) == (True, 2, True)
    assert own.language is not None
    (line,) = queries.exhibit_lines(attorney, fresh(attorney, row))
    assert (line.readable, line.newer, line.gone, line.language) == (False, None, False, None)
    for actor, newer in ((advocate, 2), (attorney, None)):
        answer = calling_as(actor).read(f"exhibit-lists/{row.pk}")
        assert [one["newer"] for one in answer["exhibits"]] == [newer]
    browser = browsing_as(attorney)
    page = browser.get(clinic_url("documents:change_exhibit", line.row.pk)).content.decode()
    assert "File the latest version" not in page
    page = browser.get(clinic_url("documents:finish_list", row.pk)).content.decode()
    assert "another language: " not in page
    assert 'name="untranslated"' in page  # of what cannot be read nobody knows whether it is asked


def test_the_timeline_and_the_next_steps_tell_of_it(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    row = begin(attorney, case)
    put(attorney, row)
    assert "Make the exhibit list final" in steps(attorney, case)
    assert "Make the exhibit list final" not in steps(advocate, case)
    finish(attorney, row)
    assert "Make the exhibit list final" not in steps(attorney, case)
    assert "Exhibit list final" in told(advocate, case)


def steps(actor: Actor, case: Case) -> list[str]:
    return [step.title for step in next_steps_of(actor, case)]


def test_another_clinic_and_another_case_have_no_way_in(
    attorney: Actor, coordinator: Actor, case: Case
) -> None:
    row = begin(attorney, case)
    other = make_case(coordinator, attorney)
    elsewhere = keep(attorney, Case.objects.select_related("client__key", "key").get(pk=other.pk))
    with pytest.raises(Blocked) as refusal:
        put(attorney, row, elsewhere)
    assert refusal.value.code == "other_document"
    with pytest.raises(Blocked) as refusal:
        begin(attorney, case, filing=new_id())
    assert refusal.value.code == "other_case"
    meadow = make_clinic("meadow")
    with bind(meadow):
        other_browser = browsing_as(make_member(meadow, "supervisor", "attorney"))
    assert other_browser.get(f"/meadow/exhibit-lists/{row.pk}/").status_code == 404


def test_somebody_on_no_case_finds_no_list(attorney: Actor, stranger: Actor, case: Case) -> None:
    row = begin(attorney, case)
    with pytest.raises(NotVisible):
        queries.list_of(stranger, row.pk)


def test_nothing_of_a_list_stands_in_clear(attorney: Actor, case: Case) -> None:
    strategy = keep(attorney, case, PDF, privilege="attorney", title="Draft of an expert")
    row = begin(attorney, case, title="Exhibits of Marisol Quispe")
    put(attorney, row, strategy, title="Declaration of Marisol Quispe", heading="Her own words",
        waiver="Marisol wants it read")  # fmt: skip
    finish(attorney, row)
    with connection.cursor() as cursor:
        for table in ("documents_exhibitlist", "documents_exhibit"):
            cursor.execute(f"SELECT t::text FROM {table} AS t")
            lying = "".join(row[0] for row in cursor.fetchall())
            assert lying
            for word in ("Marisol", "own words", "wants it read"):
                assert word not in lying
                assert word.encode().hex() not in lying
