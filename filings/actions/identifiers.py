"""Keep the numbers by which an agency or a court knows a filing, and show them for a reason."""

from django.utils.translation import gettext as _

from clients.rules.identifiers import IdentifierError
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.vault.blind import token
from filings.actions.locking import form_of, locked_filing
from filings.models import Filing, FilingIdentifier
from filings.rules.identifiers import Identifier, found_by, normalised

NUMBER = "filing_number"


@action("identifier.recorded")
def record_identifier(
    actor: Actor, *, filing: Filing, kind: str, number: str, version: int | None = None
) -> FilingIdentifier:
    """Keep a number of a filing, sealed, with a blind token by which a letter finds its case.

    A receipt number has its own act, `record_receipt`: it is a step as well.

    :param kind: a code of the catalogue's identifiers of this filing
    """
    require(actor, "notice.record", filing)
    filing = locked_filing(filing, version)
    described = _described(filing, kind)
    try:
        kept = normalised(described, number)
    except IdentifierError as error:
        raise Blocked(_(error.message), code="not_the_number", target=filing) from error
    there = FilingIdentifier.objects.select_related("key").filter(filing=filing, kind=kind)
    row = there.first() or FilingIdentifier(
        case=filing.case, filing=filing, key=filing.key, kind=kind
    )
    row.value, row.token = kept, token(NUMBER, found_by(described.kind, kept))
    row.recorded_by = actor.membership  # type: ignore[assignment]  # no service records one
    row.save()
    filing.version += 1
    filing.save(update_fields=["version"])
    record(actor, "identifier.recorded", row, changes=["value"], detail={"kind": kind})
    return row


@action("identifier.revealed")
def reveal_identifier(actor: Actor, *, filing: Filing, kind: str, reason: str) -> str:
    """Return a whole number; who asked, and why, stays in the audit.

    :param reason: a code of `queries.words.REVEAL_REASONS`
    """
    require(actor, "client.reveal", filing)
    found = FilingIdentifier.objects.select_related("key").filter(filing=filing, kind=kind).first()
    if found is None:
        raise Blocked(_("This number is not recorded."), code="no_number", target=filing)
    record(actor, "identifier.revealed", found, detail={"kind": kind, "reason": reason})
    return str(found.value)


def _described(filing: Filing, kind: str) -> Identifier:
    for each in form_of(filing).identifiers:
        if each.code == kind and each.kind != "receipt":
            return each
    message = _("This filing has no number of this kind.")
    raise Blocked(message, code="no_such_identifier", target=filing)
