"""Make clients and cases of rows, in a few statements whatever their number.

Nobody is cleared by a list: the conflict check has not run and the intake has begun at its first
step, so nobody can be assigned before both are done.
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from cases.models import Case, CaseCounter
from cases.models import Matter as CaseMatter
from cases.rules import number_of
from cases.rules.matters import LAST, type_of
from clients.actions.clearances import take_names_turn, touch_others
from clients.models import Client, ContactRule, Identifier, Intake, Party, PartyToken
from clients.queries.clearances import names_in_preparation
from clients.queries.matches import MAKING, UNSOUGHT, tokens_of
from clients.rules.identifiers import normalise_identifier
from clients.rules.identity import make_code_name
from clients.rules.intake_steps import SAFETY
from clients.rules.names import normalise
from clinic.access.actor import Actor
from clinic.people.models import Membership
from clinic.tenancy.current import today
from clinic.vault.keys import create_client_keys
from exchange.queries.duplicates import Readings
from exchange.rules.drafts import Draft, Matter

NUMBER_PARTS = 2


@dataclass
class Made:
    """What came of a draft."""

    client: Client
    case: Case | None = None
    notes: list[str] = field(default_factory=list)


def make_clients(
    actor: Actor, seat: Membership, drafts: Sequence[Draft], readings: Readings | None = None
) -> list[Made]:
    """Make a client of each draft, with names, numbers, addresses and an intake to be done.

    Whoever was checked before and now resembles one of them has to be checked again.
    """
    take_names_turn()
    names = code_names([draft.code_name for draft in drafts])
    keys = create_client_keys(len(drafts))
    made = []
    for draft, name, key in zip(drafts, names, keys, strict=True):
        client = Client(key=key, code_name=name, created_by=seat)
        _fill(client, draft)
        taken = bool(draft.code_name) and draft.code_name != name
        made.append(Made(client, notes=["new_code_name"] if taken else []))
    Client.objects.bulk_create([each.client for each in made])
    pairs = [(each.client, draft) for each, draft in zip(made, drafts, strict=True)]
    Intake.objects.bulk_create([_intake(client, draft, seat) for client, draft in pairs])
    rules = [rule for client, draft in pairs for rule in _contact(client, draft)]
    ContactRule.objects.bulk_create(rules)
    parties = [list(_parties(client, draft, seat)) for client, draft in pairs]
    Party.objects.bulk_create([party for own in parties for party in own])
    numbers = [
        list(_identifiers(own[0], draft)) for own, (_c, draft) in zip(parties, pairs, strict=True)
    ]
    Identifier.objects.bulk_create([row for own in numbers for row in own])
    readings = readings or Readings()
    making = UNSOUGHT if names_in_preparation() else MAKING
    tokens = [
        token
        for own, rows in zip(parties, numbers, strict=True)
        for place, party in enumerate(own)
        for token in tokens_of(
            party,
            rows if place == 0 else (),
            making=making,
            named=readings.tokens(party.name) if party.name else {},
        )
    ]
    PartyToken.objects.bulk_create(tokens, batch_size=2_000)
    if making == MAKING:
        touch_others(actor, [party for own in parties for party in own])
    return made


def _fill(client: Client, draft: Draft) -> None:
    client.legal_name = draft.legal_name or None
    client.name_to_use = draft.name_to_use or None
    client.birth_date = date.fromisoformat(draft.birth) if len(draft.birth) > 4 else None
    client.birth_year = draft.birth if len(draft.birth) == 4 else None
    client.pronouns = draft.texts.get("pronouns")
    client.nationality = draft.texts.get("nationality")
    client.language = draft.texts.get("language")
    client.interpreter = draft.texts.get("interpreter")
    client.parties_version = 1


def _intake(client: Client, draft: Draft, seat: Membership) -> Intake:
    """Begin an intake that knows what the list knew: a step saved later must not empty it."""
    answers = {
        "legal_name": draft.legal_name,
        "name_to_use": draft.name_to_use,
        "other_names": list(draft.other_names),
        "birth": draft.birth,
        "identifiers": dict(draft.numbers),
        **draft.texts,
    }
    known = {code: said for code, said in answers.items() if said}
    return Intake(client=client, key=client.key, step=SAFETY.code, answers=known, started_by=seat)


def _contact(client: Client, draft: Draft) -> Iterator[ContactRule]:
    """Keep addresses as not asked yet: that a list has a number does not make it safe."""
    for channel, address in (("phone", draft.phone), ("email", draft.email)):
        if address:
            yield ContactRule(
                client=client, key=client.key, channel=channel, address=address, details={}
            )


def _parties(client: Client, draft: Draft, seat: Membership) -> Iterator[Party]:
    """Yield the client's own party, then one for each other name."""
    own = draft.legal_name or None
    yield Party(client=client, key=client.key, kind="client", name=own, added_by=seat)
    met = {normalise(own)} if own else set()
    for name in (draft.name_to_use, *draft.other_names):
        if name and normalise(name) not in met:
            met.add(normalise(name))
            yield Party(client=client, key=client.key, kind="alias", name=name, added_by=seat)


