"""Letters of a case."""

from typing import Any

from django.utils.translation import gettext as _

from cases.queries import case_of
from clinic.files.responses import as_download
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import checked, form_input, not_there, wrong
from engagement import actions, forms, queries
from engagement.api import shapes

LEADS = {"read": Link("read_client_letter")}
PDF = "application/pdf"


class Letters(Endpoint):
    tag = "Letters to clients"
    shown_at = "client_letter"

    @operation(
        "list_client_letters", "letter.view", of=case_of, gives=shapes.ClientLetterShape, paged=True
    )
    def get(self, request: Any, case: Any, after: str | None) -> Listing:
        """List a case's letters, the latest first."""
        page = queries.letters_page(request.actor, case, after=after)
        return Listing(page.rows, page.next, page.previous)

    @operation(
        "add_client_letter", "letter.write", of=case_of, takes=shapes.AddClientLetter,
        gives=shapes.WholeClientLetter, creates=True, versioned=True, links=LEADS,
        blocked=("closed", "matters_missing", "not_signed", "letter_there"),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Begin a letter with the clinic's words for these matters, or those that ship."""
        replaces = None
        if given.get("replaces"):
            signed = {row.pk: row for row in queries.in_force(case)}
            replaces = signed.get(given["replaces"])
            if replaces is None:
                raise not_there("replaces")
        actions.add_letter(
            request.actor, case=case, letter_id=once, kind=given["kind"],
            matters=given.get("matters", ()), replaces=replaces,
        )  # fmt: skip
        return queries.letter_of(request.actor, once)


class Letter(Endpoint):
    tag = "Letters to clients"
    shown_at = "client_letter"

    @operation(
        "read_client_letter", "letter.view", of=queries.letter_of, gives=shapes.WholeClientLetter,
        versioned=True,
    )  # fmt: skip
    def get(self, request: Any, letter: Any) -> Any:
        """Read a letter in both languages, and who signed it."""
        return letter

    @operation(
        "revise_client_letter", "letter.write", of=queries.letter_of,
        takes=shapes.ReviseClientLetter, gives=shapes.WholeClientLetter,
        changes=True, versioned=True, links=LEADS,
        blocked=("closed", "other_state", "section_empty"),
    )  # fmt: skip
    def put(self, request: Any, letter: Any, given: dict[str, Any], version: int) -> Any:
        """Change what a draft says. A section whose words change loses its translation."""
        said = _fields(letter, given["sections"])
        form = forms.SectionsForm(form_input(said, version=version), sections=letter.sections or [])
        checked(form)
        actions.revise_letter(
            request.actor, letter=letter, sections=form.sections(), version=version
        )
        return queries.letter_of(request.actor, letter.pk)


class TranslatedLetter(Endpoint):
    tag = "Letters to clients"
    shown_at = "client_letter"

    @operation(
        "translate_client_letter", "letter.write", of=queries.letter_of,
        takes=shapes.TranslateClientLetter, gives=shapes.WholeClientLetter,
        changes=True, versioned=True, links=LEADS,
        blocked=("closed", "other_state", "language_missing", "translated_anyway",
                 "translator_missing"),
    )  # fmt: skip
    def put(self, request: Any, letter: Any, given: dict[str, Any], version: int) -> Any:
        """Put a draft into the client's language. A translated file is added on the page."""
        said = dict(given)
        said |= _fields(letter, said.pop("sections", ()))
        form = forms.TranslateForm(
            form_input(said, version=version), sections=letter.sections or [], translated={}
        )
        checked(form)
        actions.translate_letter(request.actor, letter=letter, **form.arguments())
        return queries.letter_of(request.actor, letter.pk)


class ReadiedLetter(Endpoint):
    tag = "Letters to clients"
    shown_at = "client_letter"

    @operation(
        "ready_client_letter", "letter.write", of=queries.letter_of, gives=shapes.WholeClientLetter,
        changes=True, versioned=True, links=LEADS,
        blocked=("closed", "other_state", "unfinished", "translation_missing"),
    )  # fmt: skip
    def post(self, request: Any, letter: Any, version: int) -> Any:
        """Say that a draft is ready, or ask a supervisor where the clinic wants that."""
        actions.ready_letter(request.actor, letter=letter, version=version)
        return queries.letter_of(request.actor, letter.pk)


class ApprovedLetter(Endpoint):
    tag = "Letters to clients"
    shown_at = "client_letter"

    @operation(
        "approve_client_letter", "letter.approve", of=queries.letter_of,
        gives=shapes.WholeClientLetter, changes=True, versioned=True, by_person=True, links=LEADS,
        blocked=("closed", "other_state", "second_person"),
    )  # fmt: skip
    def post(self, request: Any, letter: Any, version: int) -> Any:
        """Agree to a letter; never who asked for it."""
        actions.approve_letter(request.actor, letter=letter, version=version)
        return queries.letter_of(request.actor, letter.pk)


class ReturnedLetter(Endpoint):
    tag = "Letters to clients"
    shown_at = "client_letter"

    @operation(
        "return_client_letter", "letter.write", of=queries.letter_of,
        takes=shapes.ReturnClientLetter, gives=shapes.WholeClientLetter,
        changes=True, versioned=True, links=LEADS,
        blocked=("closed", "other_state", "signed_already", "reason_missing"),
    )  # fmt: skip
    def post(self, request: Any, letter: Any, given: dict[str, Any], version: int) -> Any:
        """Make a letter a draft again, with the reason."""
        said = checked(forms.ReasonForm(form_input(given, version=version)))
        actions.return_letter(request.actor, letter=letter, **said)
        return queries.letter_of(request.actor, letter.pk)


class SignedLetter(Endpoint):
    tag = "Letters to clients"
    shown_at = "client_letter"

    @operation(
        "countersign_client_letter", "letter.sign", of=queries.letter_of,
        takes=shapes.SignClientLetter, gives=shapes.WholeClientLetter,
        changes=True, versioned=True, by_person=True, links=LEADS,
        cost=10, blocked=("closed", "other_state", "signed_already", "words_changed",
                          "not_signed", "no_room"),
    )  # fmt: skip
    def post(self, request: Any, letter: Any, given: dict[str, Any], version: int) -> Any:
        """Sign for the clinic with a typed name. The client's side is signed on the page."""
        said = checked(forms.SignAttorneyForm(form_input(given, version=version)))
        actions.sign_attorney(request.actor, letter=letter, **said)
        return queries.letter_of(request.actor, letter.pk)


class EndedLetter(Endpoint):
    tag = "Letters to clients"
    shown_at = "client_letter"

    @operation(
        "end_client_letter", "letter.write", of=queries.letter_of,
        takes=shapes.EndClientLetter, gives=shapes.WholeClientLetter,
        changes=True, versioned=True, links=LEADS,
        blocked=("closed", "other_state", "reason_missing"),
    )  # fmt: skip
    def post(self, request: Any, letter: Any, given: dict[str, Any], version: int) -> Any:
        """Discard a letter, or end what is signed (`letter.sign`)."""
        said = checked(forms.EndForm(form_input(given, version=version)))
        actions.end_letter(request.actor, letter=letter, **said)
        return queries.letter_of(request.actor, letter.pk)


class GivenLetter(Endpoint):
    tag = "Letters to clients"
    shown_at = "client_letter"

    @operation(
        "give_client_letter", "letter.write", of=queries.letter_of,
        takes=shapes.GiveClientLetter, gives=shapes.WholeClientLetter,
        changes=True, versioned=True, links=LEADS, cost=10,
        blocked=("closed", "other_state", "not_given", "unsafe_channel", "given_day"),
    )  # fmt: skip
    def post(self, request: Any, letter: Any, given: dict[str, Any], version: int) -> Any:
        """Record that the client has the closing letter, by a way that is safe."""
        said = checked(forms.GiveForm(form_input(given, version=version)))
        actions.give_letter(request.actor, letter=letter, **said)
        return queries.letter_of(request.actor, letter.pk)


class LetterFile(Endpoint):
    tag = "Letters to clients"

    @operation(
        "download_client_letter", "letter.view", of=queries.letter_of, media_type=PDF, cost=10
    )
    def get(self, request: Any, letter: Any) -> Any:
        """Download a letter as it was signed, or with lines to sign on; that is recorded."""
        content = actions.download_letter(request.actor, letter=letter)
        return as_download([content], filename="letter.pdf", media_type=PDF, size=len(content))


def _fields(letter: Any, rows: Any) -> dict[str, str]:
    known = {row["code"] for row in letter.sections or []}
    if any(row["code"] not in known for row in rows):
        raise wrong("sections", _("This letter has no such section."))
    said: dict[str, str] = {}
    for row in rows:
        said |= {f"heading-{row['code']}": row["heading"], f"text-{row['code']}": row["text"]}
    return said
