"""What of this room hangs on a person in a case: papers the clinic holds, files still arriving."""

from django.utils.translation import gettext as _

from cases.hooks import Hanging
from cases.models import Case
from cases.rules.handing import ENDS, STAYS
from clinic.access.actor import Actor
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url
from documents.models import Original, Upload
from documents.policy import visible_documents, visible_originals

ORIGINAL, UPLOAD = "original", "upload"
MOST_SHOWN = 50


def originals_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    """Name the originals this person took in: the paper may lie on their desk.

    Those of the register first, then documents whose paper the clinic holds. What the actor may
    not know of is left out: its count would tell of it.
    """
    kept = visible_originals(actor).filter(case=case, kept_by=member, left="")
    found = [_registered(row) for row in kept.select_related("key").order_by("id")[:MOST_SHOWN]]
    rows = visible_documents(actor).filter(
        case=case, added_by=member, original="held", removed_at=None
    )
    return found + [
        Hanging(
            ORIGINAL, row.pk, row.title or "", STAYS, clinic_url("documents:document", row.pk),
            note=_("The clinic holds the original; they took it in. Ask where the paper is."),
        )
        for row in rows.select_related("key").order_by("id")[:MOST_SHOWN]
    ]  # fmt: skip


def _registered(row: Original) -> Hanging:
    note = _("The clinic has the original; they took it in. Ask where the paper is.")
    if row.place:
        note = _("They took it in. It lies here: %(place)s. See that it does.") % {
            "place": row.place
        }
    url = clinic_url("documents:of_case", row.case_id)
    return Hanging(ORIGINAL, row.pk, row.what or "", STAYS, url, note=note)


def uploads_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    rows = Upload.objects.filter(case=case, began_by=member).order_by("id")
    return [
        Hanging(
            UPLOAD, row.pk, _("A file that did not arrive whole"), ENDS,
            note=_("Only they can go on with it. Ask them to send it before they go, or again."),
        )
        for row in rows
    ]  # fmt: skip
