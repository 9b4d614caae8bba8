"""What stands in a packet: exactly what its reader may see, at the moment it is made.

Every part comes from the query that the reader's own pages use, asked as the reader. All values
are text or dates when this is done, so that the rendering needs no database and no key.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from cases.queries import case_header, outcome_of, team_of, visible_notes
from cases.rules import PRIVILEGES, packed
from clients.queries import (
    Banner,
    contact_banner,
    disclosable,
    latest_check,
    own_identifiers,
    party_lines,
    state_line,
)
from clients.rules.conflict import ConflictState, PartyKind, blocks_assignment
from clients.rules.disclosure import FIELDS, INTERPRETER_TEXTS
from clinic.access.actor import Actor
from clinic.access.policy import can
from clinic.access.roles import ROLE_NAMES
from clinic.pages.dates import short_date
from clinic.pages.templatetags.alcove import local_time
from clinic.tenancy.current import today
from filings.queries import deadline_rows, filing_line, filings_of, receipt_tail
from filings.queries.family import family_lines
from filings.queries.reasons import why
from packets.models import Packet
from packets.queries.handing import Handed, handed
from packets.queries.pieces import Piece, paragraphs, piece
from packets.rules import HANDOVER_OPENERS, OPENERS, paper_of
from referrals.queries import releases_of


@dataclass(frozen=True)
class DeadlineLine:
    title: str
    outer: date | None
    target: date | None
    state: str
    urgent: bool
    source: str
    verify_with_counsel: bool


@dataclass(frozen=True)
class FilingLine:
    form: str
    name: str
    status: str
    receipt: str
    steps: list[tuple[str, date | None]]


@dataclass(frozen=True)
class NoteLine:
    when: str
    who: str
    privilege: str
    body: list[Piece]


@dataclass(frozen=True)
class Content:
    clinic: str
    paper: str
    token: str
    reader: str
    roles: str
    made_at: str
    until: str
    number: str
    matter: str
    stage: str
    code_name: str
    reveals: bool
    contact: Banner
    team: list[tuple[str, str]]
    # "" and None: who may not see the people of a matter sees neither what they clash with.
    conflict: str
    summary: list[Piece]
    identity: list[tuple[str, Piece]] = field(default_factory=list)
    interpreter: str = ""
    deadlines: list[DeadlineLine] = field(default_factory=list)
    parties: list[tuple[str, Piece | None]] | None = None
    # Label, who may include the relative and until when, name; None as for the parties.
    family: list[tuple[str, list[str], Piece | None]] | None = None
    filings: list[FilingLine] = field(default_factory=list)
    notes: list[NoteLine] = field(default_factory=list)
    releases: list[tuple[str, str, str]] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    # Of a packet for whoever took the case over.
    handed: Handed | None = None
    # The capabilities that opened what stands here; who loses one loses the packet.
    needs: list[str] = field(default_factory=list)


def content_of(actor: Actor, case: Case, packet: Packet) -> Content:
    """Compose a packet for its reader, in the active language. Names only where asked for."""
    header = case_header(actor, case)
    names = packet.reveals and can(actor, "client.reveal", case.client)
    deadlines = _deadlines(actor, case)
    filings = _filings(actor, case, names=names)
    contact = contact_banner(case.client)
    openers = (*OPENERS, *(HANDOVER_OPENERS if packet.handover else ()))
    opened = [name for name in openers if actor.has(name) and (names or name != "client.reveal")]
    return Content(
        clinic=actor.clinic.name,
        paper=paper_of(actor.clinic.jurisdiction),
        token=packet.token,
        reader=actor.name,
        roles=", ".join(str(ROLE_NAMES[role]) for role in sorted(actor.roles)),
        made_at=local_time(timezone.now()),
        until=local_time(packet.expires_at),
        number=header.number,
        matter=header.matter,
        stage=str(header.stage.label),
        code_name=header.code_name,
        reveals=names,
        contact=contact,
        team=[(one.membership.user.name, str(ROLE_NAMES[one.role])) for one in team_of(case)],
        conflict=_conflict(case) if actor.has("party.view") else "",
        summary=paragraphs(case.summary or outcome_of(case)),
        identity=_identity(case) if names else [],
        interpreter=_(INTERPRETER_TEXTS.get(case.client.interpreter or "", "")) or "",
        deadlines=deadlines,
        parties=_parties(case, names=names) if actor.has("party.view") else None,
        family=_family(actor, case, names=names) if actor.has("family.view") else None,
        filings=filings,
        notes=_notes(actor, case),
        releases=_releases(actor, case) if actor.has("release.view") else [],
        gaps=_gaps(actor, case, contact, deadlines, filings),
        handed=handed(actor, case, packet.handover) if packet.handover else None,
        needs=opened,
    )


def _identity(case: Case) -> list[tuple[str, Piece]]:
    known = disclosable(case.client)
    lines = [(_(FIELDS[code]), value) for code, value in known.items() if code != "safe_contact"]
    return [(label, piece(value)) for label, value in [*lines, *own_identifiers(case.client)]]


def _conflict(case: Case) -> str:
    state = state_line(case.client)["text"]
    check = latest_check(case.client)
    if check is None or check.decided_at is None:
        return state
    return _("%(state)s, decided %(when)s") % {"state": state, "when": local_time(check.decided_at)}


def _deadlines(actor: Actor, case: Case) -> list[DeadlineLine]:
    lines = []
    for row in deadline_rows(actor, case):
        day = row.deadline.outer or row.deadline.target
        state = row.settled or (_("Overdue") if row.overdue_days else _("Open"))
        reasons = why(row.deadline)
        lines.append(
            DeadlineLine(
                title=row.title,
                outer=row.deadline.outer,
                target=row.deadline.plan_for,
                state=state,
                urgent=row.is_open and day is not None and (day - today()).days <= 14,
                source=f"{reasons.rule} {reasons.version}: {reasons.source}",
                verify_with_counsel=reasons.verify_with_counsel,
            )
        )
    return lines


def _filings(actor: Actor, case: Case, *, names: bool) -> list[FilingLine]:
    lines = []
    for row in filings_of(actor, case):
        tail = receipt_tail(row.filing)
        hidden = _("ends in %(digits)s") % {"digits": tail} if tail else ""
        lines.append(
            FilingLine(
                form=row.filing.form,
                name=row.name,
                status=row.status_label,
                receipt=(row.filing.receipt_number or "") if names else hidden,
                steps=[
                    (stop.label, stop.on)
                    for stop in filing_line(row.filing)
                    if stop.state != "later"
                ],
            )
        )
    return lines


def _parties(case: Case, *, names: bool) -> list[tuple[str, Piece | None]]:
    """Return (label, name); a name stands only in a packet that reveals."""
    return [
        (line.label, piece(line.party.name or "") if names else None)
        for line in party_lines(case.client)
        if line.kind != PartyKind.CLIENT.value
    ]


def _family(actor: Actor, case: Case, *, names: bool) -> list[tuple[str, list[str], Piece | None]]:
    """Return relatives as the page of the family shows them; a name only where names are asked."""
    lines = []
    for line in family_lines(actor, case):
        said = [line.place_text]
        for each in line.inclusions:
            last = short_date(each.last_day) if each.last_day else ""
            until = _("%(answer)s, until %(day)s") % {"answer": each.answer_text, "day": last}
            said.append(until if last else each.answer_text)
            said += [each.alert] if each.alert else []
        lines.append((line.label, said, piece(line.member.name or "") if names else None))
    return lines


def _notes(actor: Actor, case: Case) -> list[NoteLine]:
    notes = visible_notes(actor, case).filter(privilege__in=packed())
    notes = notes.select_related("written_by__user", "key")
    return [
        NoteLine(
            when=local_time(note.written_at),
            who=note.written_by.user.name,
            privilege=str(PRIVILEGES[note.privilege].label),
            body=paragraphs(note.body or ""),
        )
        for note in notes.order_by("id")
    ]


def _releases(actor: Actor, case: Case) -> list[tuple[str, str, str]]:
    """Return (partner, fields, until) of the releases that hold today."""
    return [
        (
            line.release.partner.name,
            ", ".join(_(FIELDS[code]) for code in line.release.fields if code in FIELDS),
            short_date(line.release.expires_on),
        )
        for line in releases_of(actor, case.client)
        if line.state == "current"
    ]


def _gaps(
    actor: Actor,
    case: Case,
    contact: Banner,
    deadlines: Sequence[DeadlineLine],
    filings: Sequence[FilingLine],
) -> list[str]:
    """Say what is missing; a blank that nobody names is read as "nothing there"."""
    found = []
    if contact.state != "current":
        found.append(_("There is no current rule for safe contact: do not reach out."))
    if actor.has("party.view") and blocks_assignment(ConflictState(case.client.conflict_state)):
        found.append(_("The conflict check is not clear."))
    if not filings:
        found.append(_("No filing is recorded."))
    if not deadlines:
        found.append(_("No deadline is recorded. That does not mean that there is none."))
    if any(line.verify_with_counsel for line in deadlines):
        found.append(_("Dates were computed by a rule and must be verified by counsel."))
    return found
