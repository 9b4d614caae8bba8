"""What of this room hangs on a person in a case: what the board asks of them, or asks for them."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from cases.hooks import Hanging
from cases.models import Case
from cases.rules.handing import ENDS, STAYS
from clinic.access.actor import Actor
from clinic.access.roles import ROLE_NAMES
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url
from staffing.models import BoardOffer, Interest, Opportunity
from staffing.rules import board as rules

OFFER, POST = "offer", "post"


def offers_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    """Name the posts of this case that were offered to this person, or that they would take."""
    live = Opportunity.objects.filter(case=case, state__in=rules.LIVE)
    theirs = BoardOffer.objects.filter(
        opportunity=OuterRef("pk"), membership=member, state=rules.OPEN
    )
    keen = Interest.objects.filter(
        opportunity=OuterRef("pk"), membership=member, state=rules.INTERESTED
    )
    rows = live.annotate(theirs=Exists(theirs), keen=Exists(keen)).order_by("id")
    found = []
    for row in rows:
        url = clinic_url("staffing:opportunity", row.pk) if actor.has("board.view") else ""
        role = {"role": ROLE_NAMES[row.role]}
        if row.theirs or row.keen:
            text = _("The board would give it to them as %(role)s") % role
            found.append(Hanging(OFFER, row.pk, text, ENDS, url))
        else:
            text = _("The board looks for: %(role)s") % role
            note = _("Comes off the board when somebody has the case in this role.")
            found.append(Hanging(POST, row.pk, text, STAYS, url, note=note))
    return found
