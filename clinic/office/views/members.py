"""Members, their roles, and invitations."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.queries import count_without_overseer
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.notices.queries import trouble
from clinic.office import actions, queries
from clinic.office.forms import EndForm, InviteForm, RolesForm
from clinic.people.roles import names_of
from clinic.tenancy.current import clinic_url
from clinic.webhooks.queries import stopped_endpoints


@clinic_view("member.view")
def members(request: ClinicRequest) -> HttpResponse:
    reading = queries.with_calendar(request.actor)
    context = {
        "members": [
            {"seat": seat, "roles": names_of(seat.roles), "calendar": seat.pk in reading}
            for seat in queries.members(request.actor)
        ],
        "systems": [
            {"seat": seat, "roles": names_of(seat.roles)} for seat in queries.systems(request.actor)
        ],
        "invitations": queries.waiting_with_mail(request.actor),
        "may_invite": request.actor.has("member.invite"),
        "unseen": count_without_overseer(request.actor)
        if request.actor.has("member.set_roles")
        else 0,
        "trouble": trouble() if request.actor.has("clinic.edit") else None,
        "stopped_webhooks": stopped_endpoints(request.actor)
        if request.actor.has("webhook.manage")
        else [],
    }
    return render(request, "office/members.html", context)


@clinic_view("member.invite", methods=("GET", "POST"))
def invite(request: ClinicRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    status = 200
    if form.is_valid():
        if queries.invitation_exists(form.token()):
            return redirect(clinic_url("office:members"))
        try:
            actions.invite_member(
                request.actor,
                email=form.cleaned_data["email"],
                roles=form.cleaned_data["roles"],
                invitation_id=form.token(),
            )
            messages.success(request, _("The invitation is on its way by mail."))
            return redirect(clinic_url("office:members"))
        except Blocked as blocked:
            if blocked.code == "sent_twice":
                return redirect(clinic_url("office:members"))
            form.add_error("email", blocked.message)
            status = blocked.status
    return render(request, "office/invite.html", {"form": form}, status=status)


@clinic_view("member.invite", of=queries.invitation_of, methods=("GET", "POST"))
def revoke(request: ClinicRequest, invitation: Any) -> HttpResponse:
    if request.method != "POST":
        return render(request, "office/revoke.html", {"invitation": invitation})
    actions.revoke_invitation(request.actor, invitation=invitation)
    messages.success(request, _("The invitation does not work any more."))
    return redirect(clinic_url("office:members"))


@clinic_view("member.set_roles", of=queries.member_of, methods=("GET", "POST"))
def set_roles(request: ClinicRequest, member: Any) -> HttpResponse:
    now = {"roles": member.roles, "before": ",".join(member.roles)}
    form = RolesForm(request.POST or None, initial=now)
    status = 200
    if form.is_valid():
        before = [role for role in form.cleaned_data["before"].split(",") if role]
        roles = form.cleaned_data["roles"]
        try:
            actions.set_roles(request.actor, membership=member, roles=roles, before=before)
            messages.success(request, _("The roles are changed and hold from now on."))
            return redirect(clinic_url("office:members"))
        except Blocked as blocked:
            form.add_error("roles", blocked.message)
            status = blocked.status
    return render(request, "office/set_roles.html", {"form": form, "member": member}, status=status)


@clinic_view("member.end", of=queries.member_of, methods=("GET", "POST"))
def end_membership(request: ClinicRequest, member: Any) -> HttpResponse:
    own = member.pk == request.actor.membership_id
    form = EndForm(request.POST if request.method == "POST" else None, own=own)
    status = 200
    if form.is_valid():
        try:
            actions.end_membership(request.actor, membership=member, own_seat=own)
            if own:
                return redirect("people:home")
            messages.success(request, _("The seat has ended. What this person did stays."))
            return redirect(clinic_url("office:members"))
        except Blocked as blocked:
            form.add_error(None, blocked.message)
            status = blocked.status
    context = {"form": form, "member": member, "work": queries.open_work(member), "own": own}
    return render(request, "office/end_membership.html", context, status=status)


@clinic_view("member.reset_factor", of=queries.member_of, methods=("GET", "POST"))
def reset_factor(request: ClinicRequest, member: Any) -> HttpResponse:
    if request.method != "POST":
        return render(request, "office/reset_factor.html", {"member": member})
    actions.reset_factor(request.actor, membership=member)
    messages.success(request, _("Done. At the next sign-in this person sets up a new app."))
    return redirect(clinic_url("office:members"))


@clinic_view("member.end_calendar", of=queries.member_of, methods=("GET", "POST"))
def end_calendar(request: ClinicRequest, member: Any) -> HttpResponse:
    if request.method != "POST":
        return render(request, "office/end_calendar.html", {"member": member})
    actions.end_calendar(request.actor, membership=member)
    messages.success(request, _("The address of this calendar does not work any more."))
    return redirect(clinic_url("office:members"))
