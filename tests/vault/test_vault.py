"""What is sealed opens only in its own place, under its own key, and never by accident."""

import json
from base64 import b64encode
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.core.serializers import serialize
from django.db import IntegrityError, connection, transaction

from clients.models import Client, ContactRule
from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from clinic.vault import keyring as rings
from clinic.vault.blind import LENGTH, token
from clinic.vault.checks import keyring_is_sound
from clinic.vault.keyring import KeyringError, TamperedError, parse
from clinic.vault.keys import KeyShredded, create_client_key, make_clinic_key
from clinic.vault.models import ClientKey, ClinicKey
from tests.builders import make_clinic, make_member

pytestmark = pytest.mark.django_db
NAME = "Ngozi Ådland نور"
# By the shape the database asks for, by the seal, or because the key it names is not there.
REFUSED = (IntegrityError, TamperedError, ClientKey.DoesNotExist)


@pytest.fixture
def coordinator() -> Actor:
    return make_member(make_clinic(), "coordinator")


def make_client(actor: Actor, code_name: str = "quiet birch", **fields: Any) -> Client:
    client = Client(
        code_name=code_name, key=create_client_key(), created_by=actor.membership,
        **{"legal_name": NAME, **fields},
    )  # fmt: skip
    client.save(force_insert=True)
    return client


def fresh(client: Client) -> Client:
    return Client.objects.get(pk=client.pk)


def stored(client: Client, column: str = "legal_name") -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM clients_client WHERE id = %s", [client.pk])
        return bytes(cursor.fetchone()[0])


def put(client: Client, value: bytes, column: str = "legal_name") -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE clients_client SET {column} = %s WHERE id = %s", [value, client.pk])


def test_text_date_and_json_come_back_as_they_were(coordinator: Actor) -> None:
    details = {"days": ["mon"], "words": "ne laissez pas de message", "nested": [1, None, True]}
    with bind(coordinator.clinic):
        client = make_client(coordinator, birth_date=date(1996, 2, 29))
        rule = ContactRule.objects.create(
            client=client, key=client.key, channel="phone", details=details
        )
        assert fresh(client).legal_name == NAME
        assert fresh(client).birth_date == date(1996, 2, 29)
        assert ContactRule.objects.get(pk=rule.pk).details == details


def test_not_given_stays_not_given(coordinator: Actor) -> None:
    with bind(coordinator.clinic):
        client = make_client(coordinator, name_to_use="", birth_date=None)
        assert (fresh(client).name_to_use, fresh(client).birth_date) == (None, None)
        assert Client.objects.filter(name_to_use__isnull=True).count() == 1


def test_the_database_holds_no_clear_text(coordinator: Actor) -> None:
    with bind(coordinator.clinic):
        client = make_client(coordinator)
        assert NAME.encode() not in stored(client)
        assert repr(fresh(client).__dict__["legal_name"]) == "<sealed>"


def test_the_same_name_twice_is_two_ciphertexts(coordinator: Actor) -> None:
    with bind(coordinator.clinic):
        one, two = make_client(coordinator), make_client(coordinator, "calm heron")
        assert stored(one) != stored(two)


@pytest.mark.parametrize("place", [0, 5, 20, 30, -1])
def test_a_changed_byte_raises(coordinator: Actor, place: int) -> None:
    with bind(coordinator.clinic):
        client = make_client(coordinator)
        value = bytearray(stored(client))
        value[place] ^= 1
        with pytest.raises(REFUSED), transaction.atomic():
            put(client, bytes(value))
            assert fresh(client).legal_name


@pytest.mark.parametrize("value", [b"", b"x", b"\x01" * 45, NAME.encode()])
def test_what_is_no_ciphertext_raises(coordinator: Actor, value: bytes) -> None:
    with bind(coordinator.clinic):
        client = make_client(coordinator)
        with pytest.raises(REFUSED), transaction.atomic():
            put(client, value)
            assert fresh(client).legal_name


