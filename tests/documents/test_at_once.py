"""Somebody lists a document while somebody else changes what it is: one waits for the other."""

from typing import Any

import pytest
from django.db import transaction
from zeal import zeal_ignore

from clinic.tenancy.current import bind
from documents import actions, queries
from documents.models import Document
from documents.policy import visible_lists
from tests.builders import make_case, make_clinic, make_member
from tests.documents.listed import begin, fresh, put
from tests.documents.test_translations import now, pair, say
from tests.rest.at_once import raced

pytestmark = pytest.mark.django_db(transaction=True)
TURNS = 4  # the order is chance


class Desk:
    """Two attorneys on one case with a document, its translation, and a draft with the one."""

    def __init__(self) -> None:
        self.clinic = make_clinic("harbor")
        self.anna = make_member(self.clinic, "attorney", name="Anna Anwalt")
        self.otto = make_member(self.clinic, "supervising_attorney", name="Otto Anders")
        self.vera = make_member(self.clinic, "advocate", name="Vera Beistand")
        coordinator = make_member(self.clinic, "coordinator", name="Cora Koordin")
        with bind(self.clinic), transaction.atomic(), zeal_ignore():
            self.case = make_case(coordinator, self.anna, self.vera)

    def laid_out(self) -> tuple[Any, Document, Document]:
        with bind(self.clinic), transaction.atomic(), zeal_ignore():
            original, translated = pair(self.anna, self.case)
            say(self.anna, original, translated)
            row = begin(self.anna, self.case, privilege="shared")
            put(self.anna, row, original)
            return fresh(self.anna, row), now(self.anna, original), now(self.anna, translated)


def test_a_translation_is_listed_while_it_is_taken_out() -> None:
    desk = Desk()
    for _turn in range(TURNS):
        row, _original, translated = desk.laid_out()
        told = raced(
            desk.clinic,
            lambda row=row, one=translated: put(desk.anna, row, one),  # type: ignore[misc]
            lambda one=translated: actions.remove_document(  # type: ignore[misc]
                desk.otto, document=one, version=one.version, reason="A misprint."
            ),
        )
        assert told[1] == "done"
        assert told[0] in {"done", "other_document"}


def test_a_document_is_closed_while_its_list_becomes_final() -> None:
    desk = Desk()
    for _turn in range(TURNS):
        row, original, _translated = desk.laid_out()
        told = raced(
            desk.clinic,
            lambda row=row: actions.finish_list(  # type: ignore[misc]
                desk.anna, exhibit_list=row, version=row.version, untranslated="As it is."
            ),
            lambda one=original: actions.change_document(  # type: ignore[misc]
                desk.otto, document=one, version=one.version, kind=one.kind,
                title=one.title or "", privilege="attorney",
            ),
        )  # fmt: skip
        assert told[1] == "done"
        assert told[0] in {"done", "list_too_open", "waiver_missing"}
        with bind(desk.clinic), transaction.atomic():
            assert not visible_lists(desk.vera).filter(pk=row.pk).exists()
            assert queries.list_of(desk.anna, row.pk).state == (
                "final" if told[0] == "done" else "draft"
            )
