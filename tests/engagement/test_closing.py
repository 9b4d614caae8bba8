"""The letter at the end: what it says, how it reaches the client, what keeps a case open."""

from datetime import UTC, timedelta
from typing import Any

import pytest

from cases import actions as case_actions
from cases.models import Case, Matter
from cases.queries import close_blockers
from clients.models import Client, ContactRule
from clinic.access.actor import Actor
from clinic.access.refusals import Refused
from clinic.tenancy.current import begin_of, today
from clinic.tenancy.models import new_id
from documents.actions import keep_original, let_original_go
from documents.queries import documents_of_case
from engagement import actions, queries
from engagement.models import Letter
from filings.actions import set_deadline
from tests.builders import browsing_as
from tests.engagement.steps import again, begin, ready, signed, stopped

pytestmark = pytest.mark.django_db
CLOSING: dict[str, Any] = {"kind": "closing", "matters": []}


def close(actor: Actor, case: Case) -> Case:
    case = Case.objects.select_related("client__key", "key").get(pk=case.pk)
    return case_actions.close_case(
        actor, case=case, outcome="advice", reason="Advice was given.", version=case.version
    )


def give(actor: Actor, letter: Letter, **said: Any) -> Letter:
    usual: dict[str, Any] = {"way": "handed", "given_on": today(), "version": letter.version}
    return actions.give_letter(actor, letter=letter, **(usual | said))


def texts(letter: Letter) -> dict[str, str]:
    return {row["code"]: row["text"] for row in letter.sections or []}


def test_it_is_filled_in_from_the_case(attorney: Actor, case: Case) -> None:
    matter = Matter.objects.select_related("case__client__key", "case__key").get(case=case)
    case_actions.end_matter(
        attorney, matter=matter, outcome="granted", ended_on=today(), version=matter.version
    )
    ends = today() + timedelta(days=700)
    case_actions.add_benefit(
        attorney, case=case, kind="work_permit", obtained_on=today(), ends_on=ends
    )
    set_deadline(
        attorney, case=case, outer=today() + timedelta(days=20), what="Witness list",
        order="Scheduling order", jurisdictional=False,
    )  # fmt: skip
    kept = keep_original(
        attorney, case=case, original_id=new_id(), what="Passport", place="", since=today()
    )
    said = texts(begin(attorney, case, **CLOSING))
    assert "T visa: Relief granted" in said["done"]
    assert "Work permit runs out" in said["dates"]
    assert "Day set by a judge or agency" in said["dates"]
    assert "Witness list" not in said["dates"]  # it may name somebody
    assert "Passport: we still have it" in said["originals"]
    assert "We keep your file safely for 7 years." in said["file"]
    assert "{" not in "".join(said.values())
    let_original_go(
        attorney, original=kept, left="returned", left_on=today(), left_to="Herself", version=1
    )


