"""Contacts: two clicks, the safe-contact rule, who reads what, corrections."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from zeal import zeal_ignore

from agenda import actions, queries
from agenda.models import Contact, EarlierContact
from agenda.policy import visible_contacts
from cases.actions import add_note
from cases.models import Case
from cases.queries import timeline
from cases.queries.timeline import TIMELINE_SIZE
from clients import actions as clients
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible, Refused
from clinic.audit.models import AuditEntry
from tests.builders import browsing_as, seat_of
from tests.everywhere.world_agenda import log_for

SECRET = "The prosecutor called about her."


def sent_from(answer: Any) -> dict[str, Any]:
    """Return what a browser sends when nothing of the form was touched."""
    form = answer.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, "", False)}


def test_a_look_and_one_click_record_a_call(case: Case, attorney: Actor) -> None:
    browser = browsing_as(attorney)
    page = browser.get(f"/harbor/cases/{case.pk}/")
    url = f"/harbor/cases/{case.pk}/contacts/log/"
    assert url in page.content.decode()  # the first click
    form = browser.get(url)
    assert "Phone call: The client said this is safe." in form.content.decode()
    answer = browser.post(url, sent_from(form))  # the second
    assert answer.status_code == 302
    contact = Contact.objects.get()
    assert (contact.channel, contact.direction, contact.rule) == ("phone", "out", "followed")
    assert contact.rule_said == "Phone call: The client said this is safe."
    assert "Phone call" in browser.get(answer["Location"]).content.decode()


def test_a_form_sent_twice_records_one_contact(case: Case, attorney: Actor) -> None:
    browser, url = browsing_as(attorney), f"/harbor/cases/{case.pk}/contacts/log/"
    given = sent_from(browser.get(url))
    assert [browser.post(url, given).status_code for _turn in range(2)] == [302, 302]
    assert Contact.objects.count() == 1


def test_a_way_that_is_not_safe_is_not_said_to_follow_the_rule(case: Case, attorney: Actor) -> None:
    with pytest.raises(Blocked) as stop:
        log_for(attorney, case, channel="sms", rule="followed")
    assert stop.value.code == "rule_says_no"
    with pytest.raises(Blocked) as stop:
        log_for(attorney, case, channel="sms", rule="not_followed", rule_reason=" ")
    assert stop.value.code == "rule_reason_missing"
    contact = log_for(
        attorney, case, channel="sms", rule="not_followed", rule_reason="Her brother waited there."
    )
    assert contact.rule_said == (
        "Text message: Nobody has asked yet whether this is safe. Ask first."
    )
    assert Contact.objects.count() == 1


def test_the_rule_is_that_of_the_hour_of_the_contact(case: Case, attorney: Actor) -> None:
    """Saturdays only: a call of any other day was outside the hours."""
    rule = {
        "channel": "phone", "state": "safe", "address": "+1 202 555 0142",
        "details": {"days": [5], "start": "09:00", "end": "17:00"},
    }  # fmt: skip
    clients.change_contact(attorney, client=case.client, rules=[rule])
    case = Case.objects.select_related("client__key", "key").get(pk=case.pk)
    noon = timezone.now().replace(hour=16, minute=0) - timedelta(days=7)
    saturday = noon - timedelta(days=(noon.weekday() - 5) % 7)
    assert log_for(attorney, case, channel="phone", rule="followed", at=saturday)
    with pytest.raises(Blocked) as stop:
        log_for(attorney, case, channel="phone", rule="followed", at=saturday - timedelta(days=1))
    assert stop.value.code == "rule_says_no"


def test_nothing_is_asked_of_the_rule_when_the_client_calls(case: Case, attorney: Actor) -> None:
    contact = log_for(attorney, case, channel="phone", direction="in", reached=False)
    assert (contact.rule, contact.reached) == ("none", True)


def test_a_contact_is_not_recorded_before_it_happens(case: Case, attorney: Actor) -> None:
    with pytest.raises(Blocked) as stop:
        log_for(attorney, case, at=timezone.now() + timedelta(minutes=2))
    assert stop.value.code == "future_time"


@pytest.mark.parametrize("reader", ["advocate", "coordinator"])
def test_a_privileged_contact_leaves_no_trace(
    case: Case, attorney: Actor, advocate: Actor, coordinator: Actor, reader: str
) -> None:
    actor = {"advocate": advocate, "coordinator": coordinator}[reader]
    browser = browsing_as(actor)
    pages = (f"cases/{case.pk}/timeline/", f"clients/{case.client_id}/contacts/")

    def read() -> list[list[bytes]]:
        return [_without_tokens(browser.get(f"/harbor/{page}").content) for page in pages]

    read()  # the first look is recorded, and told
    before = read()
    hidden = log_for(attorney, case, privilege="attorney", note=SECRET)
    assert read() == before
    assert browser.get(f"/harbor/contacts/{hidden.pk}/").status_code == 404
    with pytest.raises(NotVisible):
        queries.contact_of(actor, hidden.pk)
    with pytest.raises(Refused):
        log_for(actor, case, privilege="attorney")


def _without_tokens(html: bytes) -> list[bytes]:
    """Leave out what differs between any two answers: tokens, and the minute of printing."""
    changing = (b"csrf", b"printed by")
    return [line for line in html.splitlines() if not any(w in line.lower() for w in changing)]


def test_who_is_not_on_the_case_reads_and_records_nothing(case: Case, stranger: Actor) -> None:
    with pytest.raises(Refused):
        log_for(stranger, case)
    assert not visible_contacts(stranger).exists()


def test_a_wall_hides_every_contact_at_once(
    case: Case, attorney: Actor, supervisor: Actor, coordinator: Actor
) -> None:
    log_for(attorney, case)
    assert visible_contacts(supervisor).count() == 1
    clients.raise_wall(
        coordinator, client=case.client, membership=seat_of(supervisor), reason="Their firm."
    )
    assert not visible_contacts(supervisor).exists()


def test_the_timeline_pages_through_contacts_notes_and_acts_without_gap_or_double(
    case: Case, attorney: Actor, advocate: Actor
) -> None:
    with zeal_ignore():
        for number in range(25):
            log_for(attorney, case, note=f"Contact {number}")
            log_for(attorney, case, note=SECRET, privilege="attorney")
            add_note(attorney, case=case, privilege="shared", body=f"Note {number}")
    seen, after = [], None
    while True:
        page = timeline(advocate, case, after=after)
        seen += page.events
        if page.next is None:
            break
        assert len(page.events) == TIMELINE_SIZE  # what is hidden shortens no page
        after = page.next
    told = "\n".join(event.text for event in seen)
    assert SECRET not in told
    numbers = [event.text.rpartition(" ")[2] for event in seen if "Contact " in event.text]
    assert numbers == [str(number) for number in reversed(range(25))]
    assert len({event.id for event in seen}) == len(seen)
    assert [event.id for event in seen] == sorted((event.id for event in seen), reverse=True)


def test_a_correction_keeps_what_was_said_under_its_own_privilege(
    case: Case, attorney: Actor, advocate: Actor, supervisor: Actor
) -> None:
    contact = log_for(attorney, case, privilege="attorney", note=SECRET)
    said = {
        "at": contact.at, "channel": "in_person", "direction": "out", "minutes": 30,
        "privilege": "shared", "note": "A talk.",
    }  # fmt: skip
    corrected = actions.correct_contact(attorney, contact=contact, version=1, **said)
    assert (corrected.version, corrected.note, corrected.privilege) == (2, "A talk.", "shared")
    for reader, known in ((advocate, 0), (supervisor, 1)):
        shown = queries.contact_shown(reader, queries.contact_of(reader, contact.pk))
        assert len(shown.earlier) == known
    assert queries.contact_shown(supervisor, corrected).earlier[0][1].contact.note == SECRET
    entry = AuditEntry.objects.get(verb="contact.corrected")
    assert entry.fields == ["note", "privilege"]
    with pytest.raises(Blocked) as stop:
        actions.correct_contact(attorney, contact=contact, version=1, **said)
    assert stop.value.code == "changed_meanwhile"
    with pytest.raises(Blocked) as stop:
        actions.correct_contact(attorney, contact=corrected, version=2, **said)
    assert stop.value.code == "nothing_changed"
    assert EarlierContact.objects.count() == 1


def test_only_who_wrote_it_or_reaches_every_case_corrects_it(
    case: Case, attorney: Actor, advocate: Actor, coordinator: Actor
) -> None:
    contact = log_for(attorney, case)
    said = {
        "at": contact.at, "channel": "video", "direction": "in", "privilege": "shared",
    }  # fmt: skip
    with pytest.raises(Refused):
        actions.correct_contact(advocate, contact=contact, version=1, **said)
    assert actions.correct_contact(coordinator, contact=contact, version=1, **said).version == 2


def test_the_page_of_a_correction_begins_with_what_is_recorded(case: Case, attorney: Actor) -> None:
    contact = log_for(attorney, case, minutes=12)
    browser, url = browsing_as(attorney), f"/harbor/contacts/{contact.pk}/correct/"
    given = sent_from(browser.get(url)) | {"minutes": "15"}
    assert browser.post(url, given).status_code == 302
    page = browser.get(f"/harbor/contacts/{contact.pk}/").content.decode()
    assert "15 minutes" in page
    assert "12 minutes" in page


def test_a_correction_keeps_the_verdict_of_the_day_it_was_written_down(
    case: Case, attorney: Actor
) -> None:
    """The call was safe by the rule of that day; that the phone became unsafe judges no past."""
    contact = log_for(attorney, case, channel="phone", rule="followed", note="A tpyo.")
    was = contact.rule_said
    rule = {"channel": "phone", "state": "unsafe", "address": "+1 202 555 0142"}
    clients.change_contact(attorney, client=case.client, rules=[rule])
    browser, url = browsing_as(attorney), f"/harbor/contacts/{contact.pk}/correct/"
    page = browser.get(url)
    assert was in page.content.decode()
    assert browser.post(url, sent_from(page) | {"note": "A typo."}).status_code == 302
    contact = Contact.objects.select_related("key").get(pk=contact.pk)
    assert (contact.note, contact.rule, contact.rule_said) == ("A typo.", "followed", was)
    said = {
        "at": contact.at, "channel": "phone", "direction": "out", "privilege": "shared",
        "minutes": 30, "note": "A typo.",
    }  # fmt: skip
    with pytest.raises(Blocked) as stop:  # another moment is judged as it is written down
        actions.correct_contact(
            attorney, contact=contact, version=2, **said | {"at": at_noon_before(contact.at)},
            rule="followed",
        )  # fmt: skip
    assert stop.value.code == "rule_says_no"
    owned = {"rule": "not_followed", "rule_reason": "It rang twice."}
    contact = actions.correct_contact(attorney, contact=contact, version=2, **said, **owned)
    assert (contact.rule, contact.rule_said) == ("not_followed", was)
    with pytest.raises(Blocked) as stop:  # and so is what is called followed only now
        actions.correct_contact(attorney, contact=contact, version=3, **said, rule="followed")
    assert stop.value.code == "rule_says_no"


def at_noon_before(moment: Any) -> Any:
    return moment.replace(hour=12) - timedelta(days=1)
