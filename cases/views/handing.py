"""Hand a case over, read what was handed over, and see what hangs on nobody any more."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases import actions, queries
from cases.forms.handing import HandOverForm
from cases.rules.handing import FATES, MOST_SHOWN, MOVES, REASONS
from cases.rules.standing import alike
from cases.views.pages import form_page, stopped
from clinic.access.refusals import Blocked, NotVisible
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url, today

BOTH = ("GET", "POST")


@clinic_view("case.assign", of=queries.case_of, methods=BOTH)
def hand_over(request: ClinicRequest, case: Any) -> HttpResponse:
    """Choose who leaves, then see what hangs on them and say who has it from now on."""
    member = request.GET.get("from", "")
    if not member:
        if request.method == "POST":
            return redirect(clinic_url("cases:hand_over", case.pk))
        context = {"case": case, "leavers": queries.leavers_of(case)}
        return render(request, "cases/who_leaves.html", context)
    leaver = _leaver(request, case, member)
    if isinstance(leaver, HttpResponse):
        return leaver
    hanging = queries.hanging_on(request.actor, case, leaver.membership)
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        people=queries.successors(case, leaver),
        moving=queries.to_move(hanging),
        takers=queries.takers(case, leaver),
        initial={"version": case.version, "person": request.GET.get("to", "")}
        | ({} if leaver.assignment else {"why": "gone", "last_day": leaver.until or today()}),
    )
    about = {
        "case": case,
        "leaver": leaver,
        "hanging": hanging,
        "fates": [
            (label, [one for one in hanging if one.fate == fate])
            for fate, label in FATES.items()
            if fate != MOVES
        ],
        "suggestions": [
            one
            for one in queries.suggestions(request.actor, case)
            if (not leaver.role or alike(leaver.role, one.role))
            and one.membership.pk != leaver.membership.pk
        ],
        "may_override": request.actor.has("assign.override"),
        "blockers": queries.assign_blockers(case),
    }
    if request.method == "POST" and form.is_valid():
        said = form.arguments(leaver)
        try:
            made = actions.hand_over_case(request.actor, case=case, **said)
        except Blocked as refusal:
            if refusal.code == "sent_twice":
                return redirect(clinic_url("cases:handover", said["handover_id"]))
            return stopped(request, "cases/hand_over.html", form, refusal, **about)
        messages.success(
            request,
            _("Handed over to %(person)s. Nothing is left with who leaves.")
            % {"person": made.successor.user.name},
        )
        return redirect(clinic_url("cases:handover", made.pk))
    return form_page(request, "cases/hand_over.html", form, **about)


def _leaver(request: ClinicRequest, case: Any, member: str) -> Any:
    """Return who leaves; a form sent twice, when they have left, leads to what the first made."""
    try:
        return queries.leaver_of(case, member)
    except NotVisible:
        sent = HandOverForm(request.POST or None, people=[])
        sent.is_valid()
        once = getattr(sent, "cleaned_data", {}).get("once")
        if once and queries.handover_exists(request.actor, once):
            return redirect(clinic_url("cases:handover", once))
        raise


@clinic_view("case.view", of=queries.handover_of)
def handover(request: ClinicRequest, handover: Any) -> HttpResponse:
    may_tell = request.actor.has("case.assign")
    context = {
        "case": handover.case,
        "handover": handover,
        "why": REASONS[handover.reason] if may_tell else "",
        "words": handover.words if may_tell else "",
        "is_own": handover.successor_id == request.actor.membership_id,
        "notes": queries.handover_notes(request.actor, handover),
    }
    return render(request, "cases/handover.html", context)


@clinic_view("case.view", of=queries.own_handover_of, methods=("POST",))
def confirm(request: ClinicRequest, handover: Any) -> HttpResponse:
    try:
        actions.confirm_handover(request.actor, handover=handover)
    except Blocked as refusal:
        if refusal.code != "handover_read":
            raise
    messages.success(request, _("Noted: you have read what was handed over."))
    return redirect(clinic_url("cases:case", handover.case_id))


@clinic_view("case.assign")
def orphans(request: ClinicRequest) -> HttpResponse:
    found = queries.orphans(request.actor)
    context = {
        "lines": found[:MOST_SHOWN],
        "more": len(found) > MOST_SHOWN,
        "students": queries.unattended(request.actor)[:MOST_SHOWN],
        "representatives": queries.short_of(request.actor),
    }
    return render(request, "cases/orphans.html", context)
