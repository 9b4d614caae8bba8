"""Writes: a document is signed on the screen."""

from datetime import date

from django.utils.translation import gettext as _

from cases.actions.locking import locked_case
from clients.actions.rows import seat_of
from clients.rules.consent import CONSENT_REFUSALS, Strokes, read_strokes
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import store_bytes
from clinic.pages.document import RenderFailed
from clinic.tenancy.current import current_clinic, today
from clinic.tenancy.models import new_id
from documents.actions.documents import locked_document, save_document
from documents.actions.following import drafts_changed
from documents.actions.uploads import refuse_closed
from documents.models import Document, Revision, Signing
from documents.queries.following import followed_by
from documents.queries.signings import (
    PDF,
    NotSignable,
    content_to_sign,
    digest_of,
    latest_revision,
    signed_pdf,
)
from documents.rules import signings as rules
from documents.rules.originals import DAYS
from documents.rules.translations import DRAWN, wrong_day


@action("document.signed")
def sign_document(
    actor: Actor,
    *,
    document: Document,
    version: int,
    signer: str,
    method: str,
    signed_name: str,
    signed_on: date,
    words: str = "",
    language: str = "",
    interpreter: str = "",
    signature: Strokes | None = None,
) -> Signing:
    """Keep a document's latest version with a signature behind it, as its next version.

    What was signed stays as it is; the page behind it names it by its SHA-256. Several people sign
    one after the other. Whoever records it was there: a person, not a program.
    """
    require(actor, "document.add", document)
    require_person(actor, document)
    if method not in rules.METHODS or signer not in rules.SIGNERS:
        raise ValueError("Not a way in which a document is signed here.")
    if wrong := wrong_day(signed_on, today=today()):
        raise Blocked(DAYS[wrong], code=wrong, target=document)
    if not signed_name.strip():
        raise Blocked(_("Write the name as it was signed."), code="name_missing", target=document)
    if method == DRAWN and not signature:
        raise Blocked(
            CONSENT_REFUSALS["signature_missing"], code="signature_missing", target=document
        )
    if bool(language.strip()) != bool(interpreter.strip()):
        raise Blocked(
            _("If it was read out, say in which language and by whom."), code="not_read_out",
            target=document,
        )  # fmt: skip
    # Put together before anything is locked, for it may take a while: where the document changed
    # meanwhile the lock below refuses it.
    before = latest_revision(document)
    before.document = document
    made = Signing(
        key=document.key, signed=before, signer=signer, method=method,
        signed_name=signed_name.strip(), signed_on=signed_on, words=words.strip() or None,
        language=language.strip() or None, interpreter=interpreter.strip() or None,
        strokes=read_strokes(signature) if method == DRAWN else None, recorded_by=seat_of(actor),
    )  # fmt: skip
    pdf = _put_together(actor, made, document)
    locked_case(document.case)
    document = locked_document(document, version)
    refuse_closed(document.case)
    made.made = Revision(
        key=document.key, document=document, number=before.number + 1, added_by=seat_of(actor),
        file=store_bytes(
            actor, name=f"{new_id()}.pdf", media_type=PDF, chunks=[pdf], key=document.key
        ),
        note=_("Signed on the screen by %(name)s.") % {"name": signed_name.strip()},
    )  # fmt: skip
    made.made.save(force_insert=True)
    made.save(force_insert=True)
    save_document(document)
    drafts_changed(followed_by([document.pk]))
    record(
        actor, "document.signed", document, case_id=document.case_id,
        detail={"number": made.made.number, "how": method, "signer": signer},
    )  # fmt: skip
    return made


def _put_together(actor: Actor, made: Signing, document: Document) -> bytes:
    try:
        content = content_to_sign(made.signed)
        made.digest = digest_of(content)
        return signed_pdf(made, content, current_clinic(), actor.name)
    except NotSignable as error:
        raise Blocked(rules.PROBLEMS[error.code], code=error.code, target=document) from None
    except RenderFailed:
        raise Blocked(
            _("What was written cannot be set on a page."), code="broken", target=document
        ) from None
