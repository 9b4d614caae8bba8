"""Lists of exhibits: marks, order, what must be said before, what is frozen, who knows of one."""

from typing import Any

import pytest
from django.utils import translation

from cases.models import Case, Matter
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.files.models import StoredFile
from clinic.tenancy.current import clinic_url
from clinic.tenancy.models import new_id
from documents import actions, queries
from documents.models import Exhibit, ExhibitList
from documents.queries.exhibits import rows_in
from documents.rules.exhibits import WAYS, label_of, mark_of, moved
from tests.builders import browsing_as, calling_as
from tests.documents.listed import begin, finish, fresh, marks, put, supplement
from tests.documents.made import keep, on_disk
from tests.sealed import PDF, sealed_pdf

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("style", "number", "mark"),
    [("letters", 1, "A"), ("letters", 26, "Z"), ("letters", 27, "AA"), ("letters", 53, "BA"),
     ("letters", 702, "ZZ"), ("letters", 703, "AAA"), ("numbers", 12, "12"), ("tabs", 3, "3")],
)  # fmt: skip
def test_marks(style: str, number: int, mark: str) -> None:
    assert mark_of(style, number) == mark
    with translation.override("en"):
        assert label_of(style, number) == f"{'Tab' if style == 'tabs' else 'Exhibit'} {mark}"


def test_the_order_changes_one_step_or_to_an_end_and_never_loses_anything() -> None:
    order = ["a", "b", "c"]
    assert moved(order, "b", "up") == ["b", "a", "c"]
    assert moved(order, "b", "down") == ["a", "c", "b"]
    assert moved(order, "c", "first") == ["c", "a", "b"]
    assert moved(order, "a", "last") == ["b", "c", "a"]
    for way in WAYS:
        for one in order:
            assert sorted(moved(order, one, way)) == order


def test_a_list_is_filled_put_in_order_and_frozen(attorney: Actor, case: Case) -> None:
    row = begin(attorney, case)
    first = put(attorney, row, title="Declaration")
    put(attorney, row, title="Passport")
    last = put(attorney, row, title="Letter of a school")
    now = fresh(attorney, row)
    actions.move_exhibit(attorney, exhibit=last, version=now.version, way="first")
    assert marks(attorney, row) == [
        ("Exhibit A", "Letter of a school"), ("Exhibit B", "Declaration"),
        ("Exhibit C", "Passport"),
    ]  # fmt: skip
    now = fresh(attorney, row)
    actions.leave_out(attorney, exhibit=first, version=now.version)
    done = finish(attorney, row)
    assert (done.state, done.finished_by) == ("final", attorney.membership)
    rows = list(Exhibit.objects.filter(exhibit_list=done).order_by("number"))
    assert [one.number for one in rows] == [1, 2]
    assert [one.mark for one in rows_in(done)] == ["A", "B"]
    assert all(len(one.digest or "") == 64 for one in rows)
    assert len(done.digest or "") == 64
    for act in (
        lambda: put(attorney, done, title="Later"),
        lambda: actions.move_exhibit(attorney, exhibit=rows[0], version=done.version, way="down"),
        lambda: actions.leave_out(attorney, exhibit=rows[0], version=done.version),
        lambda: actions.discard_list(
            attorney, exhibit_list=done, version=done.version, reason="No."
        ),
        lambda: actions.finish_list(attorney, exhibit_list=done, version=done.version),
    ):
        with pytest.raises(Blocked) as refusal:
            act()
        assert refusal.value.code == "not_a_draft"


def test_a_supplement_goes_on_behind_the_last_mark(attorney: Actor, case: Case) -> None:
    row = begin(attorney, case)
    filed = put(attorney, row, title="Declaration")
    put(attorney, row, title="Passport")
    with pytest.raises(Blocked) as refusal:
        supplement(attorney, row)
    assert refusal.value.code == "not_final"
    finish(attorney, row)
    later = supplement(attorney, fresh(attorney, row))
    put(attorney, later, title="Letter of a school")
    assert marks(attorney, later) == [("Exhibit C", "Letter of a school")]
    assert [line.label for line in queries.earlier_of(attorney, later)] == [
        "Exhibit A",
        "Exhibit B",
    ]
    with pytest.raises(Blocked) as refusal:
        put(attorney, later, filed.document)
    assert refusal.value.code == "listed_already"
    with pytest.raises(Blocked) as refusal:
        supplement(attorney, fresh(attorney, row))
    assert refusal.value.code == "continued_already"
    finish(attorney, later)
    third = supplement(attorney, fresh(attorney, later))
    put(attorney, third, title="A last one")
    assert marks(attorney, third) == [("Exhibit D", "A last one")]
    assert marks(attorney, row) == [("Exhibit A", "Declaration"), ("Exhibit B", "Passport")]


