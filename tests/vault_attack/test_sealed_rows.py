"""What could bring plain text into the database, or lose sealed text with a key."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Value

from clients.models import Client
from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from clinic.vault.keyring import KeyringError, TamperedError, keyring
from clinic.vault.keys import KeyShredded, create_client_key, key_named
from clinic.vault.models import ClientKey
from tests.builders import make_clinic, make_member, seat_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Any:
    actor: Actor = make_member(make_clinic("alpha"), "coordinator")
    with bind(actor.clinic):
        yield Client.objects.create(
            key=create_client_key(),
            code_name="Quiet Heron",
            legal_name="Plainly Fictional",
            created_by=seat_of(actor),
        )


def test_a_query_cannot_write_plain_text(client: Client) -> None:
    for plain in (Value("Plainly Fictional"), Value(b"Plainly Fictional, and rather long " * 3)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Client.objects.update(legal_name=plain)


def test_raw_sql_cannot_write_plain_text(client: Client) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE clients_client SET legal_name = 'Plainly Fictional'")


def test_an_unread_name_moves_with_its_row_to_another_key(client: Client) -> None:
    old = client.key_id
    row = Client.objects.get(pk=client.pk)
    row.key = create_client_key()
    row.save()
    ClientKey.objects.filter(pk=old).update(wrapped=None)
    with bind(client.clinic):
        assert Client.objects.get(pk=client.pk).legal_name == "Plainly Fictional"


def test_an_old_ciphertext_is_opened_by_the_key_it_names(client: Client) -> None:
    """The row's present key must not be taken for it, nor be kept under its id."""
    new = create_client_key()
    Client.objects.update(key=new)
    with bind(client.clinic):
        row = Client.objects.select_related("key").get(pk=client.pk)
        assert row.legal_name == "Plainly Fictional"
        assert key_named(client.key_id).id == client.key_id


def test_a_shredded_row_can_be_saved_but_not_read(client: Client) -> None:
    ClientKey.objects.update(wrapped=None)
    with bind(client.clinic):
        row = Client.objects.get(pk=client.pk)
        row.save()
        with pytest.raises(KeyShredded):
            str(row.legal_name)


def test_a_copied_ciphertext_does_not_open_in_another_row(client: Client) -> None:
    with bind(client.clinic):
        other = Client.objects.create(
            key=client.key, code_name="Calm Otter", created_by_id=client.created_by_id
        )
        Client.objects.filter(pk=other.pk).update(
            legal_name=Client.objects.values_list("legal_name", flat=True).get(pk=client.pk)
        )
        with pytest.raises(TamperedError):
            str(Client.objects.get(pk=other.pk).legal_name)


def test_ciphertext_says_nothing_where_values_are_listed(client: Client) -> None:
    listed: Any = Client.objects.values("legal_name").get(pk=client.pk)
    assert "Plainly" not in f"{listed} {listed['legal_name']} {listed!r}"
    assert str(listed["legal_name"]) == "<sealed>"


@pytest.mark.parametrize(
    "wrapped", [b"", b"\x02t1", b"\x02t1" + bytes(5), b"\xff", bytes(range(60))]
)
def test_a_cut_wrapped_key_is_told_as_such(wrapped: bytes) -> None:
    with pytest.raises((TamperedError, KeyringError)):
        keyring().unwrap(wrapped, b"context")
