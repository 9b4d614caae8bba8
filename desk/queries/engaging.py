"""Letters that wait for a supervisor, and work that is done before they are signed."""

from django.utils.translation import gettext as _

from clinic.access.actor import Actor
from clinic.pages.templatetags.alcove import local_time
from clinic.tenancy.current import clinic_url, today
from desk.queries.parts import Item, Panel, first_of
from engagement.models import EmergencyWork, Letter
from engagement.queries import emergencies_now, letters_to_approve
from engagement.rules import EMERGENCIES, KINDS


def to_approve(actor: Actor) -> Panel:
    """Letters that somebody asked for: nobody signs them before this."""
    items, number = first_of(letters_to_approve(actor), _letter)
    return Panel("letters_to_approve", _("Letters to approve"), "", items, number=number)


def _letter(letter: Letter) -> Item:
    who = letter.asked_by.user.name if letter.asked_by else ""
    return Item(
        str(KINDS[letter.kind]),
        clinic_url("engagement:letter", letter.pk),
        note=f"{letter.case.number} · {letter.case.client.code_name} · {who}",
        dates=str(local_time(letter.asked_at)),
    )


def before_signature(actor: Actor) -> Panel:
    """Work before signature, shown until the letter is signed; what ran out stands first."""
    items, number = first_of(emergencies_now(actor), _emergency)
    return Panel(
        code="before_signature",
        heading=_("Work before signature"),
        about=_("Have the letter signed, or end it."),
        empty="",
        items=items,
        number=number,
    )


def _emergency(row: EmergencyWork) -> Item:
    over = row.until < today()
    return Item(
        str(EMERGENCIES[row.reason]),
        clinic_url("engagement:of_case", row.case_id),
        note=f"{row.case.number} · {row.case.client.code_name} · {row.said_by.user.name}",
        day=None if over else row.until,
        badge=_("Its days are over") if over else "",
        tone="danger",
    )