def test_a_ciphertext_copied_to_another_row_is_refused(coordinator: Actor) -> None:
    with bind(coordinator.clinic):
        one, two = make_client(coordinator), make_client(coordinator, "calm heron")
        put(two, stored(one))
        with pytest.raises(TamperedError):
            assert fresh(two).legal_name


def test_a_ciphertext_copied_to_another_field_is_refused(coordinator: Actor) -> None:
    with bind(coordinator.clinic):
        client = make_client(coordinator)
        put(client, stored(client), column="name_to_use")
        with pytest.raises(TamperedError):
            assert fresh(client).name_to_use


def test_a_ciphertext_copied_to_another_clinic_is_refused(coordinator: Actor) -> None:
    other = make_member(make_clinic("meadow"), "coordinator")
    with bind(coordinator.clinic):
        value = stored(make_client(coordinator))
    with bind(other.clinic):
        client = make_client(other)
        put(client, value)
        with pytest.raises(REFUSED):
            assert fresh(client).legal_name


@pytest.mark.parametrize("lookup", ["", "__exact", "__in", "__icontains", "__gt", "__startswith"])
def test_searching_a_sealed_field_raises(coordinator: Actor, lookup: str) -> None:
    with bind(coordinator.clinic):
        for ask in (Client.objects.filter, Client.objects.exclude):
            with pytest.raises(FieldError):
                ask(**{f"legal_name{lookup}": [NAME] if lookup == "__in" else NAME})


def test_update_and_bulk_update_raise_and_write_nothing(coordinator: Actor) -> None:
    with bind(coordinator.clinic):
        client = make_client(coordinator)
        with pytest.raises(FieldError), transaction.atomic():
            Client.objects.update(legal_name="clear")
        client.legal_name = "clear"
        with pytest.raises(FieldError), transaction.atomic():
            Client.objects.bulk_update([client], ["legal_name"])
        assert fresh(client).legal_name == NAME


def test_dumping_a_sealed_row_raises(coordinator: Actor) -> None:
    with bind(coordinator.clinic), pytest.raises(FieldError):
        make_client(coordinator)
        serialize("json", Client.objects.all())


@pytest.mark.parametrize("field", ["birth_date", "legal_name"])
@pytest.mark.parametrize("kind", ["json", "xml", "python"])
def test_no_sealed_field_is_dumped_alone(coordinator: Actor, field: str, kind: str) -> None:
    """A date goes past `value_to_string`: serializers take it for harmless."""
    with bind(coordinator.clinic):
        client = make_client(coordinator)
        client.birth_date = date(1990, 5, 17)
        with pytest.raises(FieldError):
            serialize(kind, [client], fields=[field])


def test_text_in_a_date_is_refused(coordinator: Actor) -> None:
    with bind(coordinator.clinic), pytest.raises(TypeError):
        make_client(coordinator, birth_date="1996-02-29")


def test_a_changed_field_is_sealed_anew_and_others_stay(coordinator: Actor) -> None:
    with bind(coordinator.clinic):
        client = make_client(coordinator, pronouns="she")
        before = stored(client, "pronouns")
        again = fresh(client)
        again.legal_name = "Other"
        again.save()
        assert stored(client, "pronouns") == before
        assert (fresh(client).legal_name, fresh(client).pronouns) == ("Other", "she")


def test_a_shredded_key_opens_nothing_any_more(coordinator: Actor) -> None:
    with bind(coordinator.clinic):
        client, kept = make_client(coordinator), make_client(coordinator, "calm heron")
        ClientKey.objects.filter(pk=client.key_id).update(wrapped=None)
    with bind(coordinator.clinic):
        with pytest.raises(KeyShredded):
            assert fresh(client).legal_name
        assert fresh(kept).legal_name == NAME


