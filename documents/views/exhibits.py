"""Lists of exhibits: begun, filled, put in order, made final, gone on with."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.rules import readable
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from documents import actions, forms, queries
from documents.rules.exhibits import CLOSED_TO_OTHERS, OPEN, usual_forum, usual_style

BOTH, POST = ("GET", "POST"), ("POST",)
PAGE = "documents/exhibit_form.html"


@clinic_view("exhibit.work", of=queries.case_of, methods=BOTH)
def make_list(request: ClinicRequest, case: Any) -> HttpResponse:
    matters, country = queries.matters_in(case), request.actor.clinic.jurisdiction
    opened = readable(request.actor.capabilities)
    form = forms.MakeListForm(
        _sent(request), matters=matters, filings=queries.filings_in(request.actor, case),
        privileges=opened,
        initial={
            "forum": usual_forum(country), "style": usual_style(country),
            "matter": str(matters[0].pk) if len(matters) == 1 else "",
            "privilege": CLOSED_TO_OTHERS if CLOSED_TO_OTHERS in opened else OPEN,
            "filing": request.GET.get("filing", ""),
        },
    )  # fmt: skip
    about = {
        "case": case, "heading": _("New list of exhibits"), "submit": _("Begin the list"),
        "back": clinic_url("documents:of_case", case.pk),
    }  # fmt: skip
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        once = said.pop("once")
        try:
            actions.make_list(request.actor, case=case, list_id=once, **said)
        except Blocked as stop:
            if stop.code != actions.SENT_TWICE:
                return _stopped(request, form, about, stop)
        return redirect(clinic_url("documents:exhibit_list", once))
    return _page(request, form, about)


@clinic_view("exhibit.view", of=queries.list_of)
def exhibit_list(request: ClinicRequest, exhibit_list: Any) -> HttpResponse:
    return list_page(request, exhibit_list)


def list_page(
    request: ClinicRequest, exhibit_list: Any, *, stop: Any = None, status: int = 200
) -> HttpResponse:
    lines = queries.exhibit_lines(request.actor, exhibit_list)
    earlier = queries.earlier_of(request.actor, exhibit_list)
    case = exhibit_list.case
    is_draft = exhibit_list.state == "draft" and case.closed_on is None
    context = {
        "case": case,
        "line": queries.list_line(request.actor, exhibit_list),
        "lines": lines,
        "earlier": earlier,
        "wanted": queries.wanted_by(exhibit_list, earlier, lines),
        "may_work": request.actor.has("exhibit.work") and is_draft,
        "may_finish": request.actor.has("exhibit.finish") and is_draft,
        "may_continue": request.actor.has("exhibit.continue") and case.closed_on is None,
        "bundles": queries.bundles_of(request.actor, exhibit_list),
        "bundle_there": queries.being_made(exhibit_list) is not None,
        "bundle_form": forms.BundleForm(),
        "may_bundle": request.actor.has("exhibit.bundle"),
        "supplement": queries.supplement_of(request.actor, exhibit_list),
        "too_large": is_draft and queries.is_too_large(exhibit_list),
        "stop": stop,
    }
    return render(request, "documents/exhibit_list.html", context, status=status)


@clinic_view("exhibit.work", of=queries.list_of, methods=BOTH)
def change_list(request: ClinicRequest, exhibit_list: Any) -> HttpResponse:
    case = exhibit_list.case
    names = ("title", "forum", "style", "privilege", "version")
    start = {name: getattr(exhibit_list, name) for name in names}
    start["matter"] = str(exhibit_list.matter_id or "")
    start["filing"] = str(exhibit_list.filing_id or "")
    form = forms.ChangeListForm(
        _sent(request), matters=queries.matters_in(case),
        filings=queries.filings_in(request.actor, case),
        privileges=readable(request.actor.capabilities), initial=start,
    )  # fmt: skip
    if exhibit_list.edition > 1:
        form.fields["style"].disabled = True
    about = _about(exhibit_list, _("What the list is"), _("Save"))
    return _over(request, form, exhibit_list, about, actions.change_list)


@clinic_view("exhibit.work", of=queries.list_of, methods=BOTH)
def discard_list(request: ClinicRequest, exhibit_list: Any) -> HttpResponse:
    form = forms.DiscardForm(_sent(request), initial={"version": exhibit_list.version})
    about = _about(exhibit_list, _("Give the draft up"), _("Give it up"), danger=True)
    return _over(request, form, exhibit_list, about, actions.discard_list)


@clinic_view("exhibit.finish", of=queries.list_of, methods=BOTH)
def finish_list(request: ClinicRequest, exhibit_list: Any) -> HttpResponse:
    lines = queries.exhibit_lines(request.actor, exhibit_list)
    form = forms.FinishForm(_sent(request), initial={"version": exhibit_list.version})
    # Where one does not open for whoever asks, the question stays, whatever its language is.
    if all(line.readable and (not line.language or line.language.is_certified) for line in lines):
        del form.fields["untranslated"]
    about = _about(exhibit_list, _("Make the list final"), _("Make it final"))
    about |= {
        "warnings": _warnings(lines, queries.wanted_by(exhibit_list, lines)),
        "text": _(
            "Marks, titles and the version of each document are frozen as they are filed. What "
            "comes later goes into a supplement, behind the last mark."
        ),
    }
    return _over(request, form, exhibit_list, about, actions.finish_list)


def _warnings(lines: Any, wanted: Any) -> list[str]:
    told = [
        _("%(mark)s is filed as version %(number)s; version %(newer)s is there.")
        % {"mark": line.label, "number": line.row.revision.number, "newer": line.newer}
        for line in lines
        if line.newer
    ]
    told += [
        _("%(mark)s is in another language: %(what)s")
        % {"mark": line.label, "what": line.language.label}
        for line in lines
        if line.language and not line.language.is_certified
    ]
    lacks = [one.item.text for one in wanted if one.state == "missing" and one.item.required]
    return told + [_("Still missing: %(what)s") % {"what": text} for text in lacks]


@clinic_view("exhibit.continue", of=queries.list_of, methods=BOTH)
def continue_list(request: ClinicRequest, exhibit_list: Any) -> HttpResponse:
    opened = readable(request.actor.capabilities)
    first = CLOSED_TO_OTHERS if CLOSED_TO_OTHERS in opened else OPEN
    form = forms.ContinueForm(
        _sent(request), privileges=opened,
        initial={"title": exhibit_list.title, "privilege": first},
    )  # fmt: skip
    about = _about(exhibit_list, _("Supplement to what was filed"), _("Begin the supplement"))
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        once = said.pop("once")
        try:
            actions.continue_list(request.actor, exhibit_list=exhibit_list, list_id=once, **said)
        except Blocked as stop:
            if stop.code != actions.SENT_TWICE:
                return _stopped(request, form, about, stop)
        return redirect(clinic_url("documents:exhibit_list", once))
    return _page(request, form, about)


@clinic_view("exhibit.work", of=queries.list_of, methods=BOTH)
def add_exhibit(request: ClinicRequest, exhibit_list: Any) -> HttpResponse:
    form = forms.AddExhibitForm(
        _sent(request), documents=queries.to_add(request.actor, exhibit_list),
        evidence=queries.evidence_of(exhibit_list),
        headings=queries.headings_of(exhibit_list),
        initial={"evidence": request.GET.get("for", "")},
    )  # fmt: skip
    about = _about(exhibit_list, _("Put a document on the list"), _("Put it on the list"))
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        once = said.pop("once")
        try:
            actions.add_exhibit(request.actor, exhibit_list=exhibit_list, exhibit_id=once, **said)
        except Blocked as stop:
            if stop.code != actions.SENT_TWICE:
                return _stopped(request, form, about, stop)
        return redirect(_home(exhibit_list))
    return _page(request, form, about)


@clinic_view("exhibit.work", of=queries.exhibit_of, methods=BOTH)
def change_exhibit(request: ClinicRequest, exhibit: Any) -> HttpResponse:
    names = ("title", "heading", "evidence", "waiver", "version")
    exhibit_list = exhibit.exhibit_list
    form = forms.ChangeExhibitForm(
        _sent(request), initial={name: getattr(exhibit, name) for name in names},
        evidence=queries.evidence_of(exhibit_list),
        headings=queries.headings_of(exhibit_list), newer=queries.has_newer(request.actor, exhibit),
    )  # fmt: skip
    about = _about(exhibit_list, _("Exhibit"), _("Save"))
    return _over(request, form, exhibit, about, actions.change_exhibit, name="exhibit")


@clinic_view("exhibit.work", of=queries.exhibit_of, methods=POST)
def move_exhibit(request: ClinicRequest, exhibit: Any) -> HttpResponse:
    return _at_once(request, exhibit, forms.WayForm(request.POST), actions.move_exhibit)


@clinic_view("exhibit.work", of=queries.exhibit_of, methods=POST)
def leave_out(request: ClinicRequest, exhibit: Any) -> HttpResponse:
    return _at_once(request, exhibit, forms.VersionForm(request.POST), actions.leave_out)


def _at_once(
    request: ClinicRequest, exhibit: Any, form: Any, do: Callable[..., Any]
) -> HttpResponse:
    pk = exhibit.exhibit_list_id
    if not form.is_valid():
        return list_page(request, queries.list_of(request.actor, pk), status=422)
    try:
        do(request.actor, exhibit=exhibit, **form.cleaned_data)
    except Blocked as stop:
        fresh = queries.list_of(request.actor, pk)
        return list_page(request, fresh, stop=stop.message, status=409)
    return redirect(f"{clinic_url('documents:exhibit_list', pk)}#exhibit-{exhibit.pk}")


def _over(
    request: ClinicRequest, form: Any, target: Any, about: dict[str, Any],
    do: Callable[..., Any], *, name: str = "exhibit_list",
) -> HttpResponse:  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            do(request.actor, **{name: target}, **form.cleaned_data)
        except Blocked as stop:
            return _stopped(request, form, about, stop)
        messages.success(request, _("Recorded."))
        return redirect(about["back"])
    return _page(request, form, about)


def _stopped(
    request: ClinicRequest, form: Any, about: dict[str, Any], stop: Blocked
) -> HttpResponse:
    form.add_error("waiver" if stop.code == "waiver_missing" and "waiver" in form.fields else None,
                   str(stop.message))  # fmt: skip
    if stop.code == "changed_meanwhile" and stop.target is not None:
        form.data = {**request.POST.dict(), "version": stop.target.version}  # type: ignore[attr-defined]
    return _page(request, form, about, status=409)


def _page(
    request: ClinicRequest, form: Any, about: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    if status == 200 and form.errors:
        status = 422
    return render(request, PAGE, {"form": form, **about}, status=status)


def _about(row: Any, heading: str, submit: str, *, danger: bool = False) -> dict[str, Any]:
    return {
        "case": row.case, "heading": heading, "submit": submit, "danger": danger,
        "back": _home(row), "row": row,
    }  # fmt: skip


def _home(row: Any) -> str:
    return clinic_url("documents:exhibit_list", row.pk)


def _sent(request: ClinicRequest) -> Any:
    return request.POST if request.method == "POST" else None
