"""New keys while people work: interrupted, gone on with, and nothing lost."""

import json
import os
from base64 import b64encode
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command
from django.core.management.base import CommandError

from clients.models import Client
from clinic.audit.models import AuditEntry
from clinic.people.factor_secrets import open_own
from clinic.tenancy.current import bind
from clinic.vault import rotation
from clinic.vault.models import ClientKey, ClinicKey
from referrals.models import Partner
from tests.everywhere.recipes import fresh
from tests.everywhere.world import Place


def read_all(place: Place) -> tuple[list[object], object]:
    with bind(place.clinic):
        names = [client.legal_name for client in Client.objects.order_by("pk")]
        return names, Partner.objects.get(pk=place.partner.pk).address


def test_an_interrupted_rotation_goes_on_and_nothing_is_lost(place: Place) -> None:
    partner = fresh(place.partner)
    partner.address = "5 Quiet Road"
    partner.save()
    before = read_all(place)
    with bind(place.clinic):
        assert rotation.begin()
        assert rotation.rewrap_clients(1) == 1
    assert read_all(place) == before  # half of it is under the new key: people work on
    out = StringIO()
    call_command("rotate_keys", "--clinic", "harbor", "--batch", "2", stdout=out)
    said = out.getvalue()
    assert "going on" in said
    assert "2 of " in said
    assert read_all(place) == before
    newest = ClinicKey.objects.filter(purpose=ClinicKey.DATA).latest("version")
    assert set(ClientKey.objects.values_list("wrapped_by_id", flat=True)) == {newest.pk}
    call_command("rotate_keys", "--clinic", "harbor", "--drop-old", stdout=out)
    assert ClinicKey.objects.filter(purpose=ClinicKey.DATA).count() == 1
    assert read_all(place) == before
    assert AuditEntry.objects.filter(verb="keys.rotated").count() == 1


def test_an_old_key_in_use_is_not_dropped(place: Place) -> None:
    with bind(place.clinic):
        rotation.begin()
    with pytest.raises(CommandError, match="rotate first"):
        call_command("rotate_keys", "--clinic", "harbor", "--drop-old", stdout=StringIO())


def test_a_key_of_the_keyring_can_be_taken_out_afterwards(place: Place, settings: Any) -> None:
    secret = generate_totp_secret()
    TOTP.activate(place.attorney.user, secret)
    before = read_all(place)
    ring = json.loads(settings.ALCOVE_KEYRING)
    ring["keys"]["newest"] = b64encode(os.urandom(32)).decode()
    ring["active"] = "newest"
    settings.ALCOVE_KEYRING = json.dumps(ring)
    out = StringIO()
    call_command("rotate_keys", stdout=out)
    assert "1 secrets of authenticators" in out.getvalue()
    # The search key and the data key that was; the new one was made under the active key.
    assert "2 clinic keys under the active" in out.getvalue()
    only = {"active": "newest", "keys": {"newest": ring["keys"]["newest"]}}
    settings.ALCOVE_KEYRING = json.dumps(only)
    assert read_all(place) == before
    row = Authenticator.objects.get(user=place.attorney.user, type=Authenticator.Type.TOTP)
    assert open_own(row.data["secret"]) == secret
