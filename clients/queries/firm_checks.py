"""Blind checks with outside firms: what each side may know of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from clients.models import Client, FirmCheck, FirmMatch
from clients.policy import visible_clients
from clients.queries.matches import blind_names
from clients.queries.parties import active_parties, party_lines
from clients.rules.conflict import PARTY_LABELS, PartyKind
from clients.rules.firm_list import LEAST_NAMES
from clients.rules.matching import REASONS, Match, ReadName, compare
from clients.rules.names import words_of
from clients.rules.nearness import nearness
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.tenancy.current import bind_link, token_hash
from clinic.tenancy.unscoped import unscoped

WAITING, CLEAR, POSSIBLE = "waiting", "clear", "possible"


@dataclass(frozen=True)
class FirmMatchLine:
    """One of our names that resembled one of the firm's: "Employer or company 2", and why."""

    mine: str
    kind: str
    score: int
    reasons: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class FirmCheckLine:
    """A check as the coordinator sees it; `matches` is None until the names were compared."""

    check: FirmCheck
    state: str
    label: str
    tone: str
    current: bool
    matches: tuple[FirmMatchLine, ...] | None


def firm_clinic(token: str, now: datetime) -> UUID | None:
    """Return the clinic of a link that is still open, found before any clinic is bound."""
    digest = token_hash(token)
    with bind_link(digest), transaction.atomic():
        found = unscoped(FirmCheck).filter(token_hash=digest, expires_at__gt=now)
        check = found.exclude(status=FirmCheck.REVOKED).first()
        return check.clinic_id if check else None


def firm_check_by_token(token: str, now: datetime) -> FirmCheck | None:
    found = FirmCheck.objects.filter(token_hash=token_hash(token), expires_at__gt=now)
    return found.exclude(status=FirmCheck.REVOKED).select_related("key", "client").first()


def firm_check_at(actor: Actor, pk: UUID) -> FirmCheck:
    """Return a check of any client the actor reaches. :raises NotVisible: there is none"""
    rows = FirmCheck.objects.filter(client__in=visible_clients(actor), pk=pk)
    found = rows.select_related("key", "client__key", "created_by__user").first()
    if found is None:
        raise NotVisible
    return found


def firm_check_of(client: Client, pk: UUID) -> FirmCheck:
    found = FirmCheck.objects.filter(client=client, pk=pk).select_related("key", "client").first()
    if found is None:
        raise NotVisible
    return found


def firm_answer(check: FirmCheck, now: datetime) -> str:
    """Return all that the firm is told. It reads the same rows whatever they hold."""
    found = FirmMatch.objects.filter(check_run=check).count()
    told = check.status == FirmCheck.DONE and check.answer_at is not None and now >= check.answer_at
    call = found > 0 or check.given_up or check.name_count < LEAST_NAMES
    return {(True, True): POSSIBLE, (True, False): CLEAR}.get((told, call), WAITING)


def firm_is_clear(client: Client, firm: str) -> bool:
    """Tell whether a firm was asked blind and nothing was met, as the matter stands now."""
    rows = FirmCheck.objects.filter(client=client, status=FirmCheck.DONE).order_by("-id")
    found = rows.annotate(met=Exists(FirmMatch.objects.filter(check_run=OuterRef("pk"))))
    for check in found.select_related("key"):
        if _same_firm(check.firm or "", firm):  # its latest answer counts
            clear = not check.met and not check.given_up and check.name_count >= LEAST_NAMES
            return clear and check.parties_version == client.parties_version
    return False


def _same_firm(one: str, other: str) -> bool:
    """Tell whether two spellings are one name but for capitals, spaces and stops."""
    read = ["".join(each for each in text.casefold() if each.isalnum()) for text in (one, other)]
    return bool(read[0]) and read[0] == read[1]


def firm_check_lines(client: Client, now: datetime) -> list[FirmCheckLine]:
    """Return all checks of a client, newest first, with which of its names were met."""
    rows = FirmCheck.objects.filter(client=client).order_by("-id")
    checks = list(rows.select_related("key", "created_by__user"))
    found: dict[UUID, list[FirmMatch]] = {}
    matches = FirmMatch.objects.filter(check_run__in=checks).select_related("party")
    for match in matches.order_by("-score", "id"):
        found.setdefault(match.check_run_id, []).append(match)
    labels = {line.pk: line.label for line in party_lines(client)}
    return [_line(check, client, found.get(check.pk, []), labels, now) for check in checks]


def _line(
    check: FirmCheck, client: Client, found: list[FirmMatch], labels: dict[UUID, str], now: datetime
) -> FirmCheckLine:
    done = check.status == FirmCheck.DONE
    state = check.status
    if check.status == FirmCheck.SENT and check.expires_at <= now:
        state = "expired"
    elif done:
        state = "given_up" if check.given_up else "possible" if found else "clear"
    label, tone = {
        "sent": (_("Waiting for the firm"), "info"),
        "expired": (_("The link ran out"), "quiet"),
        "submitted": (_("Being compared"), "info"),
        "revoked": (_("Taken back"), "quiet"),
        "given_up": (_("Could not be compared: ask the firm again"), "danger"),
        "possible": (_("Possible conflict: call the firm"), "danger"),
        "clear": (_("Clear"), "good"),
    }[state]
    return FirmCheckLine(
        check=check,
        state=state,
        label=label,
        tone=tone,
        current=check.parties_version == client.parties_version,
        matches=tuple(_match_line(match, labels) for match in found) if done else None,
    )


def _match_line(match: FirmMatch, labels: dict[UUID, str]) -> FirmMatchLine:
    kind = PartyKind(match.party.kind)
    codes = tuple(code for code in match.reasons if code in REASONS)
    return FirmMatchLine(
        mine=labels.get(match.party_id) or _(PARTY_LABELS[kind]),
        kind=kind.value,
        score=match.score,
        reasons=tuple(_(REASONS[code]) for code in codes),
        codes=codes,
    )


def met_by(client: Client, names: Sequence[str]) -> dict[UUID, Match]:
    """Return which of a client's names resemble any of a firm's, each with its best match.

    Every name is read and compared to the end, whatever was found before, so that the time it takes
    tells how long the list is and nothing else.
    """
    ours = [
        (party, ReadName(party.name, party.is_organisation),
         blind_names(party.name, organisation=party.is_organisation))
        for party in active_parties(client) if party.name
    ]  # fmt: skip
    best: dict[UUID, Match] = {}
    for name in names:
        for organisation in (False, True):
            tokens = blind_names(name, organisation=organisation)
            theirs, words = tokens.keys(), words_of(tokens)
            for party, read, mine in ours:
                if party.is_organisation is not organisation or not nearness(mine, theirs, words):
                    continue
                match = compare(read, ReadName(name, organisation))
                known = best.get(party.pk)
                if match.is_possible and (known is None or match.score > known.score):
                    best[party.pk] = match
    return best
