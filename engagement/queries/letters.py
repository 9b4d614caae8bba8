"""Letters of a case: what each says, in both languages, and who signed it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language_info

from cases.models import Case
from cases.rules import MATTERS
from clients.rules.consent import METHODS, SIGNERS
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.paging import Page, page_of
from clinic.tenancy.current import current_clinic, day_of
from engagement import rules
from engagement.models import Letter, Signature
from engagement.policy import visible_letters
from engagement.queries.wording import made_from


@dataclass(frozen=True)
class LetterLine:
    """A letter in words, without what it says."""

    letter: Letter
    kind: Promise
    state: Promise
    tone: str
    matters: str
    day: Any
    # Somebody translated it, or it is read to the client.
    in_language: bool

    @property
    def is_closing(self) -> bool:
        return self.letter.kind == rules.CLOSING

    @property
    def is_draft(self) -> bool:
        return self.letter.state == rules.DRAFT


@dataclass(frozen=True)
class SectionShown:
    """A section with its translation; `way`, `translated_way`: ltr or rtl, by their letters."""

    code: str
    heading: str
    text: str
    way: str
    translated_heading: str
    translated: str
    translated_way: str


@dataclass(frozen=True)
class SignatureShown:
    """A signature without the name: that stands on the paper."""

    signature: Signature
    side: str
    method: Any
    signer: Any
    signed_on: date
    recorded_by: str


def letter_of(actor: Actor, pk: UUID) -> Letter:
    """Return a letter. :raises NotVisible: there is none for this actor"""
    rows = visible_letters(actor).select_related(
        "key", "case__client__key", "case__key", "wording", "replaces", "added_by__user",
        "ready_by__user", "as_it_stands_by__user", "ended_by__user", "translated_copy", "document",
    )  # fmt: skip
    found: Letter | None = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("letter")
    return found


def letter_exists(actor: Actor, pk: UUID) -> bool:
    return visible_letters(actor).filter(pk=pk).exists()


def letters_of_case(actor: Actor, case: Case) -> list[Letter]:
    rows = visible_letters(actor).filter(case=case).select_related("key", "added_by__user")
    return list(rows.defer("sections").order_by("-id")[:200])


def letters_page(actor: Actor, case: Case, *, after: str | None) -> Page[Letter]:
    rows = visible_letters(actor).filter(case=case).select_related("key", "added_by__user")
    return page_of(rows, order=["-id"], after=after)


def letters_to_approve(actor: Actor) -> QuerySet[Letter]:
    """Return the letters that wait for a supervisor who did not ask, the first asked first."""
    rows = visible_letters(actor).filter(state=rules.ASKED).defer("sections", "translation")
    if actor.user_id is not None:
        rows = rows.exclude(asked_by__user_id=actor.user_id)
    return rows.select_related("case__client", "asked_by__user").order_by("asked_at", "id")


def letter_line(letter: Letter) -> LetterLine:
    state, tone = rules.STATES[letter.state]
    if letter.kind == rules.CLOSING and letter.state == rules.READY:
        state = rules.READY_TO_GIVE
    matters = ", ".join(str(MATTERS[kind]) for kind in letter.matters)
    day = letter.given_on or letter.signed_on or day_of(letter.added_at)
    in_language = bool(letter.translation or letter.translated_copy_id or letter.read_out)
    return LetterLine(letter, rules.KINDS[letter.kind], state, tone, matters, day, in_language)


def sections_of(letter: Letter) -> list[SectionShown]:
    translated = letter.translation or {}
    return [
        SectionShown(
            row["code"], row["heading"], row["text"], rules.direction_of(row["text"]),
            translated.get(row["code"], {}).get("heading", ""),
            translated.get(row["code"], {}).get("text", ""),
            rules.direction_of(translated.get(row["code"], {}).get("text", "")),
        )
        for row in letter.sections or []
    ]  # fmt: skip


def signatures_of(letter: Letter) -> list[SignatureShown]:
    rows = Signature.objects.filter(letter=letter).select_related("key", "recorded_by__user")
    return [
        SignatureShown(
            row, row.side, METHODS[row.method], SIGNERS.get(row.signer, ""), row.signed_on,
            row.recorded_by.user.name,
        )
        for row in rows.order_by("id")
    ]  # fmt: skip


def language_of(case: Case) -> str:
    """Return the language that a client's record names, unless it is the clinic's own."""
    said: str = case.client.language or ""
    own = get_language_info(current_clinic().language)
    theirs = {own["code"], own["name"].casefold(), own["name_local"].casefold()}
    return "" if said.casefold() in theirs else said


def words_of(letter: Letter) -> dict[str, Any]:
    """Return all that a signature is under, as its digest is made of."""
    # Only where it was said: letters that were signed before keep their digest.
    said = {"as_it_stands": True} if letter.as_it_stands_at else {}
    return {
        **said,
        "kind": letter.kind,
        "matters": list(letter.matters),
        "sections": letter.sections,
        "language": letter.language or "",
        "translation": letter.translation or {},
        "translator": letter.translator or "",
        "read_out": letter.read_out,
        "copy": str(letter.translated_copy_id or ""),
        "from": made_from(letter),
    }


def unchanged(letter: Letter) -> bool:
    """Tell whether a letter still says what was signed, by each signature there is."""
    now = rules.digest_of(words_of(letter))
    rows = Signature.objects.filter(letter=letter).select_related("key")
    return all(now == digest for digest in (letter.digest, *(row.digest for row in rows)))
