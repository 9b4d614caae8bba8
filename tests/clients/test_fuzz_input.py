"""Whatever is typed, pasted or sent: no page breaks, and what is kept is what was typed.

`ALCOVE_FUZZ_EXAMPLES=500` tries more; the suite itself tries few, for each is a request.
"""

import os
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients import actions
from clients.models import Client, Intake, Party, Screening
from clients.queries import client_of
from clients.rules.screening.record import answers_by_code
from clinic.access.actor import Actor
from tests.clients.conftest import Desk, desk_of, told_intake
from tests.clients.test_rules_fuzz import SCRIPTS, in_any_script

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("ALCOVE_FUZZ_EXAMPLES", "12"))
FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
MARKS = "\u200b\u200c\u200d\u200e\u200f\u061c\u202e\u2066\u2069\ufeff"
typed = st.one_of(
    in_any_script,
    st.tuples(in_any_script, st.sampled_from(MARKS), in_any_script).map("".join),
    st.tuples(st.sampled_from(sorted(SCRIPTS)), st.sampled_from([299, 300, 301, 10_000])).map(
        lambda pair: SCRIPTS[pair[0]][0] * pair[1]
    ),
    st.sampled_from(MARKS).map(lambda mark: f"A{mark}" * 5_000),
).filter(lambda text: not any(unicodedata.category(sign) == "Cs" for sign in text))


def only_its_ends_went(kept: str | None, sent: str) -> bool:
    """Tell whether what is kept stands in what was sent, with nothing but ends taken off."""
    text = sent.replace("\r\n", "\n")
    if not kept:
        return not text.strip().strip(MARKS).strip()
    before, found, after = text.partition(kept)
    ends = before + after
    return bool(found) and all(
        sign.isspace() or unicodedata.category(sign) in {"Cf", "Cc"} for sign in ends
    )


class Sitting:
    """One intake with its pages; answers of earlier examples are overwritten by the next."""

    def __init__(self, coordinator: Actor) -> None:
        self.desk: Desk = desk_of(coordinator)
        self.desk.browser.raise_request_exception = True
        self.intake = told_intake(coordinator)
        self.client_id = self.intake.client_id

    def save(self, step: str, **said: Any) -> int:
        version = Intake.objects.get(pk=self.intake.pk).version
        answer = self.desk.post(f"intake/{self.intake.pk}/{step}/", {**said, "version": version})
        assert answer.status_code in {302, 400, 422}, (answer.status_code, step)
        return int(answer.status_code)

    def client(self) -> Client:
        return Client.objects.select_related("key").get(pk=self.client_id)

    def answers(self) -> dict[str, Any]:
        kept = Intake.objects.select_related("key").get(pk=self.intake.pk).answers
        return dict(kept or {})


@pytest.fixture
def sitting(coordinator: Actor) -> Sitting:
    return Sitting(coordinator)


@FUZZ
@given(name=typed, other=typed, wish=typed)
def test_no_intake_step_breaks_or_changes_what_was_typed(
    sitting: Sitting, name: str, other: str, wish: str
) -> None:
    if sitting.save("name", name_to_use=name, pronouns=other[:200]) == 302:
        assert only_its_ends_went(sitting.client().name_to_use, name)
        assert only_its_ends_went(sitting.client().pronouns, other[:200])
    if sitting.save("identity", legal_name=name, birth=other) == 302:
        assert only_its_ends_went(sitting.client().legal_name, name)
    if sitting.save("help", help_wanted=wish, dated_letter_day=other) == 302:
        assert only_its_ends_went(sitting.answers().get("help_wanted"), wish)


@FUZZ
@given(name=typed, kind=st.sampled_from(["witness", "employer", "alias"]), number=typed)
def test_no_party_breaks_or_changes_what_was_typed(
    sitting: Sitting, name: str, kind: str, number: str
) -> None:
    said = {"kind": kind, "name": name, "number_kind": "uk_reference", "number": number}
    for more in (said, {"kind": kind, "name": name}):
        answer = sitting.desk.post(f"clients/{sitting.client_id}/parties/add/", more)
        assert answer.status_code in {302, 400, 409, 422}
        if answer.status_code == 302:
            newest = Party.objects.select_related("key").order_by("-id").first()
            assert newest is not None
            assert only_its_ends_went(newest.name, name)
    assert sitting.desk.post("clients/search/", {"text": name}).status_code in {200, 400, 422}


@FUZZ
@given(said=typed, code=typed, section=st.one_of(st.just("act"), st.just("later"), typed))
def test_no_screening_keeps_anything_but_the_answers_it_knows(
    coordinator: Actor, sitting: Sitting, said: str, code: str, section: str
) -> None:
    going = Screening.objects.filter(client_id=sitting.client_id).first()
    going = going or actions.start_screening(
        coordinator, client=client_of(coordinator, sitting.client_id), safe=True
    )
    sent = {"act_found": said, code or "x": "yes", "act_moved": "no", "version": going.version}
    page = f"screenings/{going.pk}/ask/{'act' if section != 'later' else 'later'}/"
    assert sitting.desk.post(page, sent).status_code in {302, 400, 404, 409, 422}
    kept = Screening.objects.select_related("key").get(pk=going.pk)
    assert set(answers_by_code(kept.record or {}).values()) <= {"yes", "no", "unsure", "skip"}
    assert not {"later_arrest", "later_citizen"} & set(answers_by_code(kept.record or {}))
