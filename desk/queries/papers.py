"""What of one's own papers and training runs out: without it nobody has a case, or an intake."""

from django.utils.translation import gettext as _

from clinic.access.actor import Actor
from desk.queries.parts import Item, Panel
from desk.rules import SHOWN
from staffing.queries import running_out


def papers(actor: Actor) -> Panel:
    found = running_out(actor)
    items = [
        Item(one.what, one.url, day=one.until, badge=one.words, tone=one.tone)
        for one in found[:SHOWN]
    ]
    return Panel(
        code="papers",
        heading=_("Your papers and training"),
        about=_(
            "When they have run out, no case can be given to you, and intake and screening are "
            "closed to you."
        ),
        empty="",
        items=items,
        number=len(found),
    )
