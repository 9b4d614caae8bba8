"""Writes: begin a letter from the words that hold, change it, put it in the client's language."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.locking import locked_case, stays_open
from cases.models import Case
from cases.queries import kinds_of
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import store_upload
from clinic.files.models import StoredFile
from clinic.files.queries import read_all
from clinic.files.uploads import SealedUpload
from documents.models import Revision
from engagement import rules
from engagement.models import Letter
from engagement.queries import pdf_of_letter, values_for, words_for

SENT_TWICE = "sent_twice"


@action("letter.added")
def add_letter(
    actor: Actor,
    *,
    case: Case,
    letter_id: UUID,
    kind: str,
    matters: Sequence[str] = (),
    replaces: Letter | None = None,
) -> Letter:
    """Begin a letter from the clinic's words, or from those that ship.

    :param matters: kinds of matters of this case that the client engages the clinic for
    :param replaces: a signed letter whose place it takes once it is signed
    """
    require(actor, "letter.write", case)
    if kind not in rules.KINDS:
        raise ValueError("Not a kind of letter.")
    case = locked_case(case)
    stays_open(case)
    if Letter.objects.filter(pk=letter_id).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code=SENT_TWICE)
    chosen = _matters(case, kind, matters)
    if replaces is not None:
        _may_replace(case, kind, replaces)
    if kind == rules.CLOSING and _live_closing(case):
        raise Blocked(
            _("There is a closing letter of this case already."), code="letter_there", target=case
        )
    words = words_for(kind, chosen)
    letter = Letter(
        pk=letter_id, key=case.key, case=case, kind=kind, state=rules.DRAFT, matters=chosen,
        replaces=replaces, wording=words.wording, source=words.source,
        source_version=words.version, added_by=seat_of(actor),
        sections=rules.filled(words.sections, values_for(actor, case, kind, chosen)),
    )  # fmt: skip
    letter.save(force_insert=True)
    record(actor, "letter.added", letter, client_id=case.client_id, detail={"kind": kind})
    return letter


def _matters(case: Case, kind: str, matters: Sequence[str]) -> list[str]:
    if kind == rules.CLOSING:
        return []
    there = kinds_of(case)
    chosen = [code for code in there if code in set(matters)]
    if not chosen or set(matters) - set(there):
        raise Blocked(
            _("Choose for which matters of this case the client engages you."),
            code="matters_missing",
            target=case,
        )
    return chosen


def _may_replace(case: Case, kind: str, replaces: Letter) -> None:
    fits = replaces.case_id == case.pk and replaces.state == rules.SIGNED
    if not fits or kind == rules.CLOSING:
        raise Blocked(
            _("Only a signed letter of this case is replaced."), code="not_signed", target=case
        )


def _live_closing(case: Case) -> bool:
    unsigned = rules.UNSIGNED
    return Letter.objects.filter(case=case, kind=rules.CLOSING, state__in=unsigned).exists()


@action("letter.revised")
def revise_letter(
    actor: Actor, *, letter: Letter, sections: Sequence[Mapping[str, str]], version: int
) -> Letter:
    """Change what a draft says; each section stays, with other words."""
    require(actor, "letter.write", letter)
    letter = locked_letter(letter, version, rules.DRAFT)
    was = [row["code"] for row in letter.sections or []]
    rows = [{key: str(row[key]).strip() for key in ("code", "heading", "text")} for row in sections]
    if [row["code"] for row in rows] != was:
        raise ValueError("Not the sections of this letter.")
    if any(not row["heading"] or not row["text"] for row in rows):
        raise Blocked(_("No section may be empty."), code="section_empty", target=letter)
    changed = [row for row, old in zip(rows, letter.sections or [], strict=True) if row != old]
    letter.sections = rows
    if letter.translation:
        # What was translated says something else now: it is to be written anew.
        stale = {row["code"] for row in changed}
        kept = {code: said for code, said in letter.translation.items() if code not in stale}
        letter.translation = kept or None
    if changed:
        letter.translated_copy, letter.read_out = None, False
    save_letter(letter)
    record(actor, "letter.revised", letter, detail={"count": len(changed)})
    return letter


@action("letter.translated")
def translate_letter(
    actor: Actor,
    *,
    letter: Letter,
    version: int,
    language: str,
    translator: str = "",
    vouched: bool = False,
    read_out: bool = False,
    as_it_stands: bool = False,
    sections: Mapping[str, Mapping[str, str]] | None = None,
    upload: SealedUpload | None = None,
) -> Letter:
    """Put a draft into the client's language: section by section, as a file, or read out.

    :param as_it_stands: the client reads the letter in the clinic's own language; no other is kept
    :param vouched: the translator says that it is complete and true
    """
    require(actor, "letter.write", letter)
    letter = locked_letter(letter, version, rules.DRAFT)
    known = {row["code"] for row in letter.sections or []}
    said = {
        code: {key: str(row.get(key, "")).strip() for key in ("heading", "text")}
        for code, row in (sections or {}).items()
        if code in known and (row.get("text", "").strip() or row.get("heading", "").strip())
    }
    written = bool(said) or upload is not None or letter.translated_copy_id is not None
    if as_it_stands and (said or upload is not None or read_out):
        raise Blocked(
            _("Either the client reads the letter as it stands, or it is put into their language. "
              "Not both."),
            code="translated_anyway",
            target=letter,
        )  # fmt: skip
    if not language.strip() and (written or read_out) and not as_it_stands:
        raise Blocked(_("Say in which language."), code="language_missing", target=letter)
    if (said or upload is not None) and not (translator.strip() and vouched):
        raise Blocked(
            _("Say who translated it, and that they call it complete and true to the letter."),
            code="translator_missing",
            target=letter,
        )
    if as_it_stands:
        language = translator = ""
    was = letter.language or ""
    letter.language, letter.translator = language.strip() or None, translator.strip() or None
    letter.translation, letter.read_out = said or None, read_out
    if upload is not None:
        letter.translated_copy = store_upload(actor, upload=upload, key=letter.key)
    elif was.casefold() != (letter.language or "").casefold():
        letter.translated_copy = None  # it is in another language
    letter.translated_at = timezone.now()
    letter.as_it_stands_at = timezone.now() if as_it_stands else None
    letter.as_it_stands_by = seat_of(actor) if as_it_stands else None
    save_letter(letter)
    detail = {"count": len(said), "read_out": read_out, "as_it_stands": as_it_stands}
    record(actor, "letter.translated", letter, detail=detail)
    return letter


@action("letter.downloaded")
def download_letter(actor: Actor, *, letter: Letter) -> bytes:
    """Return a letter as a PDF: as it was signed, or with lines to sign on."""
    require(actor, "letter.view", letter)
    detail = {"state": letter.state}
    record(actor, "letter.downloaded", letter, client_id=letter.case.client_id, detail=detail)
    if letter.document_id:
        rows = Revision.objects.select_related("file__key")
        return read_all(rows.get(document=letter.document_id, number=1).file)
    return pdf_of_letter(letter)


@action("letter.copy_downloaded")
def download_copy(actor: Actor, *, letter: Letter) -> StoredFile:
    """Let the translated copy out. The caller streams it after this was recorded."""
    require(actor, "letter.view", letter)
    if letter.translated_copy_id is None:
        raise Blocked(_("There is no translated copy."), code="no_copy", target=letter)
    record(actor, "letter.copy_downloaded", letter, client_id=letter.case.client_id)
    found: StoredFile = StoredFile.objects.select_related("key").get(pk=letter.translated_copy_id)
    return found


def locked_letter(letter: Letter, version: int | None, *states: str) -> Letter:
    """Lock a letter of an open case. :raises Blocked: changed, or in none of these states"""
    case = locked_case(letter.case)
    stays_open(case)
    rows: Any = Letter.objects.select_for_update(of=("self",)).select_related("key", "wording")
    letter = rows.get(pk=letter.pk)
    letter.case = case
    if version is not None and version != letter.version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=letter,
        )
    if letter.state not in states:
        raise Blocked(
            _("This letter is in another state: %(state)s.")
            % {"state": rules.STATES[letter.state][0]},
            code="other_state",
            target=letter,
        )
    return letter


def save_letter(letter: Letter) -> None:
    letter.version += 1
    letter.save()
