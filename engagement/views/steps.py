"""A letter on its way: ready, approved, signed by both, given, ended."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clients.queries import guardian_lines
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url, today
from engagement import actions, forms, queries, rules
from engagement.views.letters import letter_page
from engagement.views.pages import BOTH, Act, act_page, files, sent, stopped
from interpreters.queries import interpreters_of

# Where a refusal of the law's part is said on the form.
AT = {
    "signer_is_minor": "signer",
    "signer_is_adult": "signer",
    "guardian_missing": "guardian",
    "guardian_opposed": "guardian",
    "guardian_not_safe": "guardian",
    "signature_missing": "method",
    "scan_missing": "upload",
    "not_read_out": "read_aloud",
}


@clinic_view("letter.finish", of=queries.letter_of, methods=("POST",))
def ready_letter(request: ClinicRequest, letter: Any) -> HttpResponse:
    return _at_once(request, letter, actions.ready_letter)


@clinic_view("letter.approve", of=queries.letter_of, methods=("POST",))
def approve_letter(request: ClinicRequest, letter: Any) -> HttpResponse:
    return _at_once(request, letter, actions.approve_letter)


def _at_once(request: ClinicRequest, letter: Any, act: Callable[..., Any]) -> HttpResponse:
    form = forms.VersionForm(request.POST)
    if not form.is_valid():
        return letter_page(request, letter, status=422)
    try:
        act(request.actor, letter=letter, **form.cleaned_data)
    except Blocked as refusal:
        fresh = queries.letter_of(request.actor, letter.pk)
        return letter_page(request, fresh, stop=refusal.message, status=409)
    return redirect(_home(letter))


@clinic_view("letter.finish", of=queries.letter_of, methods=BOTH)
def return_letter(request: ClinicRequest, letter: Any) -> HttpResponse:
    form = forms.ReasonForm(sent(request), initial={"version": letter.version})
    act = Act(
        letter.case, _("Letter to be changed, case"), _("Make the letter a draft again"),
        _("Its words can be changed after that. Nothing is lost."),
        _("Make it a draft again"), _home(letter),
    )  # fmt: skip
    return _with_form(request, letter, act, form, actions.return_letter)


@clinic_view("letter.finish", of=queries.letter_of, methods=BOTH)
def end_letter(request: ClinicRequest, letter: Any) -> HttpResponse:
    signed = letter.state == rules.SIGNED
    form = forms.EndForm(sent(request), initial={"version": letter.version})
    about = (
        _("The client is not engaged for these matters after that. Tell them in writing.")
        if signed else _("It stays here with the reason; nobody signs it any more.")
    )  # fmt: skip
    heading = _("End the engagement") if signed else _("Discard the letter")
    act = Act(
        letter.case, _("End of a letter, case"), heading, about, heading, _home(letter),
        danger=True,
    )  # fmt: skip
    return _with_form(request, letter, act, form, actions.end_letter)


@clinic_view("letter.finish", of=queries.letter_of, methods=BOTH)
def give_letter(request: ClinicRequest, letter: Any) -> HttpResponse:
    start = {"version": letter.version, "given_on": today()}
    form = forms.GiveForm(sent(request), initial=start)
    act = Act(
        letter.case, _("Closing letter of case"), _("The client has the closing letter"),
        _("By post and e-mail only where the client said that it is safe; that is checked."),
        _("Record it"), _home(letter),
    )  # fmt: skip
    return _with_form(request, letter, act, form, actions.give_letter)


@clinic_view("letter.finish", of=queries.letter_of, methods=BOTH)
def sign_client(request: ClinicRequest, letter: Any) -> HttpResponse:
    case = letter.case
    language = letter.language or queries.language_of(case)
    form = forms.SignClientForm(
        sent(request), files(request), guardians=guardian_lines(case.client),
        interpreters=interpreters_of(request.actor, case.client),
        initial={"version": letter.version, "signed_on": today(), "language": language},
    )  # fmt: skip
    act = Act(
        case, _("Signature under a letter, case"), _("The client signs"),
        _("Alone with you, without haste. What is signed cannot be changed after that."),
        _("Record the signature"), _home(letter), files=True,
    )  # fmt: skip
    return _with_form(request, letter, act, form, _sign_client)


def _sign_client(actor: Any, *, letter: Any, informed: bool, **said: Any) -> Any:
    """Take what the form carries; that the client was informed is said on it, and not kept."""
    return actions.sign_client(actor, letter=letter, **said)


@clinic_view("letter.sign", of=queries.letter_of, methods=BOTH)
def sign_attorney(request: ClinicRequest, letter: Any) -> HttpResponse:
    start = {
        "version": letter.version, "signed_on": today(), "signed_name": request.actor.name,
        "method": "screen",
    }  # fmt: skip
    form = forms.SignAttorneyForm(sent(request), files(request), initial=start)
    act = Act(
        letter.case, _("Signature under a letter, case"), _("Sign for the clinic"),
        _("You sign for yourself. What is signed cannot be changed after that."),
        _("Sign the letter"), _home(letter), files=True,
    )  # fmt: skip
    return _with_form(request, letter, act, form, actions.sign_attorney)


def _with_form(
    request: ClinicRequest, letter: Any, act: Act, form: Any, do: Callable[..., Any]
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            do(request.actor, letter=letter, **form.cleaned_data)
        except Blocked as refusal:
            at = AT.get(refusal.code)
            return stopped(request, act, form, refusal, at=at if at in form.fields else None)
        messages.success(request, _("Recorded."))
        return redirect(_home(letter))
    return act_page(request, act, form)


def _home(letter: Any) -> str:
    return clinic_url("engagement:letter", letter.pk)
