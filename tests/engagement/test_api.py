"""Letters for programs: written, translated and asked for; people approve, sign, declare."""

from typing import Any

import pytest

from cases.models import Case, Matter
from cases.queries import matter_of
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from engagement.rules.wording import shipped_for
from tests.builders import calling_as
from tests.engagement.steps import ready, settled, signed

pytestmark = pytest.mark.django_db


def test_a_program_writes_a_letter_up_to_its_signature(attorney: Actor, case: Case) -> None:
    program, home = calling_as(attorney), f"cases/{case.pk}"
    made = program.make(f"{home}/client-letters", {"kind": "full", "matters": ["t_visa"]})
    assert made.status_code == 201
    said = made.json()
    at = f"client-letters/{said['id']}"
    assert made["Location"].endswith(at)
    assert (said["state"], said["matters"], said["signatures"]) == ("draft", ["t_visa"], [])
    rows = [{key: row[key] for key in ("code", "heading", "text")} for row in said["sections"]]
    rows[0]["text"] = "We file form I-914."
    answer = program.change(at, {"sections": rows}, of=at, method="put")
    assert answer.json()["sections"][0]["text"] == "We file form I-914."
    wrong = program.change(at, {"sections": [{**rows[0], "code": "price"}]}, of=at, method="put")
    assert wrong.status_code == 422
    stale = program.ask("put", at, {"sections": rows}, If_Match='"1"')
    assert stale.status_code == 412
    words: dict[str, Any] = {"language": "Dari"}
    answer = program.change(f"{at}/translation", words, of=at, method="put")
    assert answer.status_code == 200
    answer = program.change(f"{at}/ready", of=at)
    assert (answer.status_code, answer.json()["code"]) == (409, "translation_missing")
    answer = program.change(f"{at}/translation", words | {"read_out": True}, of=at, method="put")
    assert answer.json()["read_out"] is True
    assert program.change(f"{at}/ready", of=at).json()["state"] == "ready"
    sign = {"method": "screen", "signed_name": "A. H.", "signed_on": str(today())}
    assert program.change(f"{at}/sign", sign, of=at).status_code == 403
    pdf = program.ask("get", f"{at}/file")
    assert pdf["Content-Type"] == "application/pdf"


def test_a_program_is_told_that_nothing_is_signed(attorney: Actor, case: Case) -> None:
    matter = settled(attorney, matter_of(attorney, Matter.objects.get(case=case).pk))
    program, path = calling_as(attorney), f"matters/{matter.pk}"
    standing = program.read(f"cases/{case.pk}/engagement")
    assert standing == {"asked": True, "lacking": ["t_visa"], "emergency": None}
    answer = program.change(f"{path}/move", {"to": "prepare"}, of=path)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_engaged")
    said = {"reason": "hearing", "words": "It is tomorrow.", "days": 2}
    assert program.make(f"cases/{case.pk}/emergencies", said).status_code == 403
    signed(attorney, case)
    assert program.change(f"{path}/move", {"to": "prepare"}, of=path).status_code == 200
    assert program.read(f"cases/{case.pk}/engagement")["lacking"] == []


def test_a_program_gives_the_closing_letter_by_a_safe_way_only(attorney: Actor, case: Case) -> None:
    letter = ready(attorney, case, kind="closing", matters=[])
    program, at = calling_as(attorney), f"client-letters/{letter.pk}"
    given = {"way": "email", "given_on": str(today())}
    answer = program.change(f"{at}/given", given, of=at)
    assert (answer.status_code, answer.json()["code"]) == (409, "unsafe_channel")
    assert program.change(f"{at}/given", given | {"way": "handed"}, of=at).status_code == 200


def test_the_clinics_words_are_written_over_their_last_version(coordinator: Actor) -> None:
    program = calling_as(coordinator)
    rows = [dict(row) for row in shipped_for("us", "limited").sections]
    said: dict[str, Any] = {"kind": "limited", "matter": "asylum", "sections": rows, "over": 0}
    assert program.make("wordings", said).json()["own"] is True
    assert program.make("wordings", said).status_code == 412
    short = program.make("wordings", said | {"sections": rows[:2], "over": 1})
    assert short.status_code == 422
    rows[0]["text"] = "Dear {name}"
    wrong = program.make("wordings", said | {"over": 1})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "unknown_placeholder")
    kinds = [(row["kind"], row["matter"]) for row in program.read("wordings")["items"]]
    assert ("limited", "asylum") in kinds
    gone = {"kind": "limited", "matter": "asylum", "over": 1}
    assert program.ask("post", "wordings/withdraw", gone).json()["own"] is False
    assert program.ask("post", "wordings/withdraw", gone | {"over": 2}).status_code == 409


def test_an_advocates_token_has_nothing_of_letters(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    letter = ready(attorney, case)
    program = calling_as(advocate)
    assert program.ask("get", f"cases/{case.pk}/client-letters").status_code == 403
    assert program.ask("get", f"client-letters/{letter.pk}").status_code == 404
