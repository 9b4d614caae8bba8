"""The pages of letters: the whole way in a browser, what each refusal says, who sees what."""

import json
from typing import Any

import pytest

from cases.models import Case
from clinic.access.actor import Actor
from clinic.pages.fields import OnceField
from clinic.tenancy.current import bind, today
from clinic.tenancy.models import Clinic, new_id
from engagement.models import EmergencyWork, Letter, Wording
from engagement.rules.wording import shipped_for
from tests.builders import browsing_as, make_clinic, make_member
from tests.engagement.steps import DRAWN, asks, begin, ready, signed

pytestmark = pytest.mark.django_db


def test_the_whole_way_in_a_browser(attorney: Actor, case: Case) -> None:
    browser, home = browsing_as(attorney), f"/harbor/cases/{case.pk}/engagement/"
    page = browser.get(home).content.decode()
    assert "No signed letter covers: T visa." in page
    token = OnceField.signed(new_id())
    new = {"form_token": token, "kind": "limited", "matters": ["t_visa"]}
    answer = browser.post(f"{home}letter/", new)
    assert browser.post(f"{home}letter/", new).status_code == 302  # sent twice: one letter
    letter = Letter.objects.get()
    at = f"/harbor/client-letters/{letter.pk}/"
    assert answer["Location"] == f"{at}words/"
    sent: dict[str, Any] = {"version": 1}
    for row in letter.sections:
        sent |= {f"heading-{row['code']}": row["heading"], f"text-{row['code']}": row["text"]}
    sent["text-scope"] = "We file form I-914 and nothing else."
    assert browser.post(f"{at}words/", sent).status_code == 302
    assert browser.post(f"{at}words/", sent).status_code == 409
    empty = browser.post(f"{at}words/", sent | {"version": 2, "text-costs": ""})
    assert empty.status_code == 422
    assert browser.post(f"{at}ready/", {"version": 2}).status_code == 302
    page = browser.get(at).content.decode()
    assert "We file form I-914 and nothing else." in page
    assert "verify with counsel" in page
    signing: dict[str, Any] = {
        "version": 3, "method": "drawn", "signature": json.dumps(DRAWN), "signer": "client",
        "signed_name": "Marisol Quispe", "signed_on": str(today()), "language": "Spanish",
    }  # fmt: skip
    assert "Explain this to the client" in browser.post(f"{at}client/", signing).content.decode()
    signing["informed"] = "on"
    assert browser.post(f"{at}client/", signing | {"signature": ""}).status_code == 422
    assert browser.post(f"{at}client/", signing | {"signed_on": "0225-09-29"}).status_code == 422
    paper = browser.post(f"{at}client/", signing | {"method": "paper"})
    assert "Add a scan of the signed paper." in paper.content.decode()
    assert browser.post(f"{at}client/", signing).status_code == 302
    own = {"version": 4, "method": "screen", "signed_name": "A. H.", "signed_on": str(today())}
    assert browser.post(f"{at}sign/", own).status_code == 302
    page = browser.get(at).content.decode()
    assert "Signed" in page
    assert "Marisol" not in page  # names stand on the paper alone
    pdf = browser.get(f"{at}pdf/")
    assert pdf["Content-Type"] == "application/pdf"
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert "No signed letter covers" not in browser.get(home).content.decode()
    told = browser.get(f"/harbor/cases/{case.pk}/timeline/").content.decode()
    assert "Client signed the engagement letter" in told


def test_a_stale_form_keeps_its_words_and_takes_the_new_version(
    attorney: Actor, case: Case
) -> None:
    letter = ready(attorney, case)
    browser = browsing_as(attorney)
    given = {"version": 1, "ending": "mistake", "reason": "Wrong client's words."}
    answer = browser.post(f"/harbor/client-letters/{letter.pk}/end/", given)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Wrong client&#x27;s words." in page
    assert f'name="version" value="{letter.version}"' in page


def test_an_emergency_is_said_shown_and_ended(
    attorney: Actor, supervisor: Actor, case: Case
) -> None:
    browser, home = browsing_as(attorney), f"/harbor/cases/{case.pk}/engagement/"
    given = {"form_token": OnceField.signed(new_id()), "reason": "removal", "days": "20"}
    answer = browser.post(f"{home}emergency/", given)
    assert answer.status_code == 422
    given |= {"days": "5", "words": "She is held since this morning."}
    assert browser.post(f"{home}emergency/", given).status_code == 302
    assert browser.post(f"{home}emergency/", given).status_code == 302
    row = EmergencyWork.objects.get()
    assert "She is held since this morning." in browser.get(home).content.decode()
    today_page = browsing_as(supervisor).get("/harbor/").content.decode()
    assert "Work before signature" in today_page
    assert "held since" not in today_page
    assert browser.post(f"/harbor/emergencies/{row.pk}/end/").status_code == 302
    assert browser.post(f"/harbor/emergencies/{row.pk}/end/").status_code == 409


