"""A client's own file as she may carry it: what she said and what was filed, nobody else in it.

Left out from the start: notes (privileged ones are handed over by an attorney), other people, the
clinic's decisions about conflicts, code words, passphrase and real address. Screening answers too:
each tells at a glance what the paper is about; an attorney goes through them with her.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases.policy import visible_cases
from cases.queries import benefits_of
from clients.models import Client, Identifier, Intake
from clients.queries import (
    active_parties,
    answers_in_words,
    disclosable,
    own_identifiers,
)
from clients.queries.details import details_of
from clients.queries.parties import OWN
from clients.rules.disclosure import FIELDS
from clients.rules.intake_steps import CONTACT, RIGHTS, SAFETY
from clinic.access.actor import Actor
from clinic.pages.dates import short_date
from clinic.tenancy.current import day_of
from filings.models import FamilyMember
from filings.queries import deadline_rows, filings_of
from records.rules.thirds import holds_number, names_somebody, parts_of
from referrals.models import Referral
from referrals.queries import releases_of


@dataclass(frozen=True)
class Piece:
    label: str
    text: str
    # What stands on paper instead of the label: a shelter's name tells where she is.
    on_paper: str = ""
    # Somebody else is named in it: left out, and said so.
    withheld: bool = False


@dataclass(frozen=True)
class Part:
    title: str
    pieces: list[Piece]


def copy_of(actor: Actor, client: Client) -> list[Part]:
    """Return the copy, each piece checked against everybody else who stands in the file."""
    check = _Check(client)
    return [
        Part(title, [check.piece(*said) for said in pieces if said[1]])
        for title, pieces in _parts(actor, client)
    ]


class _Check:
    def __init__(self, client: Client) -> None:
        parties = active_parties(client)
        own = [party.name or "" for party in parties if party.kind in OWN]
        own += [client.name_to_use or "", client.legal_name or ""]
        others = [party.name or "" for party in parties if party.kind not in OWN]
        relatives = FamilyMember.objects.filter(case__client=client).select_related("key")
        others += [member.name or "" for member in relatives]
        self.own, self.others = parts_of(own), parts_of(others)
        strangers = [party.pk for party in parties if party.kind not in OWN]
        numbers = Identifier.objects.filter(party__in=strangers).select_related("key")
        self.numbers = frozenset(
            "".join(sign for sign in (row.value or "").casefold() if sign.isalnum())
            for row in numbers
        )

    def piece(self, label: str, text: str, on_paper: str = "") -> Piece:
        if names_somebody(text, self.others, self.own) or holds_number(text, self.numbers):
            return Piece(label, "", on_paper, withheld=True)
        return Piece(label, text, on_paper)


def _parts(actor: Actor, client: Client) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    known = disclosable(client)
    about = [(_(FIELDS[code]), value) for code, value in known.items()]
    yield _("About you"), [*about, *own_identifiers(client), *_spoken(client)]
    for intake in Intake.objects.filter(client=client).select_related("key").order_by("id"):
        yield _("What you told us"), list(_answers(client, intake))
    for case in visible_cases(actor).filter(client=client).select_related("key").order_by("id"):
        yield _("Your case %(number)s") % {"number": case.number}, list(_case(actor, case))
    yield _("What you allowed us to share"), list(_releases(actor, client))
    yield _("What we shared"), list(_shared(actor, client))


def _answers(client: Client, intake: Intake) -> Iterator[tuple[str, str]]:
    # No list of other people is even composed: the parties are left empty.
    answers = intake.answers or {}
    # What was asked about safety and confidentiality tells what the paper is about.
    telling = {_(step.title) for step in (SAFETY, RIGHTS, CONTACT)}
    for step in answers_in_words(answers, contact=[], parties=[]):
        if step["title"] in telling:
            continue
        for question, said in step["lines"]:
            yield question, "\n".join(said)


def _spoken(client: Client) -> Iterator[tuple[str, str]]:
    kept = details_of(client)
    for row in kept["languages"]:
        yield _("Language"), " · ".join(filter(None, (row["language"], row.get("dialect", ""))))
    for nationality in kept["nationalities"]:
        yield _("Nationality"), nationality


def _case(actor: Actor, case: Any) -> Iterator[tuple[str, ...]]:
    yield _("Opened"), short_date(case.opened_on)
    if case.closed_on:
        yield _("Closed"), short_date(case.closed_on)
    if actor.has("filing.view"):
        # The form's number, not its name: the paper may lie where others read it.
        for row in filings_of(actor, case):
            number = row.filing.receipt_number or ""
            said = f"{row.filing.form} · {row.status_label}"
            yield _("Filed"), f"{said} · {number}" if number else said
    if actor.has("deadline.view"):
        for line in deadline_rows(actor, case):
            day = line.deadline.outer or line.deadline.target
            if line.is_open and day:
                yield _("To be done by"), short_date(day)
    yield from _brought(actor, case)


def _brought(actor: Actor, case: Any) -> Iterator[tuple[str, ...]]:
    """Say what the case brought. Its name tells what the paper is about, so paper has none."""
    for one in benefits_of(actor, case):
        row = one.benefit
        said = [short_date(row.obtained_on)] if row.obtained_on else []
        if row.ends_on:
            said.append(_("until %(day)s") % {"day": short_date(row.ends_on)})
        said += [f"{each.label} {each.value:,.2f} {row.currency}" for each in one.amounts]
        yield (
            str(one.kind.label), ", ".join(said),
            _("Obtained") if row.obtained_on else _("Asked for"),
        )  # fmt: skip


def _releases(actor: Actor, client: Client) -> Iterator[tuple[str, ...]]:
    for line in releases_of(actor, client):
        fields = ", ".join(_(FIELDS[code]) for code in line.release.fields if code in FIELDS)
        until = short_date(line.release.expires_on)
        said = _("%(fields)s, until %(until)s") % {"fields": fields, "until": until}
        if line.release.revoked_at:
            said += " · " + _("taken back")
        yield line.release.partner.name, said, _("A place that helps")


def _shared(actor: Actor, client: Client) -> Iterator[tuple[str, ...]]:
    """Say what went to whom; of cases out of reach, that there is more."""
    every = Referral.objects.filter(case__client=client)
    rows = every.filter(case__in=visible_cases(actor)).select_related("partner").order_by("id")
    for referral in rows.defer("sent_content", "internal_note", "partner__address"):
        fields = ", ".join(_(FIELDS[code]) for code in referral.fields if code in FIELDS)
        said = f"{short_date(day_of(referral.sent_at))}: {fields}"
        yield referral.partner.name, said, _("A place that helps")
    if every.exclude(case__in=visible_cases(actor)).exists():
        yield _("More"), _("Shared in a case of yours that others here work on. Ask us."), _("More")
