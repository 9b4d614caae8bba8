"""Read a case again so that nobody else changes it until the act ends."""

from django.utils.translation import gettext as _

from cases.models import Case
from clinic.access.refusals import Blocked


def locked_case(case: Case, version: int | None = None) -> Case:
    rows = Case.objects.select_for_update(of=("self",)).select_related("client", "key")
    case = rows.get(pk=case.pk)
    if version is not None and version != case.version:
        raise Blocked(
            _("Somebody changed this case meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=case,
        )
    return case
