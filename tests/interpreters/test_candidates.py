"""Who may be asked for a client: every blocker in words, and nothing of the other side in them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients import actions as clients
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from interpreters import actions, queries
from interpreters.models import Booking, Exclusion, Interpreter, Wish
from interpreters.rules.candidates import BLOCKERS, alike, fit, of_gender
from tests.clients.conftest import desk_of, known_client
from tests.everywhere.world_interpreters import add_to_roster, ask_for, offer_to
from tests.interpreters.conftest import again

SPOKEN = [
    {"language": "Tigrinya", "dialect": "Asmara", "level": "best"},
    {"language": "Arabic", "dialect": "", "level": "some"},
]
OPPONENT = "Viktor Musterfall"


@pytest.fixture
def client(coordinator: Actor) -> Client:
    found = known_client(coordinator, "Bilan Musterfrau")
    clients.change_details(
        coordinator, client=found,
        details={"nationalities": ["Eritrea"], "languages": [SPOKEN[0]]},
    )  # fmt: skip
    return Client.objects.select_related("key").get(pk=found.pk)


def codes(actor: Actor, client: Client, interpreter: Interpreter) -> list[str]:
    need = queries.need_of(client)
    return [one.code for one in queries.judge(actor, client, need, again(interpreter)).against]


def exclude(coordinator: Actor, interpreter: Interpreter, **said: Any) -> Exclusion:
    given: dict[str, Any] = {"asked_by": "interpreter", "reason": "Said so.", **said}
    return actions.add_exclusion(coordinator, form_token=new_id(), interpreter=interpreter, **given)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Eritrea", "eritrean", True),
        ("Thai", "Thailand", True),
        ("Iran", "Iranian", True),
        ("Kurdish", "Kurdish (north)", True),
        ("Érbil region", "Erbil", True),
        ("Mali", "Malawi", False),
        ("Austria", "Australia", False),
        ("Lao", "Laos", False),
        ("", "Eritrea", False),
    ],
)
def test_words_for_a_people_meet_in_their_usual_forms(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same


@pytest.mark.parametrize(
    ("language", "dialect", "how"),
    [("Tigrinya", "Asmara", 4), ("tigrinya", "Keren", 3), ("Tigrinya", "", 3), ("Arabic", "", 2),
     ("Dari", "", 0)],
)  # fmt: skip
def test_the_dialect_counts_and_a_little_is_not_enough(
    language: str, dialect: str, how: int
) -> None:
    assert fit(SPOKEN, language, dialect) == how


def test_a_wish_for_a_woman_is_not_met_by_silence() -> None:
    assert of_gender("woman", "woman") == ""
    assert of_gender("", "man") == ""
    assert of_gender("woman", "man") == "client_wishes_gender"
    assert of_gender("woman", "") == "gender_not_said"


def test_nothing_stands_against_who_fits(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    assert codes(coordinator, client, interpreter) == []


@pytest.mark.parametrize(("how", "code"), [("paper", "expired"), ("", "missing")])
def test_without_an_undertaking_in_force_nobody_is_asked(
    coordinator: Actor, client: Client, interpreter: Interpreter, how: str, code: str
) -> None:
    Interpreter.objects.filter(pk=interpreter.pk).update(
        undertaking_how=how, undertaking_until=today() - timedelta(days=1)
    )
    assert codes(coordinator, client, interpreter) == [f"undertaking_{code}"]
    booking = ask_for(coordinator, client)
    with pytest.raises(Blocked, match="undertaking"):
        offer_to(coordinator, booking, again(interpreter))


def test_an_undertaking_that_ends_before_the_meeting_blocks_it(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    ends = today() + timedelta(days=3)
    Interpreter.objects.filter(pk=interpreter.pk).update(undertaking_until=ends)
    assert codes(coordinator, client, interpreter) == []
    booking = ask_for(coordinator, client)
    (found,) = queries.candidates(coordinator, client, queries.need_of_booking(booking))
    assert [one.code for one in found.against] == ["undertaking_expired"]
    assert not found.may


def test_never_for_this_client_holds_for_this_client_alone(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    other = known_client(coordinator, "Oana Andere")
    row = exclude(
        coordinator, interpreter, kind="client", client=client, asked_by="client",
        reason="Knows my aunt.",
    )  # fmt: skip
    assert row.key_id == client.key_id  # what she said goes with her
    assert "never_for_client" in codes(coordinator, client, interpreter)
    assert "never_for_client" not in codes(coordinator, other, interpreter)
    actions.end_exclusion(coordinator, exclusion=row)
    assert codes(coordinator, client, interpreter) == []


def test_communities_meet_from_both_sides(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    exclude(coordinator, interpreter, kind="community", words="Eritrean")
    assert codes(coordinator, client, interpreter) == ["excludes_community"]
    other = add_to_roster(coordinator, "Karim Nachbar", communities=["Eritrean diaspora"])
    actions.record_wishes(coordinator, client=client, communities=["Eritrea"])
    assert codes(coordinator, client, other) == ["client_wishes_community"]


def test_a_relative_who_stands_in_the_matter_is_met_in_another_spelling(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    clients.add_party(
        coordinator, client=client, kind="exploiter", name=OPPONENT, client_consented=True
    )
    exclude(coordinator, interpreter, kind="person", words="Wiktor Musterfal")
    need = queries.need_of(client)
    (against,) = queries.judge(coordinator, client, need, interpreter).against
    assert (against.code, against.firm) == ("knows_somebody", False)
    assert OPPONENT not in str(against.text) + against.who


def test_her_own_name_or_alias_in_the_matter_is_met(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    clients.add_party(coordinator, client=client, kind="recruiter", name="Zewdittu Dolmetch")
    named = add_to_roster(coordinator, "Hanna Anders", other_names=["Zewditu Dolmetsch"])
    assert codes(coordinator, client, interpreter) == ["name_in_matter"]
    assert codes(coordinator, client, named) == ["name_in_matter"]


def test_whom_it_resembles_is_told_only_to_who_may_see_the_people_of_a_matter(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    clients.add_party(coordinator, client=client, kind="recruiter", name="Zewdittu Dolmetch")
    need = queries.need_of(client)
    (told,) = queries.judge(coordinator, client, need, interpreter).against
    assert told.who == "Recruiter"
    link = Actor.system(coordinator.clinic, "interpreter_link")
    (untold,) = queries.judge(link, client, need, interpreter).against
    assert untold.who == ""
    for code, blocker in BLOCKERS.items():
        for kind in ("exploit", "recruit", "employer", "traffick"):
            assert kind not in str(blocker.text).lower(), code


def test_something_soft_needs_a_look_and_a_reason(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    clients.add_party(coordinator, client=client, kind="recruiter", name="Zewdittu Dolmetch")
    booking = ask_for(coordinator, client)
    with pytest.raises(Blocked, match="say why it is right"):
        offer_to(coordinator, booking, interpreter)
    offer = offer_to(coordinator, booking, interpreter, looked="Another family, asked both.")
    assert offer.looked == "Another family, asked both."


def test_who_fits_stands_first_and_who_may_not_last(coordinator: Actor, client: Client) -> None:
    little = [{"language": "Tigrinya", "dialect": "", "level": "some"}]
    add_to_roster(coordinator, "C Wenig", languages=little)
    add_to_roster(coordinator, "B Anderes", languages=[{"language": "Dari"}])
    add_to_roster(coordinator, "D Passend")
    barred = add_to_roster(coordinator, "A Gesperrt")
    exclude(coordinator, barred, kind="client", client=client)
    found = queries.candidates(coordinator, client, queries.need_of(client))
    assert [one.interpreter.name for one in found] == [
        "D Passend", "C Wenig", "B Anderes", "A Gesperrt",
    ]  # fmt: skip
    assert [one.fit for one in found] == [4, 2, 0, 4]


def test_more_on_the_roster_cost_no_more_statements(coordinator: Actor, client: Client) -> None:
    add_to_roster(coordinator, "Erste Person")
    booking = ask_for(coordinator, client)
    need = queries.need_of_booking(Booking.objects.select_related("key").get(pk=booking.pk))
    with CaptureQueriesContext(connection) as few:
        queries.candidates(coordinator, client, need)
    for number in range(5):
        person = add_to_roster(coordinator, f"Person {number} Weitere")
        exclude(coordinator, person, kind="community", words="Nowhere")
    with CaptureQueriesContext(connection) as many:
        assert len(queries.candidates(coordinator, client, need)) == 6
    assert len(many) <= len(few) + 1


def test_wishes_are_sealed_kept_once_and_told_when_old(
    coordinator: Actor, attorney: Actor, client: Client
) -> None:
    desk = desk_of(coordinator)
    form = {"version": 0, "gender": "woman", "communities": "Eritrean\nSudanese", "note": ""}
    path = f"clients/{client.pk}/interpreters/wishes/"
    assert desk.post(path, form).status_code == 302
    stale = desk.post(path, {**form, "gender": "man"})
    assert stale.status_code == 409
    assert Wish.objects.get().gender == "woman"
    sent = {**form, "gender": "man", "version": stale.context["form"]["version"].value()}
    assert desk.post(path, sent).status_code == 302
    wish = Wish.objects.get()
    assert (wish.gender, wish.communities) == ("man", ["Eritrean", "Sudanese"])
    assert desk_of(attorney).get(path).status_code == 404
    with pytest.raises(Refused):
        actions.record_wishes(attorney, client=client, gender="woman")


def test_an_exclusion_by_page_names_a_client_by_code_name(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    desk, path = desk_of(coordinator), f"interpreters/{interpreter.pk}/exclude/"
    token = desk.get(path).context["form"]["form_token"].value()
    form = {"form_token": token, "kind": "client", "asked_by": "client", "reason": "Asked."}
    assert "Write this here" in desk.post(path, form).content.decode()
    wrong = desk.post(path, {**form, "code_name": "Nobody Here"})
    assert wrong.status_code == 422
    assert desk.post(path, {**form, "code_name": client.code_name}).status_code == 302
    page = desk.get(f"interpreters/{interpreter.pk}/").content.decode()
    assert client.code_name in page
    assert "Bilan" not in page
