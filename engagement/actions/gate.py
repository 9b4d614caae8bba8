"""No work before the letter is signed, save in an emergency: asked where work leaves the house.

Steps of acts of other rooms. Whether it is asked at all is a setting of the clinic.
"""

from django.utils.translation import gettext as _

from cases.models import Case, Matter
from cases.queries import kinds_of
from cases.rules import MATTERS
from cases.rules.matters import LAST, type_of
from clinic.access.refusals import Blocked
from clinic.tenancy.current import clinic_url, current_clinic, today
from engagement import rules
from engagement.models import Letter
from engagement.queries import emergency_open, is_covered


def refuse_unengaged_matter(matter: Matter, to: str) -> None:
    """Refuse a stage to a matter that no signed letter covers; its beginning and end are free."""
    if to not in (type_of(matter.kind).stages[0].code, LAST):
        refuse_unengaged(matter.case, matter.kind)


def refuse_unengaged(case: Case, *kinds: str) -> None:
    """Ask for a signed letter for one of these kinds of matters; for any, where none is said.

    :raises Blocked: nothing is signed for this, and no emergency holds
    """
    if not current_clinic().asks_engagement or is_covered(case, *kinds):
        return
    emergency = emergency_open(case)
    if emergency is not None and emergency.until >= today():
        return
    here = [kind for kind in kinds_of(case) if kind in kinds] or kinds
    what = ", ".join(str(MATTERS[kind]) for kind in here) or _("this case")
    raise Blocked(
        _("No signed engagement letter covers %(what)s. Have it signed first, or record why the "
          "work cannot wait.")
        % {"what": what},
        code="not_engaged",
        target=case,
        url=clinic_url("engagement:of_case", case.pk),
        label=_("See the letters"),
    )  # fmt: skip


def refuse_without_letter(case: Case) -> None:
    """Refuse to give a case from the board before its letter is there to be signed.

    The words tell nothing of the matter: whoever would take the case reads them too.
    """
    if not current_clinic().asks_engagement:
        return
    rows = Letter.objects.filter(case=case, kind__in=rules.ENGAGING)
    if rows.filter(state__in=(rules.READY, rules.SIGNED)).exists():
        return
    emergency = emergency_open(case)
    if emergency is not None and emergency.until >= today():
        return
    raise Blocked(
        _("The engagement letter of this case is not ready to sign yet. Nothing was given."),
        code="letter_not_ready",
        target=case,
    )