def _identifiers(party: Party, draft: Draft) -> Iterator[Identifier]:
    found = dict(draft.numbers)
    for kind, text in (("phone", draft.phone), ("email", draft.email)):
        if text:
            found[kind] = normalise_identifier(kind, text)
    for kind, value in found.items():
        yield Identifier(party=party, key=party.key, kind=kind, value=value)


def code_names(wanted: Sequence[str]) -> list[str]:
    """Return a free code name for each: the wanted one where there is one and nobody has it."""
    drawn = [name or make_code_name(secrets.randbelow) for name in wanted]
    for turn in range(50):
        taken = set(Client.objects.filter(code_name__in=drawn).values_list("code_name", flat=True))
        clashing = [
            place for place, name in enumerate(drawn) if name in taken or name in drawn[:place]
        ]
        if not clashing:
            return drawn
        for place in clashing:
            name = make_code_name(secrets.randbelow)
            # A clinic that uses up the pairs of words gets a number behind them.
            drawn[place] = name if turn < 2 else f"{name} {secrets.randbelow(10**NUMBER_PARTS) + 2}"
    raise RuntimeError("No free code names were drawn in 50 turns.")


def open_cases(seat: Membership, wanted: Sequence[tuple[Made, Matter]]) -> None:
    """Open the cases of the rows; a number of our own form is kept where it is free."""
    numbers = _case_numbers([matter for _made, matter in wanted])
    cases = []
    for (made, matter), number in zip(wanted, numbers, strict=True):
        summary = matter.summary
        if matter.number and matter.number != number:
            summary = f"{matter.number}\n{summary}".strip()
            made.notes.append("new_number")
        made.case = Case(
            client=made.client, key=made.client.key, number=number, matter=matter.kind,
            stage=matter.stage, summary=summary, opened_on=matter.opened_on or today(),
            opened_by=seat, closed_on=matter.closed_on, outcome=matter.outcome,
            close_reason=matter.close_reason or None,
        )  # fmt: skip
        cases.append(made.case)
    Case.objects.bulk_create(cases)
    CaseMatter.objects.bulk_create([_matter_of(case, seat) for case in cases])


def _matter_of(case: Case, seat: Membership) -> CaseMatter:
    """Put the case's matter at the beginning of its road, or at its end where the case ended.

    A list does not say which of our stages a matter has reached, and a stage may stand for work
    that nobody here has seen; whoever takes the case moves it.
    """
    over = case.closed_on is not None
    return CaseMatter(
        case=case, kind=case.matter, added_by=seat, outcome=case.outcome if over else "",
        stage=LAST if over else type_of(case.matter).stages[0].code, ended_on=case.closed_on,
    )  # fmt: skip


def _case_numbers(matters: Sequence[Matter]) -> list[str]:
    years = {(matter.opened_on or today()).year for matter in matters}
    kept: dict[int, tuple[int, int]] = {}
    for place, matter in enumerate(matters):
        if (own := _of_our_form(matter.number)) is not None:
            kept[place] = own
            years.add(own[0])
    CaseCounter.objects.bulk_create(
        [CaseCounter(year=year) for year in sorted(years)], ignore_conflicts=True
    )
    locked = CaseCounter.objects.select_for_update().filter(year__in=years).order_by("year")
    counters = {counter.year: counter for counter in locked}
    asked = [number_of(*own) for own in kept.values()]
    used = set(Case.objects.filter(number__in=asked).values_list("number", flat=True))
    numbers: list[str] = []
    for place, own in list(kept.items()):
        number = number_of(*own)
        if number in used:
            del kept[place]
            continue
        used.add(number)
        counters[own[0]].last = max(counters[own[0]].last, own[1])
    for place, matter in enumerate(matters):
        if place in kept:
            numbers.append(number_of(*kept[place]))
            continue
        counter = counters[(matter.opened_on or today()).year]
        counter.last += 1
        numbers.append(number_of(counter.year, counter.last))
    CaseCounter.objects.bulk_update(counters.values(), ["last"])
    return numbers


def _of_our_form(text: str) -> tuple[int, int] | None:
    year, dash, serial = text.partition("-")
    if not dash or not all(part.isascii() and part.isdigit() for part in (year, serial)):
        return None
    if len(year) != 4 or not 4 <= len(serial) <= 6 or not 1900 <= int(year) <= today().year:
        return None
    found = (int(year), int(serial))
    return found if number_of(*found) == text else None