def test_a_supervisor_finds_the_letter_on_today(
    harbor: Clinic, attorney: Actor, supervisor: Actor, case: Case
) -> None:
    asks(harbor, supervisor=True)
    letter = ready(attorney, case)
    boss, at = browsing_as(supervisor), f"/harbor/client-letters/{letter.pk}/"
    assert at in boss.get("/harbor/").content.decode()
    assert "Agree to it" not in browsing_as(attorney).get(at).content.decode()
    back = {"version": letter.version, "reason": "Name the appeal."}
    assert boss.post(f"{at}return/", back).status_code == 302
    assert "Name the appeal." in browsing_as(attorney).get(at).content.decode()


def test_an_advocate_sees_neither_tab_nor_step_nor_line(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    letter = signed(attorney, case)
    browser = browsing_as(advocate)
    home = f"/harbor/cases/{case.pk}/"
    for page in (home, f"{home}timeline/", f"{home}documents/", "/harbor/"):
        text = browser.get(page).content.decode()
        assert "ngagement letter signed" not in text
        assert "/engagement/" not in text
        assert str(letter.document_id) not in text
    assert browser.get(f"{home}engagement/").status_code == 403
    assert browser.get(f"/harbor/client-letters/{letter.pk}/").status_code == 404


def test_another_clinic_finds_nothing(attorney: Actor, case: Case) -> None:
    letter = begin(attorney, case)
    meadow = make_clinic("meadow")
    with bind(meadow):
        other = browsing_as(make_member(meadow, "supervisor", "attorney", "coordinator"))
    assert other.get(f"/meadow/client-letters/{letter.pk}/").status_code == 404
    assert other.get(f"/harbor/client-letters/{letter.pk}/").status_code == 404


def test_the_clinic_writes_its_own_words_for_a_matter_and_a_letter_keeps_its_version(
    coordinator: Actor, attorney: Actor, case: Case
) -> None:
    browser, place = browsing_as(coordinator), "/harbor/wording/full/of/t_visa/"
    sent: dict[str, Any] = {"version": 0, "news": "Shorter."}
    for row in shipped_for("us", "full").sections:
        sent |= {f"heading-{row['code']}": row["heading"], f"text-{row['code']}": "Ours. {clinic}"}
    wrong = browser.post(f"{place}write/", sent | {"text-scope": "Dear {name}"})
    assert wrong.status_code == 409
    assert "{name}" in wrong.content.decode()
    assert browser.post(f"{place}write/", sent).status_code == 302
    first = begin(attorney, case)
    assert first.sections[0]["text"] == "Ours. Harbor Test Clinic"
    assert browser.post(f"{place}write/", sent).status_code == 409  # another wrote meanwhile
    again = sent | {"version": 1, "text-scope": "Better."}
    assert browser.post(f"{place}write/", again).status_code == 302
    assert begin(attorney, case).sections[0]["text"] == "Better."
    first.refresh_from_db()
    assert (first.source_version, first.sections[0]["text"]) == (1, "Ours. Harbor Test Clinic")
    page = browser.get(place).content.decode()
    assert "version 2" in page
    assert "Shorter." in page
    assert browser.post(f"{place}withdraw/", {"version": 2}).status_code == 302
    assert "Harbor Test Clinic will be your lawyer" in begin(attorney, case).sections[0]["text"]
    assert Wording.objects.count() == 3
    assert browsing_as(attorney).get(place).status_code == 200
    assert browsing_as(attorney).get(f"{place}write/").status_code == 403
    assert browser.get("/harbor/wording/full/of/no_such/").status_code == 404


def test_the_settings_let_work_wait(harbor: Clinic) -> None:
    browser = browsing_as(make_member(harbor, "administrator"))
    form = browser.get("/harbor/office/settings/").context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: said for name, said in sent.items() if said not in (False, None)}
    sent.pop("asks_engagement")
    assert browser.post("/harbor/office/settings/", sent).status_code == 302
    assert not Clinic.objects.get(pk=harbor.pk).asks_engagement