def test_a_given_up_supplement_makes_way_for_another(attorney: Actor, case: Case) -> None:
    row = begin(attorney, case)
    put(attorney, row)
    finish(attorney, row)
    later = supplement(attorney, fresh(attorney, row))
    actions.discard_list(attorney, exhibit_list=later, version=later.version, reason="Too early.")
    assert supplement(attorney, fresh(attorney, row)).first_number == 2


def test_what_is_kept_for_few_needs_a_reason(attorney: Actor, case: Case) -> None:
    strategy = keep(attorney, case, PDF, privilege="attorney", title="Draft of an expert")
    row = begin(attorney, case)
    with pytest.raises(Blocked) as refusal:
        put(attorney, row, strategy)
    assert refusal.value.code == "waiver_missing"
    one = put(attorney, row, strategy, waiver="The expert testifies; counsel agreed.")
    assert (one.waiver, one.waived_by) == ("The expert testifies; counsel agreed.",
                                           attorney.membership)  # fmt: skip
    with pytest.raises(Blocked) as refusal:
        actions.change_exhibit(
            attorney, exhibit=one, version=fresh(attorney, row).version, title="Expert"
        )
    assert refusal.value.code == "waiver_missing"


def test_an_attorneys_document_goes_on_no_list_that_others_read(
    attorney: Actor, case: Case
) -> None:
    strategy = keep(attorney, case, PDF, privilege="attorney", title="Draft of an expert")
    row = begin(attorney, case, privilege="shared")
    with pytest.raises(Blocked) as refusal:
        put(attorney, row, strategy, waiver="It is filed.")
    assert refusal.value.code == "list_too_open"
    closed = begin(attorney, case)
    put(attorney, closed, strategy, waiver="It is filed.")
    now = fresh(attorney, closed)
    said = {"title": "Opened", "forum": "eoir", "style": "letters", "privilege": "shared"}
    with pytest.raises(Blocked) as refusal:
        actions.change_list(attorney, exhibit_list=now, version=now.version, **said)
    assert refusal.value.code == "list_too_open"


def test_a_document_that_became_privileged_meanwhile_stops_the_list(
    attorney: Actor, case: Case
) -> None:
    row = begin(attorney, case, privilege="shared")
    document = keep(attorney, case, PDF)
    put(attorney, row, document)
    actions.change_document(
        attorney, document=document, version=1, kind="expert", privilege="attorney", title="Expert"
    )
    with pytest.raises(Blocked) as refusal:
        finish(attorney, row)
    assert refusal.value.code == "waiver_missing"


def test_a_list_is_not_made_final_without_exhibits_or_with_one_that_is_gone(
    attorney: Actor, case: Case
) -> None:
    row = begin(attorney, case)
    with pytest.raises(Blocked) as refusal:
        finish(attorney, row)
    assert refusal.value.code == "list_empty"
    one = put(attorney, row)
    actions.remove_document(attorney, document=one.document, version=1, reason="Twice.")
    with pytest.raises(Blocked) as refusal:
        finish(attorney, row)
    assert refusal.value.code == "exhibit_gone"
    assert "Exhibit A" in str(refusal.value.message)


def test_a_changed_file_is_noticed_before_it_is_filed(
    attorney: Actor, case: Case, files_folder: Any
) -> None:
    row = begin(attorney, case)
    one = put(attorney, row)
    stored = StoredFile.objects.get(pk=one.revision.file_id)
    (lying,) = [path for path in on_disk(files_folder) if path.name in stored.storage_name]
    lying.unlink()
    with pytest.raises(Blocked) as refusal:
        finish(attorney, row)
    assert refusal.value.code == "file_altered"
    assert fresh(attorney, row).state == "draft"


def test_a_later_version_is_said_and_taken_only_when_asked(attorney: Actor, case: Case) -> None:
    row = begin(attorney, case)
    one = put(attorney, row)
    actions.revise_document(attorney, document=one.document, version=1, file=sealed_pdf())
    (line,) = queries.exhibit_lines(attorney, fresh(attorney, row))
    assert (line.row.revision.number, line.newer) == (1, 2)
    actions.change_exhibit(
        attorney, exhibit=one, version=fresh(attorney, row).version, title="Letter", latest=True
    )
    (line,) = queries.exhibit_lines(attorney, fresh(attorney, row))
    assert (line.row.revision.number, line.newer) == (2, None)


