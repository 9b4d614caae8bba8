"""Who may sign beside or for a client, and whether that person stands against the client."""

from datetime import date

from clients.models import Client, Identifier, Party
from clients.queries.parties import PartyLine, active_parties, party_lines
from clients.rules.consent import consent_refusal
from clients.rules.details import may_consent
from clients.rules.guardians import GUARDIANS, HARMLESS
from clients.rules.identity import Birth, under_18
from clients.rules.matching import similarity


def guardian_lines(client: Client) -> list[PartyLine]:
    """Return who may be chosen, without names: "Family or guardian 1"."""
    return [line for line in party_lines(client) if line.kind in GUARDIANS]


def stands_against(client: Client, guardian: Party, *, named: str = "") -> bool:
    """Tell whether a guardian is, or resembles by name or number, somebody against the client.

    :param named: the name as the guardian signed it, compared as well
    """
    parties = active_parties(client)
    if guardian.pk not in {party.pk for party in parties} or guardian.kind not in GUARDIANS:
        return True
    against = [party for party in parties if party.kind not in HARMLESS]
    names = [name for name in (guardian.name, named) if name]
    for party in against:
        if any(similarity(party.name or "", name).is_possible for name in names):
            return True
    return _shares_a_number(guardian, against)


def is_not_safe(client: Client, *, named: str) -> bool:
    """Tell whether the record holds this guardian for no lawful one, or not for safe.

    Not asked yet counts as not safe. A guardian whom the record does not name is not judged here.
    """
    recorded = (client.details or {}).get("guardian") or {}
    if not recorded.get("name") or not similarity(recorded["name"], named).is_possible:
        return False
    return not may_consent(recorded.get("authority", ""), recorded.get("trust", "unknown"))


def _shares_a_number(guardian: Party, against: list[Party]) -> bool:
    wanted = {party.pk for party in against} | {guardian.pk}
    held: dict[bool, set[tuple[str, str]]] = {True: set(), False: set()}
    for row in Identifier.objects.filter(party__in=wanted).select_related("key"):
        held[row.party_id == guardian.pk].add((row.kind, row.value or ""))
    return bool(held[True] & held[False])


def is_minor(client: Client, on: date) -> bool | None:
    """Tell whether the client was under 18 on a day; None where no birth date says."""
    if client.birth_date:
        return under_18(Birth(client.birth_date.year, client.birth_date), on)
    year = client.birth_year or ""
    return under_18(Birth(int(year)), on) if year.isdigit() else None


def consent_refusal_of(
    client: Client,
    *,
    signer: str,
    guardian: Party | None,
    guardian_name: str,
    on: date,
    method: str,
    drawn: bool,
) -> str:
    """Return why what was signed is no consent, as a code of CONSENT_REFUSALS; "" when it is."""
    return consent_refusal(
        signer,
        under_18=is_minor(client, on),
        guardian=guardian is not None and guardian_name.strip() != "",
        opposed=guardian is not None and stands_against(client, guardian, named=guardian_name),
        unsafe=is_not_safe(client, named=guardian_name),
        drawn=drawn,
        method=method,
    )
