"""What an attorney does with what advocates may not read changes no answer that an advocate gets.

Every page and every operation that answers an advocate is asked before and after: an attorney's
note, contact, document, list of exhibits and letter are made, looked at and downloaded between.
"""

import re
from typing import Any

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from cases.actions import add_note
from cases.models import Case
from clinic.tenancy.current import bind
from clinic.tenancy.models import new_id
from documents import actions as documents
from engagement import actions as letters
from tests.builders import browsing_as
from tests.everywhere.doors import OBJECTS, VISITORS, undone
from tests.everywhere.test_urls import declared
from tests.everywhere.world import Place, World
from tests.everywhere.world_agenda import log_for
from tests.everywhere.world_exhibits import LIST
from tests.rest.visits import addresses, calls, declared_statuses
from tests.sealed import sealed_pdf

# What differs between any two answers: tokens, one-time ids, the minute of printing, drawn clocks.
_CHANGING = re.compile(
    rb'name="(csrfmiddlewaretoken|once|at)"[^>]*|csrf[^\s"]*"[^"]*"[^"]*"|printed by[^<]*', re.I
)
_TELLING = b"xylograph"


def _asked(world: World) -> dict[str, str]:
    """Return the addresses that answer an advocate with 200."""
    here, found = world.here, {}
    column = VISITORS.index("advocate")
    for line in declared():
        if line.method == "get" and line.expected[column] == 200:
            kwargs = {"clinic": here.clinic.slug, **OBJECTS[line.given](here)}
            found[f"{line.route} {line.given}"] = reverse(line.route, kwargs=kwargs)
    requests, statuses = calls(), declared_statuses()
    for name, address in addresses().items():
        call = requests[name]
        if address.method == "get" and statuses[name]["s:advocate"] == 200 and not call.before:
            kwargs = {"clinic": here.clinic.slug, **OBJECTS[call.given](here)}
            url = reverse(address.route, kwargs=kwargs)
            found[name] = f"{url}?{call.query}" if call.query else url
    return found


def _answers(world: World, addresses: dict[str, str]) -> dict[str, bytes]:
    browser: Any = browsing_as(world.here.people["advocate"])
    found = {}
    for name, url in addresses.items():
        with undone(), zeal_ignore():
            answer = browser.get(url)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer["Content-Type"].startswith(("text/", "application/json")):
            found[name] = _CHANGING.sub(b"", body)
    return found


def _work_behind(place: Place) -> None:
    """Do as an attorney what an advocate must not know of."""
    word = _TELLING.decode()
    attorney: Any = place.people["attorney"]
    case = Case.objects.select_related("client__key", "key").get(pk=place.case.pk)
    hidden: dict[str, Any] = {"case": case, "privilege": "attorney"}
    note = add_note(attorney, body=f"The {word} may be used against her.", **hidden)
    contact = log_for(attorney, case, privilege="attorney", note=f"Asked for the {word}.")
    document = documents.add_document(
        attorney, document_id=new_id(), file=sealed_pdf(f"{word}.pdf"), kind="support",
        title=f"A {word}", **hidden,
    )  # fmt: skip
    said: dict[str, Any] = {**LIST, "title": word}
    row = documents.make_list(attorney, list_id=new_id(), **hidden, **said)
    documents.add_exhibit(
        attorney, exhibit_list=row, exhibit_id=new_id(), document=document, waiver="Her consent."
    )
    letter = letters.add_letter(
        attorney, case=case, letter_id=new_id(), kind="limited", matters=("t_visa",)
    )
    for page in (
        f"notes/{note.pk}/", f"contacts/{contact.pk}/", f"documents/{document.pk}/",
        f"exhibit-lists/{row.pk}/", f"client-letters/{letter.pk}/",
        f"client-letters/{place.ready_letter.pk}/pdf/",
        f"client-letters/{place.letter.pk}/copy/",
    ):  # fmt: skip
        answer = browsing_as(attorney).get(f"/{place.clinic.slug}/{page}")
        assert answer.status_code == 200, page


@pytest.mark.django_db
def test_no_answer_tells_an_advocate_of_an_attorneys_work(world: World) -> None:
    asked = _asked(world)
    assert len(asked) > 150
    for actor in (world.here.people["advocate"], world.here.people["attorney"]):
        browsing_as(actor).get(f"/harbor/cases/{world.here.case.pk}/")  # their looks are told
    before = _answers(world, asked)
    again = _answers(world, asked)
    unsteady = {name for name in before if before[name] != again[name]}
    assert len(unsteady) < 10, unsteady
    with bind(world.here.clinic), zeal_ignore():
        _work_behind(world.here)
    after = _answers(world, asked)
    assert {name for name in before if before[name] != after[name]} - unsteady == set()
    assert [name for name, body in after.items() if _TELLING in body.lower()] == []
