"""Writes: say that a document is in another language, what its translation is, who certified it."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.locking import locked_case
from clients.actions.rows import seat_of
from clients.rules.consent import CONSENT_REFUSALS, Strokes, read_strokes
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import store_upload
from clinic.files.uploads import SealedUpload
from clinic.tenancy.current import current_clinic, today
from documents.actions.documents import locked_document, save_document
from documents.actions.following import drafts_changed
from documents.actions.made import keep_made
from documents.actions.uploads import refuse_closed
from documents.models import Certificate, Document, Translation
from documents.queries.certificates import pdf_of_certificate
from documents.queries.following import following
from documents.queries.signings import latest_revision
from documents.queries.translations import translation_in
from documents.rules.originals import DAYS
from documents.rules.translations import DRAWN, ENGLISH, METHODS, PAPER, still_open, wrong_day
from interpreters.models import Interpreter


@action("translation.said")
def say_translation(
    actor: Actor, *, document: Document, version: int, source_language: str,
    target_language: str = ENGLISH, translated: Document | None = None,
) -> Translation:  # fmt: skip
    """Say in which language a document is, and which document of the case translates it."""
    require(actor, "document.add", document)
    locked_case(document.case)
    document = locked_document(document, version)
    refuse_closed(document.case)
    source, target = source_language.strip(), target_language.strip() or ENGLISH
    if not source or source.casefold() == target.casefold():
        raise Blocked(
            _("Say in which other language this document is."), code="same_language",
            target=document,
        )  # fmt: skip
    row = translation_in(document)
    if translated is not None and (row is None or row.translated_id != translated.pk):
        require(actor, "document.view", translated)
        translated = Document.objects.select_related("key").get(pk=translated.pk)
        _refuse_unfit(document, translated)
    if row is None or row.translated != translated:
        earlier = _earlier(document, translated)
        if row is not None and (row.translated_id or earlier):
            # What was its translation before stays known: it may have been filed.
            row.removed_at, row.removed_by = timezone.now(), seat_of(actor)
            row.save()
            row = None
        row = row or earlier
    if row is None:
        row = Translation(key=document.key, document=document, said_by=seat_of(actor))
    row.source_language, row.target_language, row.translated = source, target, translated
    row.save()
    drafts_changed([document.pk])
    save_document(document)
    record(
        actor, "translation.said", document, case_id=document.case_id,
        detail={"translated": translated is not None},
    )  # fmt: skip
    return row


def _earlier(document: Document, translated: Document | None) -> Translation | None:
    """Return what was said before of the same two, standing again with what was certified then."""
    if translated is None:
        return None
    rows = Translation.objects.filter(document=document, translated=translated)
    row = rows.exclude(removed_at=None).select_related("key").order_by("-pk").first()
    if row is not None:
        row.removed_at, row.removed_by, row.removed_reason = None, None, None
    return row


def _refuse_unfit(document: Document, translated: Document) -> None:
    fits = translated.case_id == document.case_id and translated.removed_at is None
    circle = document.pk in following([translated.pk])  # each the translation of the other
    if not fits or translated.pk == document.pk or circle:
        raise Blocked(
            _("Choose another document of this case."), code="other_document", target=document
        )
    if translated.privilege != document.privilege:
        raise Blocked(
            _("Document and translation must be for the same readers. Change one of them first."),
            code="other_privilege",
            target=document,
        )


@action("translation.removed")
def remove_translation(
    actor: Actor, *, document: Document, version: int, reason: str
) -> Translation:
    """Take back that a document is in another language; what was certified stays as a document."""
    require(actor, "document.add", document)
    locked_case(document.case)
    document = locked_document(document, version)
    row = _there(document)
    if not reason.strip():
        raise Blocked(_("Say why, in a few words."), code="reason_missing", target=document)
    row.removed_at, row.removed_by = timezone.now(), seat_of(actor)
    row.removed_reason = reason.strip()
    row.save()
    save_document(document)
    drafts_changed([document.pk])
    record(actor, "translation.removed", document, case_id=document.case_id)
    return row


@action("translation.certified")
def certify_translation(
    actor: Actor,
    *,
    document: Document,
    version: int,
    translator: str,
    reach: str,
    words: str,
    method: str,
    signed_name: str,
    signed_on: date,
    interpreter: Interpreter | None = None,
    signature: Strokes | None = None,
    upload: SealedUpload | None = None,
) -> Certificate:
    """Keep a translator's statement over both documents as they are now, as it was signed."""
    require(actor, "document.add", document)
    require_person(actor, document)
    locked_case(document.case)
    document = locked_document(document, version)
    refuse_closed(document.case)
    row = _there(document)
    if row.translated is None or row.translated.removed_at is not None:
        raise Blocked(
            _("Say first which document is its translation."), code="untranslated",
            target=document,
        )  # fmt: skip
    _refuse_day(document, signed_on)
    if method not in METHODS:
        raise ValueError("Not a way in which a translator signs.")
    for said, code, text in (
        (translator, "name_missing", _("Say who translated it.")),
        (signed_name, "name_missing", _("Write the name as it was signed.")),
        (reach, "reach_missing", _("Say how the translator can be reached: address or phone.")),
        ("" if still_open(words) else words, "words_open", _("Finish the statement first.")),
    ):
        if not said.strip():
            raise Blocked(text, code=code, target=document)
    if method == DRAWN and not signature:
        raise Blocked(
            CONSENT_REFUSALS["signature_missing"], code="signature_missing", target=document
        )
    if method == PAPER and upload is None:
        raise Blocked(_("Add a scan of the signed paper."), code="scan_missing", target=document)
    made = Certificate(
        key=document.key, translation=row, of_revision=latest_revision(document),
        translated_revision=latest_revision(row.translated), translator=translator.strip(),
        reach=reach.strip(), interpreter=interpreter, words=words.strip(), method=method,
        signed_name=signed_name.strip(), signed_on=signed_on, recorded_by=seat_of(actor),
        strokes=read_strokes(signature) if method == DRAWN else None,
        scan=store_upload(actor, upload=upload, key=document.key) if upload else None,
    )  # fmt: skip
    made.paper = keep_made(
        actor, case=document.case, kind="translation", privilege=document.privilege,
        title=_("Certificate of translation: %(title)s") % {"title": document.title or ""},
        content=pdf_of_certificate(made, current_clinic()),
        more=[made.scan] if made.scan is not None else [],
    )  # fmt: skip
    made.save(force_insert=True)
    save_document(document)
    drafts_changed([document.pk])
    record(
        actor, "translation.certified", document, case_id=document.case_id,
        detail={"how": method, "roster": interpreter is not None},
    )  # fmt: skip
    return made


def _refuse_day(document: Document, signed_on: date) -> None:
    if wrong := wrong_day(signed_on, today=today()):
        raise Blocked(DAYS[wrong], code=wrong, target=document)


def _there(document: Document) -> Translation:
    row = translation_in(document)
    if row is None:
        raise Blocked(
            _("Nobody said that this document is in another language."), code="no_translation",
            target=document,
        )  # fmt: skip
    return row