def test_a_case_with_a_signed_letter_stays_open_until_the_client_has_the_last(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    assert close_blockers(case) == []
    engaged = signed(attorney, case)
    (blocker,) = close_blockers(case)
    assert "closing letter" in blocker.text
    stopped("still_open", close, attorney, case)
    letter = ready(attorney, case, **CLOSING)
    stopped("letter_there", begin, attorney, case, **CLOSING)
    given = give(attorney, letter)
    assert close_blockers(case) == []
    assert given.document_id not in [row.pk for row in documents_of_case(advocate, case)]
    close(attorney, case)
    assert again(attorney, engaged).state == "ended"
    assert Letter.objects.get(pk=letter.pk).state == "given"


def test_after_the_case_is_reopened_work_needs_a_new_letter_and_that_another_end(
    attorney: Actor, case: Case
) -> None:
    signed(attorney, case)
    give(attorney, ready(attorney, case, **CLOSING))
    closed = close(attorney, case)
    case_actions.reopen_case(attorney, case=closed, version=closed.version)
    fresh = Case.objects.select_related("client__key", "key").get(pk=case.pk)
    assert queries.uncovered(fresh) == ["t_visa"]
    assert close_blockers(fresh) == []
    signed(attorney, fresh)
    assert len(close_blockers(fresh)) == 1


def test_no_letter_goes_by_a_way_that_is_not_safe(attorney: Actor, case: Case) -> None:
    letter = ready(attorney, case, **CLOSING)
    refusal = stopped("unsafe_channel", give, attorney, letter, way="post")
    assert "Hand it over" in str(refusal.message)
    client = Client.objects.select_related("key").get(pk=case.client_id)
    ContactRule(client=client, key=client.key, channel="post", state="safe").save(force_insert=True)
    assert give(attorney, letter, way="post").given_way == "post"


def test_the_day_lies_between_the_letters_beginning_and_today(attorney: Actor, case: Case) -> None:
    letter = ready(attorney, case, **CLOSING)
    for day in (today() + timedelta(days=1), today() - timedelta(days=3)):
        stopped("given_day", give, attorney, letter, given_on=day)


def test_a_letter_of_the_evening_is_given_the_same_evening(attorney: Actor, case: Case) -> None:
    """When it is tomorrow in UTC already, it is still today on the clinic's wall."""
    letter = ready(attorney, case, **CLOSING)
    evening = begin_of(today()) + timedelta(hours=23)
    assert evening.astimezone(UTC).date() > today()
    Letter.objects.filter(pk=letter.pk).update(added_at=evening)
    assert give(attorney, letter).given_on == today()


def test_a_closing_letter_is_not_signed_and_an_engagement_letter_not_given(
    attorney: Actor, case: Case
) -> None:
    closing = ready(attorney, case, **CLOSING)
    stopped(
        "not_signed", actions.sign_attorney, attorney, letter=closing, version=closing.version,
        method="screen", signed_name="A. H.", signed_on=today(),
    )  # fmt: skip
    stopped("not_given", give, attorney, ready(attorney, case))


def test_a_reason_stands_in_the_place_of_the_letter(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    signed(attorney, case)
    draft = begin(attorney, case, **CLOSING)
    said: dict[str, Any] = {"case": case, "letter_id": new_id()}
    stopped("reason_missing", actions.waive_closing, attorney, reason=" ", **said)
    with pytest.raises(Refused):
        actions.waive_closing(advocate, reason="She died.", **said)
    actions.waive_closing(attorney, reason="Nobody can reach her safely.", **said)
    assert again(attorney, draft).state == "discarded"
    assert close_blockers(case) == []
    page = browsing_as(attorney).get(f"/harbor/cases/{case.pk}/engagement/").content.decode()
    assert "Nobody can reach her safely." in page
    close(attorney, case)


def test_the_pages_begin_and_give_it(attorney: Actor, case: Case) -> None:
    from clinic.pages.fields import OnceField

    browser, home = browsing_as(attorney), f"/harbor/cases/{case.pk}/engagement/"
    matter = Matter.objects.select_related("case__client__key", "case__key").get(case=case)
    token = OnceField.signed(new_id())
    assert browser.post(f"{home}closing/", {"form_token": token}).status_code == 302
    assert browser.post(f"{home}closing/", {"form_token": token}).status_code == 302
    letter = Letter.objects.get()
    at = f"/harbor/client-letters/{letter.pk}/"
    unsaid = browser.post(f"{at}ready/", {"version": 1})
    assert unsaid.status_code == 409
    assert "where brackets stand: What we did, and how it ended." in unsaid.content.decode()
    discard = {"version": 1, "ending": "mistake", "reason": "Nobody said how it ended."}
    assert browser.post(f"{at}end/", discard).status_code == 302
    case_actions.end_matter(
        attorney, matter=matter, outcome="advice", ended_on=today(), version=matter.version
    )
    token = OnceField.signed(new_id())
    assert browser.post(f"{home}closing/", {"form_token": token}).status_code == 302
    at = f"/harbor/client-letters/{Letter.objects.get(state='draft').pk}/"
    assert browser.post(f"{at}ready/", {"version": 1}).status_code == 302
    assert "Ready to give" in browser.get(at).content.decode()
    given = {"version": 2, "way": "email", "given_on": str(today())}
    unsafe = browser.post(f"{at}given/", given)
    assert unsafe.status_code == 409
    assert "This way is not safe" in unsafe.content.decode()
    assert browser.post(f"{at}given/", given | {"given_on": "0225-01-01"}).status_code == 409
    assert browser.post(f"{at}given/", given | {"way": "read"}).status_code == 302
    assert "Read to the client, who keeps no paper" in browser.get(at).content.decode()
