"""The administrator's pages of the clinic's own packs."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from filings import actions, forms, queries
from filings.views.pages import BOTH


@clinic_view("pack.manage")
def packs(request: ClinicRequest) -> HttpResponse:
    return render(request, "filings/packs.html", {"rows": queries.packs_of(request.actor)})


@clinic_view("pack.manage", of=queries.pack_of)
def pack(request: ClinicRequest, pack: Any) -> HttpResponse:
    context = {
        "pack": pack,
        "row": queries.pack_row(pack),
        "versions": queries.versions_of_pack(request.actor, pack),
        "newest": queries.newest_number(pack) == pack.number,
    }
    return render(request, "filings/pack.html", context)


@clinic_view("pack.manage", methods=BOTH)
def add_pack(request: ClinicRequest) -> HttpResponse:
    """Look first: the text is checked and its changes are shown; a second press takes it."""
    if request.method != "POST":
        form = forms.PackForm(initial={"name": request.GET.get("name", "")[:40]})
        return render(request, "filings/add_pack.html", {"form": form})
    form = forms.PackForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "filings/add_pack.html", {"form": form}, status=422)
    name, text = form.cleaned_data["name"], form.cleaned_data["text"]
    checked = queries.checked_pack(name, text)
    # The text as it was read, from a file as well, so that nothing is lost and the same is taken.
    context: dict[str, Any] = {
        "form": forms.PackForm(initial={"name": name, "text": text}),
        "checked": checked,
        "name": name,
    }
    if checked.problems:
        return render(request, "filings/add_pack.html", context, status=422)
    if "take" not in request.POST:
        return render(request, "filings/add_pack.html", context)
    try:
        take = request.POST["take"][:9]
        number = int(take) if take.isdecimal() else 0
        made = actions.add_pack(request.actor, name=name, text=text, number=number)
    except Blocked as refusal:
        messages.error(request, str(refusal.message))
        return render(request, "filings/add_pack.html", context, status=409)
    messages.success(request, _("The pack is in use."))
    return redirect(clinic_url("filings:pack", made.pk))


@clinic_view("pack.manage", of=queries.pack_of, methods=BOTH)
def withdraw_pack(request: ClinicRequest, pack: Any) -> HttpResponse:
    if request.method != "POST":
        return render(request, "filings/withdraw_pack.html", {"pack": pack})
    try:
        actions.withdraw_pack(request.actor, pack=pack)
        messages.success(request, _("The pack is withdrawn."))
    except Blocked as refusal:
        messages.error(request, str(refusal.message))
        return render(request, "filings/withdraw_pack.html", {"pack": pack}, status=409)
    return redirect(clinic_url("filings:packs"))
