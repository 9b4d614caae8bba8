"""Writes: the client and the clinic sign. The words are frozen by the first and sealed by the last.

What was drawn or written is kept under the client's key; from both signatures a PDF is made, which
is a document of the case that attorneys alone read.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases.actions.ticking import tick_in_matters
from clients.actions.rows import seat_of
from clients.models import Party
from clients.queries import consent_refusal_of
from clients.rules.consent import CONSENT_REFUSALS, GUARDED, METHODS, Strokes, read_strokes
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import store_upload
from clinic.files.uploads import SealedUpload
from clinic.tenancy.current import today
from documents.actions import keep_made
from engagement import rules
from engagement.actions.emergencies import end_when_covered
from engagement.actions.letters import locked_letter, save_letter
from engagement.models import Letter, Signature
from engagement.queries import pdf_of_letter, words_of

ENGAGEMENT_LINE = "engagement"  # of a matter's checklist
EARLIEST = date(1990, 1, 1)


@action("letter.client_signed")
def sign_client(
    actor: Actor,
    *,
    letter: Letter,
    version: int,
    method: str,
    signer: str,
    signed_name: str,
    signed_on: date,
    language: str,
    interpreter: str = "",
    read_aloud: bool = False,
    place: str = "",
    guardian: Party | None = None,
    guardian_name: str = "",
    signature: Strokes | None = None,
    upload: SealedUpload | None = None,
) -> Letter:
    """Record the client's signature; who may sign for whom is as with releases."""
    require(actor, "letter.finish", letter)
    require_person(actor, letter)
    letter = _signable(letter, version, rules.CLIENT)
    _refuse_day(letter, signed_on)
    if signer not in GUARDED:
        guardian, guardian_name = None, ""
    refused = consent_refusal_of(
        letter.case.client, signer=signer, guardian=guardian, guardian_name=guardian_name,
        on=signed_on, method=method, drawn=bool(signature),
    )  # fmt: skip
    if refused:
        raise Blocked(CONSENT_REFUSALS[refused], code=refused, target=letter)
    if not language.strip():
        raise Blocked(
            _("Say in which language it was explained."), code="language_missing", target=letter
        )
    if letter.read_out and not (read_aloud and interpreter.strip()):
        raise Blocked(
            _("Nobody wrote this letter in the client's language: an interpreter must have read "
              "all of it out. Say who."),
            code="not_read_out",
            target=letter,
        )  # fmt: skip
    made = Signature(
        key=letter.key, letter=letter, side=rules.CLIENT, signer=signer, guardian=guardian,
        guardian_name=guardian_name.strip() or None, language=language.strip(),
        interpreter=interpreter.strip() or None, read_aloud=read_aloud,
        place=place.strip() or None,
    )  # fmt: skip
    _sign(actor, made, method, signed_name, signed_on, signature, upload)
    record(
        actor, "letter.client_signed", letter, client_id=letter.case.client_id,
        detail={"state": letter.state, "how": method},
    )  # fmt: skip
    return letter


@action("letter.countersigned")
def sign_attorney(
    actor: Actor,
    *,
    letter: Letter,
    version: int,
    method: str,
    signed_name: str,
    signed_on: date,
    signature: Strokes | None = None,
    upload: SealedUpload | None = None,
) -> Letter:
    """Sign for the clinic: a lawyer, for themselves."""
    require(actor, "letter.sign", letter)
    require_person(actor, letter)
    letter = _signable(letter, version, rules.ATTORNEY)
    _refuse_day(letter, signed_on)
    if method not in rules.OWN_METHODS:
        raise ValueError("Not a way in which a lawyer signs.")
    if method == "drawn" and not signature:
        text = CONSENT_REFUSALS["signature_missing"]
        raise Blocked(text, code="signature_missing", target=letter)
    made = Signature(key=letter.key, letter=letter, side=rules.ATTORNEY)
    _sign(actor, made, method, signed_name, signed_on, signature, upload)
    record(
        actor, "letter.countersigned", letter, client_id=letter.case.client_id,
        detail={"state": letter.state, "how": method},
    )  # fmt: skip
    return letter


def _signable(letter: Letter, version: int, side: str) -> Letter:
    letter = locked_letter(letter, version, rules.READY)
    if letter.kind == rules.CLOSING:
        raise Blocked(_("A closing letter is given, not signed."), code="not_signed", target=letter)
    if Signature.objects.filter(letter=letter, side=side).exists():
        raise Blocked(_("This side has signed already."), code="signed_already", target=letter)
    return letter


def _refuse_day(letter: Letter, signed_on: date) -> None:
    if signed_on > today():
        raise Blocked(_("Nobody signs on a future day."), code="future_day", target=letter)
    if signed_on < EARLIEST:
        raise Blocked(
            _("This is too long ago. Look at the year again."), code="day_too_old", target=letter
        )


def _sign(
    actor: Actor, made: Signature, method: str, signed_name: str, signed_on: date,
    strokes: Strokes | None, upload: SealedUpload | None,
) -> None:  # fmt: skip
    letter = made.letter
    if method not in METHODS:
        raise ValueError("Not a way to sign.")
    if not signed_name.strip():
        raise Blocked(_("Write the name as it was signed."), code="name_missing", target=letter)
    if method in ("paper", "mark") and upload is None:
        raise Blocked(_("Add a scan of the signed paper."), code="scan_missing", target=letter)
    now = rules.digest_of(words_of(letter))
    if letter.digest is not None and letter.digest != now:
        raise Blocked(
            _("The words are not those that the other side signed. End this letter and write a "
              "new one."),
            code="words_changed",
            target=letter,
        )  # fmt: skip
    letter.digest = made.digest = now
    made.method, made.signed_name, made.signed_on = method, signed_name.strip(), signed_on
    made.strokes = read_strokes(strokes) if method == "drawn" else None
    made.scan = store_upload(actor, upload=upload, key=letter.key) if upload else None
    made.recorded_by = seat_of(actor)
    made.save(force_insert=True)
    both = list(Signature.objects.filter(letter=letter).select_related("scan").order_by("id"))
    if len(both) == 2:
        _complete(actor, letter, both)
    save_letter(letter)


def _complete(actor: Actor, letter: Letter, both: list[Signature]) -> None:
    """Both signed: it holds from now on, in the place of an earlier one if it says so."""
    letter.state = rules.SIGNED
    letter.signed_on = max(row.signed_on for row in both)
    if letter.replaces_id:
        earlier: Any = Letter.objects.select_for_update(of=("self",)).select_related("key")
        old = earlier.get(pk=letter.replaces_id)
        if old.state == rules.SIGNED:
            old.state = rules.SUPERSEDED
            save_letter(old)
    letter.document = keep_made(
        actor, case=letter.case, kind="engagement", privilege="attorney",
        title=str(rules.KINDS[letter.kind]), content=pdf_of_letter(letter),
        more=[row.scan for row in both if row.scan is not None],
    )  # fmt: skip
    letter.save()  # the rest below reads which matters are covered
    end_when_covered(actor, letter.case)
    tick_in_matters(actor, letter.case, letter.matters, ENGAGEMENT_LINE)
