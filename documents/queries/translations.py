"""How far a document in another language is translated and certified, alone and on lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from clinic.access.actor import Actor
from documents.models import Certificate, Document, Exhibit, Revision, Translation
from documents.policy import visible_documents
from documents.rules.translations import CERTIFIED, STANDING
from interpreters.queries import Need, candidates


@dataclass(frozen=True)
class Standing:
    """`code`: one of rules.translations.STANDING. `behind`: what is filed behind the document."""

    row: Translation
    code: str
    certificate: Certificate | None
    behind: tuple[Revision, ...]

    @property
    def label(self) -> Any:
        return STANDING[self.code][0]

    @property
    def tone(self) -> str:
        return STANDING[self.code][1]

    @property
    def is_certified(self) -> bool:
        return self.code == CERTIFIED


def translation_in(document: Document) -> Translation | None:
    """Return what stands of a document's language, whoever asks: part of an act."""
    rows = Translation.objects.filter(document=document, removed_at=None)
    return rows.select_related("key", "translated__key").first()


def standing_of(document: Document, revision: Revision | None = None) -> Standing | None:
    """Return how far a document is, in this version or its latest; None: in no other language."""
    revision = revision or _latest([document.pk]).get(document.pk)
    assert revision is not None
    return standings([(document.pk, revision)]).get(document.pk)


def standings(listed: Iterable[tuple[UUID, Revision]]) -> dict[UUID, Standing]:
    """Return how far each document is, in the version that is listed; five statements for all."""
    by_document = dict(listed)
    rows = Translation.objects.filter(document__in=list(by_document), removed_at=None)
    found = list(rows.select_related("key", "translated__key", "said_by__user"))
    signed = {
        one.translation_id: one
        for one in Certificate.objects.filter(translation__in=found, paper__removed_at=None)
        .select_related("key", "of_revision", "translated_revision__file__key")
        .order_by("id")
    }
    latest = _latest(row.translated_id for row in found if row.translated_id)
    papers = _as_signed(signed.values())
    return {
        row.document_id: _standing(
            row, by_document[row.document_id], signed.get(row.pk), latest, papers
        )
        for row in found
    }


def _standing(
    row: Translation, listed: Revision, signed: Certificate | None, latest: dict[UUID, Revision],
    papers: dict[UUID, Revision],
) -> Standing:  # fmt: skip
    if row.translated is None or row.translated.removed_at is not None:
        return Standing(row, "untranslated", signed, ())
    now = latest[row.translated.pk]
    if signed is None:
        return Standing(row, "uncertified", None, (now,))
    if signed.of_revision_id != listed.pk or signed.translated_revision_id != now.pk:
        return Standing(row, "outdated", signed, (now,))
    return Standing(row, CERTIFIED, signed, (now, papers[signed.pk]))


def standings_on(rows: Iterable[Exhibit]) -> dict[UUID, Standing]:
    """Return how far the documents of a list are, by document."""
    return standings((row.document_id, row.revision) for row in rows)


def _latest(documents: Iterable[UUID]) -> dict[UUID, Revision]:
    rows = Revision.objects.filter(document__in=list(documents)).order_by("number")
    return {row.document_id: row for row in rows.select_related("file__key")}


def _as_signed(signed: Iterable[Certificate]) -> dict[UUID, Revision]:
    """Return each certificate's paper as it was signed, the scan where there is one.

    What was added to that document later is no part of what the translator signed.
    """
    signed = list(signed)
    rows = Revision.objects.filter(document__in=[one.paper_id for one in signed], number__lte=2)
    by_number = {(row.document_id, row.number): row for row in rows.select_related("file__key")}
    return {one.pk: by_number[one.paper_id, 2 if one.scan_id else 1] for one in signed}


def translations_to_choose(actor: Actor, document: Document) -> list[Document]:
    """Return the documents of a case that may be the translation of one, translations first."""
    rows = visible_documents(actor).filter(
        case=document.case_id, removed_at=None, privilege=document.privilege
    )
    rows = rows.exclude(pk=document.pk).select_related("key").order_by("-pk")
    found = sorted(rows, key=lambda row: row.kind != "translation")
    now = translation_in(document)
    if now is not None and now.translated is not None and now.translated not in found:
        found.append(now.translated)  # taken out: it stays chosen
    return found


def translators(actor: Actor, document: Document, language: str) -> list[Any]:
    """Return who of the roster may be asked in this case, whoever speaks the language first."""
    if not actor.has("interpreter.view"):
        return []
    found = candidates(actor, document.case.client, Need(language))
    return [one.interpreter for one in found if one.may]


def filed_behind(rows: Iterable[Exhibit]) -> dict[UUID, list[Revision]]:
    """Return what was frozen behind each exhibit of a final list, by exhibit."""
    rows = list(rows)
    wanted = {UUID(pk) for row in rows for pk, _digest in row.behind or ()}
    found = Revision.objects.filter(pk__in=wanted).select_related("file__key")
    by_pk = {row.pk: row for row in found}
    return {row.pk: [by_pk[UUID(pk)] for pk, _digest in row.behind or ()] for row in rows}


def standing_behind(rows: Iterable[Exhibit]) -> dict[UUID, list[Revision]]:
    """Return what would be filed behind each exhibit of a draft now, by exhibit."""
    rows = list(rows)
    now = standings_on(rows)
    return {row.pk: list(now[row.document_id].behind if row.document_id in now else ())
            for row in rows}  # fmt: skip
