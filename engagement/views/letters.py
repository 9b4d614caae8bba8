"""Letters of a case: the tab, one letter, its words in both languages."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.queries import case_of, kinds_of
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.files.responses import as_download, download
from clinic.tenancy.current import clinic_url, current_clinic
from engagement import actions, forms, queries, rules
from engagement.views.pages import BOTH, Act, act_page, files, sent, stopped

PDF = "application/pdf"


@clinic_view("letter.view", of=case_of)
def of_case(request: ClinicRequest, case: Any) -> HttpResponse:
    return case_page(request, case)


def case_page(
    request: ClinicRequest, case: Any, *, stop: Any = None, status: int = 200
) -> HttpResponse:
    actor = request.actor
    lines = [queries.letter_line(row) for row in queries.letters_of_case(actor, case)]
    standing = queries.standing_of(actor, case)
    is_open = case.closed_on is None
    closing = standing.closing
    context = {
        "case": case,
        "standing": standing,
        "letters": [line for line in lines if not line.is_closing],
        "closing": [line for line in lines if line.is_closing],
        "is_open": is_open,
        "may_write": is_open and actor.has("letter.write"),
        "may_close": is_open and actor.has("letter.write")
        and not (closing and closing.state in (*rules.UNSIGNED, rules.GIVEN)),
        "may_finish": actor.has("letter.finish"),
        "may_say": is_open and actor.has("emergency.say"),
        "stop": stop,
    }  # fmt: skip
    return render(request, "engagement/of_case.html", context, status=status)


@clinic_view("letter.write", of=case_of, methods=BOTH)
def add_letter(request: ClinicRequest, case: Any) -> HttpResponse:
    form = forms.AddLetterForm(
        sent(request), kinds=kinds_of(case), lacking=queries.uncovered(case),
        signed=queries.in_force(case),
    )  # fmt: skip
    act = Act(
        case, _("Engagement letter for case"), _("Begin an engagement letter"),
        _("It begins with your clinic's words. You change them for this client, have them put into "
          "the client's language, and both of you sign."),
        _("Begin the letter"), clinic_url("engagement:of_case", case.pk),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        said = form.arguments()
        try:
            actions.add_letter(request.actor, case=case, **said)
        except Blocked as refusal:
            if refusal.code != actions.SENT_TWICE:
                return stopped(request, act, form, refusal)
        return redirect(clinic_url("engagement:edit_letter", said["letter_id"]))
    return act_page(request, act, form)


@clinic_view("letter.write", of=case_of, methods=BOTH)
def add_closing(request: ClinicRequest, case: Any) -> HttpResponse:
    form = forms.ClosingForm(sent(request))
    act = Act(
        case, _("Closing letter for case"), _("Begin the closing letter"),
        _("It is filled in from how each matter ended and which dates remain. Read it, change what "
          "is not right, and have it put into the client's language."),
        _("Begin the letter"), clinic_url("engagement:of_case", case.pk),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        token = form.cleaned_data["form_token"]
        try:
            actions.add_letter(request.actor, case=case, letter_id=token, kind=rules.CLOSING)
        except Blocked as refusal:
            if refusal.code != actions.SENT_TWICE:
                return stopped(request, act, form, refusal)
        return redirect(clinic_url("engagement:edit_letter", token))
    return act_page(request, act, form)


@clinic_view("letter.view", of=queries.letter_of)
def letter(request: ClinicRequest, letter: Any) -> HttpResponse:
    return letter_page(request, letter)


def letter_page(
    request: ClinicRequest, letter: Any, *, stop: Any = None, status: int = 200
) -> HttpResponse:
    actor = request.actor
    signatures = queries.signatures_of(letter)
    sides = {row.side for row in signatures}
    is_open = letter.case.closed_on is None
    finishes = is_open and actor.has("letter.finish")
    ready = letter.state == rules.READY
    engages = letter.kind in rules.ENGAGING
    context = {
        "case": letter.case,
        "letter": letter,
        "line": queries.letter_line(letter),
        "sections": queries.sections_of(letter),
        "signatures": signatures,
        "unchanged": not signatures or queries.unchanged(letter),
        "way": rules.GIVEN_WAYS.get(letter.given_way, ""),
        "ending": rules.ENDINGS.get(letter.ending, ""),
        "may_write": is_open and letter.state == rules.DRAFT and actor.has("letter.write"),
        "may_ready": finishes and letter.state == rules.DRAFT,
        "may_approve": is_open and letter.state == rules.ASKED and actor.has("letter.approve")
        and letter.asked_by_id != actor.membership_id,
        "may_return": finishes and letter.state in (rules.ASKED, rules.READY) and not sides,
        "may_sign_client": finishes and ready and engages and rules.CLIENT not in sides,
        "may_sign": is_open and ready and engages and actor.has("letter.sign")
        and rules.ATTORNEY not in sides,
        "may_give": finishes and ready and not engages,
        "may_end": finishes and (letter.state in rules.UNSIGNED
                               or (letter.state == rules.SIGNED and actor.has("letter.sign"))),
        "asks_supervisor": current_clinic().approves_letters,
        "stop": stop,
    }  # fmt: skip
    return render(request, "engagement/letter.html", context, status=status)


@clinic_view("letter.write", of=queries.letter_of, methods=BOTH)
def edit_letter(request: ClinicRequest, letter: Any) -> HttpResponse:
    form = forms.SectionsForm(
        sent(request), sections=letter.sections or [], initial={"version": letter.version}
    )
    act = Act(
        letter.case, _("Words of a letter, case"), _("The words of the letter"),
        _("Plain words, short sentences. Words that ship were verified by no counsel of yours: "
          "have one read them before you rely on them."),
        _("Keep the words"), clinic_url("engagement:letter", letter.pk),
    )  # fmt: skip
    page = "engagement/edit_letter.html"
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.revise_letter(
                request.actor, letter=letter, sections=form.sections(), version=version
            )
        except Blocked as refusal:
            return stopped(request, act, form, refusal, page=page, letter=letter)
        messages.success(request, _("The words are kept."))
        return redirect(act.back)
    return act_page(request, act, form, page=page, letter=letter)


@clinic_view("letter.write", of=queries.letter_of, methods=BOTH)
def translate_letter(request: ClinicRequest, letter: Any) -> HttpResponse:
    start = {
        "version": letter.version, "language": letter.language or queries.language_of(letter.case),
        "translator": letter.translator or "", "read_out": letter.read_out,
        "as_it_stands": letter.as_it_stands_at is not None,
        "vouched": bool(letter.translation),
    }  # fmt: skip
    form = forms.TranslateForm(
        sent(request), files(request), sections=letter.sections or [],
        translated=letter.translation or {}, initial=start,
    )  # fmt: skip
    act = Act(
        letter.case, _("Translation of a letter, case"), _("In the client's language"),
        _("The client signs what they can read. Section by section, or as a file; or an "
          "interpreter reads all of it out."),
        _("Keep the translation"), clinic_url("engagement:letter", letter.pk), files=True,
    )  # fmt: skip
    page = "engagement/translate_letter.html"
    if form.is_bound and form.is_valid():
        try:
            actions.translate_letter(request.actor, letter=letter, **form.arguments())
        except Blocked as refusal:
            return stopped(request, act, form, refusal, page=page)
        messages.success(request, _("The translation is kept."))
        return redirect(act.back)
    return act_page(request, act, form, page=page)


@clinic_view("letter.view", of=queries.letter_of)
def letter_pdf(request: ClinicRequest, letter: Any) -> HttpResponseBase:
    content = actions.download_letter(request.actor, letter=letter)
    return as_download([content], filename="letter.pdf", media_type=PDF, size=len(content))


@clinic_view("letter.view", of=queries.letter_of)
def translated_copy(request: ClinicRequest, letter: Any) -> HttpResponseBase:
    stored = actions.download_copy(request.actor, letter=letter)
    ending = stored.media_type.rpartition("/")[2]
    return download(stored, f"letter-translated.{ending}")