def test_the_list_says_what_the_matter_still_lacks(attorney: Actor, case: Case) -> None:
    matter = Matter.objects.get(case=case)
    row = begin(attorney, case, matter=matter)
    assert wanted(attorney, row)["statement"] == ("missing", [])
    put(attorney, row, evidence="statement")
    assert wanted(attorney, row)["statement"] == ("there", ["Exhibit A"])
    with pytest.raises(Blocked) as refusal:
        put(attorney, row, evidence="no_such_line")
    assert refusal.value.code == "other_evidence"
    finish(attorney, row)
    later = supplement(attorney, fresh(attorney, row))
    assert wanted(attorney, later)["statement"] == ("there", ["Exhibit A"])


def wanted(actor: Actor, row: ExhibitList) -> dict[str, tuple[str, list[str]]]:
    now = fresh(actor, row)
    lines = queries.earlier_of(actor, now), queries.exhibit_lines(actor, now)
    return {one.item.code: (one.state, one.marks) for one in queries.wanted_by(now, *lines)}


def test_stale_and_repeated_requests_change_nothing(attorney: Actor, case: Case) -> None:
    row = begin(attorney, case)
    one = put(attorney, row)
    old = row.version
    with pytest.raises(Blocked) as refusal:
        actions.move_exhibit(attorney, exhibit=one, version=old, way="up")
    assert refusal.value.code == "changed_meanwhile"
    with pytest.raises(Blocked) as refusal:
        actions.finish_list(attorney, exhibit_list=row, version=old)
    assert refusal.value.code == "changed_meanwhile"
    with pytest.raises(Blocked) as refusal:
        actions.add_exhibit(
            attorney, exhibit_list=row, exhibit_id=one.pk, document=keep(attorney, case, PDF)
        )
    assert refusal.value.code == "sent_twice"
    assert Exhibit.objects.count() == 1


def test_the_pages_walk_the_path_and_keep_words_that_came_too_late(
    attorney: Actor, case: Case
) -> None:
    browser = browsing_as(attorney)
    at = clinic_url("documents:make_list", case.pk)
    page = browser.get(at)
    once = page.context["form"]["once"].value()
    said = {"title": "Exhibits in support", "forum": "uscis", "style": "numbers",
            "privilege": "attorney", "once": once}  # fmt: skip
    assert browser.post(at, said | {"title": " "}).status_code == 422
    answer = browser.post(at, said)
    assert browser.post(at, said).headers["Location"] == answer.headers["Location"]
    row = ExhibitList.objects.get()
    document = keep(attorney, case, PDF, title="Pay slips")
    at = clinic_url("documents:add_exhibit", row.pk)
    once = browser.get(at).context["form"]["once"].value()
    sent = {"document": str(document.pk), "heading": "Work", "once": once}
    assert browser.post(at, sent).status_code == 302
    page = browser.get(clinic_url("documents:exhibit_list", row.pk))
    assert "Exhibit 1" in page.content.decode()
    assert "Work" in page.content.decode()
    at = clinic_url("documents:change_list", row.pk)
    late = {**said, "title": "Words that came late", "version": "1"}
    answer = browser.post(at, late)
    assert answer.status_code == 409
    assert "Words that came late" in answer.content.decode()
    at = clinic_url("documents:finish_list", row.pk)
    version = browser.get(at).context["form"]["version"].value()
    assert browser.post(at, {"version": "1"}).status_code == 409
    assert browser.post(at, {"version": version}).status_code == 302
    assert fresh(attorney, row).state == "final"


def test_a_program_walks_the_same_way(attorney: Actor, case: Case) -> None:
    program, home = calling_as(attorney), f"cases/{case.pk}/exhibit-lists"
    said = {"title": "Exhibits", "forum": "eoir", "marks": "letters", "privilege": "attorney"}
    made = program.make(home, said).json()
    at = f"exhibit-lists/{made['id']}"
    documents = [keep(attorney, case, PDF, title=title) for title in ("First", "Second")]
    for document in documents:
        answer = program.make(f"{at}/exhibits", {"document": str(document.pk)})
        assert answer.status_code == 201, answer.content
    wrong = program.make(f"{at}/exhibits", {"document": str(new_id())})
    assert wrong.status_code == 422
    second = answer.json()["exhibits"][1]["id"]
    tag = program.ask("get", at)["ETag"]
    moved_up = program.change(f"exhibits/{second}/move", {"way": "up"}, etag=tag)
    assert [one["title"] for one in moved_up.json()["exhibits"]] == ["Second", "First"]
    assert program.change(f"exhibits/{second}/move", {"way": "up"}, etag=tag).status_code == 412
    assert program.change(f"{at}/finish", {}, of=at).json()["state"] == "final"
    later = program.make(f"{at}/continue", {"title": "Supplement", "privilege": "attorney"})
    assert (later.status_code, later.json()["edition"]) == (201, 2)
