"""Letters of the demo: some signed, one waits for its signature, one matter begun in an emergency.

Then the clinic asks for a signed letter. Done once: a later run finds one.
"""

from itertools import islice
from uuid import UUID

from cases.models import Assignment, Case
from cases.queries import kinds_of
from cases.rules import CLOSED, COUNSEL
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from desk.demo.cast import in_role
from desk.demo.offices import LastSeat, Office, ask_for_letters, at_work
from engagement.actions import (
    add_letter,
    ready_letter,
    say_emergency,
    sign_attorney,
    sign_client,
    translate_letter,
)
from engagement.models import Letter
from engagement.queries import language_of
from staffing.models import Opportunity

SIGNED = 4


def seed_engagement(office: Office) -> bool:
    """Return whether anything was made."""
    with at_work(office) as actor:
        if Letter.objects.exists():
            return False
        _letters(office, actor)
        ask_for_letters(actor(in_role(office.slug, "administrator")))
    return True


def _letters(office: Office, actor: LastSeat) -> None:
    attorneys: dict[UUID, tuple[UUID, Case]] = {}
    rows = Assignment.objects.filter(role__in=COUNSEL, ended_at=None, case__erased_at=None)
    for row in rows.exclude(case__stage=CLOSED).select_related("case__client__key", "case__key"):
        attorneys.setdefault(row.case_id, (row.membership_id, row.case))
    seats = {pk: actor(key) for key, pk in office.seats.items()}
    working = ((seats[pk], case) for pk, case in attorneys.values() if pk in seats)
    for number, (attorney, case) in enumerate(islice(working, SIGNED + 2)):
        if number == SIGNED + 1:
            say_emergency(
                attorney, case=case, emergency_id=new_id(), reason="hearing", days=5,
                words="The interview is the day after tomorrow. (Made up.)",
            )  # fmt: skip
            continue
        letter = _ready(attorney, case)
        if number < SIGNED:
            _sign(attorney, letter)
    coordinator = actor(in_role(office.slug, "coordinator"))
    on_board = Opportunity.objects.filter(state__in=("posted", "offered")).select_related(
        "case__client__key", "case__key"
    )
    for opportunity in on_board:  # what is on the board is ready for whoever takes it
        _ready(coordinator, opportunity.case)


def _ready(writer: Actor, case: Case) -> Letter:
    letter = add_letter(writer, case=case, letter_id=new_id(), kind="full", matters=kinds_of(case))
    if language := language_of(case):
        letter = translate_letter(
            writer, letter=letter, version=letter.version, language=language, read_out=True
        )
    return ready_letter(writer, letter=letter, version=letter.version)


def _sign(attorney: Actor, letter: Letter) -> None:
    letter = sign_client(
        attorney, letter=letter, version=letter.version, method="screen", signer="client",
        signed_name="Made Up", signed_on=today(), language=letter.language or "English",
        interpreter="Made Up Too" if letter.read_out else "", read_aloud=letter.read_out,
    )  # fmt: skip
    sign_attorney(
        attorney, letter=letter, version=letter.version, method="screen",
        signed_name=attorney.name, signed_on=today(),
    )  # fmt: skip
