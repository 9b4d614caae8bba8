"""Every action: an actor is mandatory, it records itself once, a refusal changes nothing."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

import clinic.urls  # loads every room, and with it every action
from clinic.access.actions import ACTIONS
from clinic.access.refusals import Blocked, Refused, waiting, write
from clinic.audit.models import DONE, REFUSED, AuditEntry
from clinic.tenancy.current import bind
from clinic.tenancy.tables import tenant_tables
from tests.everywhere import (
    recipes_agencies,
    recipes_agenda,
    recipes_board,
    recipes_clients,
    recipes_documents,
    recipes_engagement,
    recipes_exchange,
    recipes_exhibits,
    recipes_family,
    recipes_filings,
    recipes_handing,
    recipes_hours,
    recipes_interpreters,
    recipes_library,
    recipes_matters,
    recipes_merging,
    recipes_packs,
    recipes_records,
    recipes_reminders,
    recipes_screening,
    recipes_staffing,
    recipes_tokens,
    recipes_training,
    recipes_webhooks,
    recipes_work,
)
from tests.everywhere.doors import undone
from tests.everywhere.recipes import RECIPES
from tests.everywhere.world import Place

assert clinic.urls
assert recipes_agencies
assert recipes_agenda
assert recipes_documents
assert recipes_engagement
assert recipes_clients
assert recipes_exchange
assert recipes_exhibits
assert recipes_tokens
assert recipes_webhooks
assert recipes_family
assert recipes_packs
assert recipes_records
assert recipes_filings
assert recipes_handing
assert recipes_hours
assert recipes_interpreters
assert recipes_reminders
assert recipes_library
assert recipes_matters
assert recipes_merging
assert recipes_screening
assert recipes_board
assert recipes_staffing
assert recipes_training
assert recipes_work
pytestmark = pytest.mark.django_db
AUDIT = {"audit_auditentry", "audit_auditbatch", "audit_auditleaf"}


def everything() -> dict[str, str]:
    """Return a digest of each table of the bound clinic, the audit left out."""
    digests = {}
    with connection.cursor() as cursor:
        for table in [*sorted(tenant_tables().keys() - AUDIT), "people_user"]:
            cursor.execute(f'SELECT t::text FROM "{table}" AS t ORDER BY 1')
            rows = "\n".join(row[0] for row in cursor.fetchall())
            digests[table] = hashlib.sha256(rows.encode()).hexdigest()
    return digests


@contextmanager
def notes_of_a_request() -> Iterator[list[Any]]:
    notes: list[Any] = []
    token = waiting.set(notes)
    try:
        yield notes
    finally:
        waiting.reset(token)


def test_every_action_has_a_recipe() -> None:
    assert sorted(RECIPES) == sorted(ACTIONS)


@pytest.mark.parametrize("verb", sorted(ACTIONS))
def test_the_actor_is_mandatory(verb: str) -> None:
    for nobody in (None, "system", object()):
        with pytest.raises(TypeError, match="needs an actor"):
            ACTIONS[verb](nobody)


def test_each_action_records_itself_exactly_once(place: Place) -> None:
    wrong = []
    for verb, (recipe, _refused) in sorted(RECIPES.items()):
        with undone():
            actor, given = recipe(place)
            with bind(actor.clinic):
                before = AuditEntry.objects.filter(verb=verb).count()
                ACTIONS[verb](actor, **given)
                entries = AuditEntry.objects.filter(verb=verb).order_by("-id")
                made = entries.count() - before
                newest = entries.first()
            if made != 1 or newest is None or newest.outcome != DONE:
                wrong.append(f"{verb}: {made} entries")
            elif newest.actor_id != actor.membership_id or newest.actor_kind != actor.kind:
                wrong.append(f"{verb}: recorded for somebody else")
    assert wrong == []


def test_a_refused_action_changes_nothing_and_leaves_one_refusal(place: Place) -> None:
    wrong = []
    for verb, (recipe, refused) in sorted(RECIPES.items()):
        if refused == "nobody":
            continue  # whoever holds the secret link acts; the next test refuses another person
        with undone(), notes_of_a_request() as notes:
            _actor, given = recipe(place)
            before = everything()
            try:
                ACTIONS[verb](place.people[refused], **given)
            except Blocked as blocked:
                wrong.append(f"{verb}: {refused} got as far as a rule ({blocked.code})")
            except Refused:
                pass
            else:
                wrong.append(f"{verb}: {refused} was let in")
            if everything() != before:
                wrong.append(f"{verb}: something changed")
            if [note.verb for note in notes] != [verb]:
                wrong.append(f"{verb}: notes {[note.verb for note in notes]}")
            for note in notes:
                write(note)
            written = AuditEntry.objects.filter(verb=verb, outcome=REFUSED)
            if written.count() != 1:
                wrong.append(f"{verb}: {written.count()} refusal entries")
    assert wrong == []


def test_an_invitation_is_not_accepted_for_another_person(place: Place) -> None:
    recipe, _nobody = RECIPES["invitation.accepted"]
    actor, given = recipe(place)
    given["invitation"].email = place.advocate.user.email
    given["invitation"].save()
    with undone(), notes_of_a_request() as notes:
        before = everything()
        with pytest.raises(Refused):
            ACTIONS["invitation.accepted"](actor, **{**given, "user": place.attorney.user})
        assert everything() == before
        assert [note.verb for note in notes] == ["invitation.accepted"]
