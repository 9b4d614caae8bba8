"""Steps of erasing a client; the action of an upper room records what was done."""

import secrets
from datetime import date

from django.utils import timezone

from clients.models import Client, ClientUserPerm, Identifier, Party, PartyToken
from clients.queries.matches import NAME
from clients.rules.stubs import is_kept
from clinic.vault.fields import EncryptedField
from clinic.vault.models import ClientKey


def reduce_to_stub(client: Client, key: ClientKey, until: date | None) -> int:
    """Leave the names that a conflict check needs, under a key of their own, and nothing else.

    Done before the client's key is shredded. Return how many names are left.

    :param key: the stub's own key
    """
    parties = list(Party.objects.filter(client=client).select_related("key"))
    Identifier.objects.filter(party__in=parties).delete()
    PartyToken.objects.filter(party__in=parties).exclude(kind=NAME).delete()
    kept = 0
    for party in parties:
        stays = party.removed_at is None and is_kept(party.kind) and bool(party.name)
        if stays:
            kept += 1
        else:
            PartyToken.objects.filter(party=party).delete()
            party.name, party.removed_at = None, party.removed_at or timezone.now()
        party.born = party.name_kind = None
        party.key = key
        party.save()
    _empty(client, key)
    client.stub_until = until if kept else None
    client.save()
    ClientUserPerm.objects.filter(content_object=client).delete()
    return kept


def forget_stub(client: Client) -> None:
    """Take away the names too, when their own time is over."""
    for party in Party.objects.filter(client=client).select_related("key"):
        PartyToken.objects.filter(party=party).delete()
        party.name, party.removed_at = None, party.removed_at or timezone.now()
        party.save()
    client.stub_until = None
    client.save(update_fields=["stub_until"])


def _empty(client: Client, key: ClientKey) -> None:
    for field in client._meta.local_concrete_fields:
        if isinstance(field, EncryptedField):
            setattr(client, field.attname, None)
    client.key = key
    client.code_name = f"Erased {secrets.token_hex(4)}"
    client.erased_at = timezone.now()
    client.version += 1