def test_a_client_key_moved_to_another_client_does_not_open(coordinator: Actor) -> None:
    with bind(coordinator.clinic):
        one, two = make_client(coordinator), make_client(coordinator, "calm heron")
        stolen = ClientKey.objects.get(pk=one.key_id).wrapped
        ClientKey.objects.filter(pk=two.key_id).update(wrapped=stolen)
    with bind(coordinator.clinic), pytest.raises(TamperedError):
        assert fresh(two).legal_name


def test_a_new_clinic_key_seals_and_the_old_one_still_opens(coordinator: Actor) -> None:
    with bind(coordinator.clinic):
        old = make_client(coordinator)
        make_clinic_key(ClinicKey.DATA)
        new = make_client(coordinator, "calm heron")
        assert old.key.wrapped_by_id != new.key.wrapped_by_id
    with bind(coordinator.clinic):
        assert [fresh(old).legal_name, fresh(new).legal_name] == [NAME, NAME]


def ring(active: str, **keys: bytes) -> str:
    text = {name: b64encode(key).decode() for name, key in keys.items()}
    return json.dumps({"active": active, "keys": text})


ONE, TWO = bytes(range(32)), bytes(range(32, 64))


def test_after_the_keyring_turned_the_old_key_still_opens(settings: Any) -> None:
    settings.ALCOVE_KEYRING = ring("k1", k1=ONE)
    coordinator = make_member(make_clinic(), "coordinator")
    with bind(coordinator.clinic):
        client = make_client(coordinator)
    settings.ALCOVE_KEYRING = ring("k2", k1=ONE, k2=TWO)
    with bind(coordinator.clinic):
        assert fresh(client).legal_name == NAME
        assert bytes(make_clinic_key(ClinicKey.DATA).wrapped)[1:3] == b"k2"
    settings.ALCOVE_KEYRING = ring("k2", k2=TWO)
    with bind(coordinator.clinic), pytest.raises(KeyringError):
        assert fresh(client).legal_name


def test_another_installations_keyring_of_the_same_name_opens_nothing(settings: Any) -> None:
    settings.ALCOVE_KEYRING = ring("k1", k1=ONE)
    coordinator = make_member(make_clinic(), "coordinator")
    with bind(coordinator.clinic):
        client = make_client(coordinator)
    settings.ALCOVE_KEYRING = ring("k1", k1=TWO)
    with bind(coordinator.clinic), pytest.raises(TamperedError):
        assert fresh(client).legal_name


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "[]", "{}", '{"active": "k1", "keys": {}}', ring("k2", k1=ONE),
        ring("k1", k1=b"short"), ring("k1", k1=b"\0" * 32), ring("k1", k1=b"ab" * 16),
        '{"active": "k1", "keys": {"k1": "not base64"}}', ring("å", å=ONE),
    ],
)  # fmt: skip
def test_a_weak_keyring_is_refused_at_the_start(settings: Any, text: str) -> None:
    with pytest.raises(KeyringError):
        parse(text)
    settings.ALCOVE_KEYRING = text
    (error,) = keyring_is_sound()
    assert error.id == "vault.E001"


def test_what_goes_wrong_names_no_key() -> None:
    assert b64encode(ONE).decode() not in repr(parse(ring("k1", k1=ONE)))


def test_secrets_of_the_installation_open_only_under_their_label() -> None:
    sealed = rings.seal_for_installation("mfa", "JBSWY3DP")
    assert rings.open_for_installation("mfa", sealed) == "JBSWY3DP"
    assert "JBSWY3DP" not in sealed
    with pytest.raises(TamperedError):
        rings.open_for_installation("other", sealed)


def tokens(clinic: Clinic) -> list[bytes]:
    with bind(clinic):
        return [token("name", "ngozi"), token("phone", "ngozi"), token("name", "ngozi ")]


def test_blind_tokens_are_stable_and_differ_by_clinic_kind_and_value() -> None:
    harbor, meadow = make_clinic("harbor"), make_clinic("meadow")
    assert tokens(harbor) == tokens(harbor)
    assert len({*tokens(harbor), *tokens(meadow)}) == 6
    assert {len(found) for found in tokens(harbor)} == {LENGTH}
