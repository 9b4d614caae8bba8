"""Read a case again so that nobody else changes it until the act ends."""

from collections.abc import Container

from django.db.models import Model
from django.utils.translation import gettext as _

from cases.models import Case
from cases.rules import CLOSED
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


def stays_open(case: Case) -> None:
    if case.stage == CLOSED:
        raise Blocked(_("This case is closed. Reopen it first."), code="closed", target=case)


def known_code(code: str, table: Container[str], target: Model) -> None:
    """Forms offer only what is in the tables; an action does not trust that."""
    if code not in table:
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=target)
