"""Writes: a letter is ready to sign, after a supervisor agreed where the clinic asks for that."""

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.current import current_clinic
from engagement import rules
from engagement.actions.letters import locked_letter, save_letter
from engagement.models import Letter, Signature
from engagement.queries import language_of


@action("letter.readied")
def ready_letter(actor: Actor, *, letter: Letter, version: int) -> Letter:
    """Say that a draft is ready; where the clinic asks for it, a supervisor decides then."""
    require(actor, "letter.finish", letter)
    letter = locked_letter(letter, version, rules.DRAFT)
    _refuse_unfinished(letter)
    _refuse_unreadable(letter)
    letter.returned_reason = None
    letter.asked_at, letter.asked_by = timezone.now(), seat_of(actor)
    if current_clinic().approves_letters:
        letter.state = rules.ASKED
    else:
        _make_ready(actor, letter)
    save_letter(letter)
    record(actor, "letter.readied", letter, detail={"state": letter.state})
    return letter


@action("letter.approved")
def approve_letter(actor: Actor, *, letter: Letter, version: int) -> Letter:
    """Agree to what a letter says; nobody agrees to what they asked for themselves."""
    require(actor, "letter.approve", letter)
    require_person(actor, letter)
    letter = locked_letter(letter, version, rules.ASKED)
    if letter.asked_by is not None and letter.asked_by.user_id == actor.user_id:
        raise Blocked(
            _("You asked for this. A second person decides."), code="second_person", target=letter
        )
    _make_ready(actor, letter)
    save_letter(letter)
    record(actor, "letter.approved", letter)
    return letter


@action("letter.returned")
def return_letter(actor: Actor, *, letter: Letter, reason: str, version: int) -> Letter:
    """Make a letter a draft again, with the reason: by who approves, or who found a mistake."""
    require(actor, "letter.finish", letter)
    letter = locked_letter(letter, version, rules.ASKED, rules.READY)
    if not reason.strip():
        raise Blocked(_("Say what is to be changed."), code="reason_missing", target=letter)
    if Signature.objects.filter(letter=letter).exists():
        raise Blocked(
            _("Somebody signed it already. End it, and write a new letter."),
            code="signed_already",
            target=letter,
        )
    letter.state, letter.returned_reason = rules.DRAFT, reason.strip()
    letter.ready_at = letter.ready_by = None
    save_letter(letter)
    record(actor, "letter.returned", letter)
    return letter


def _make_ready(actor: Actor, letter: Letter) -> None:
    letter.state = rules.READY
    letter.ready_at, letter.ready_by = timezone.now(), seat_of(actor)


def _refuse_unfinished(letter: Letter) -> None:
    lacking = [row["heading"] for row in letter.sections or [] if rules.still_open(row["text"])]
    if lacking:
        raise Blocked(
            _("Something is still to be written where brackets stand: %(what)s.")
            % {"what": "; ".join(lacking)},
            code="unfinished",
            target=letter,
        )


def _refuse_unreadable(letter: Letter) -> None:
    """Nobody signs what they cannot read: each section in their language, or all of it read out.

    Where nobody gave the letter a language, the one that the client's record names is asked for.
    """
    if letter.translated_copy_id or letter.read_out or letter.as_it_stands_at:
        return
    if not letter.language:
        if language_of(letter.case):
            raise Blocked(
                _("The client's record names another language, and nothing of the letter is in it. "
                  "Put it into that language, or say that the client reads it as it stands."),
                code="translation_missing",
                target=letter,
            )  # fmt: skip
        return
    written = letter.translation or {}
    lacking = [
        row["heading"] for row in letter.sections or []
        if not written.get(row["code"], {}).get("text")
    ]  # fmt: skip
    if lacking:
        raise Blocked(
            _("Not in the client's language yet: %(what)s.") % {"what": "; ".join(lacking)},
            code="translation_missing",
            target=letter,
        )
