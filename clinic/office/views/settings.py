"""What the clinic says about itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.office import actions, queries
from clinic.office.actions.clinics import SETTINGS, settings_mark
from clinic.office.forms import SettingsForm
from clinic.tenancy.current import clinic_url


@clinic_view("clinic.edit", methods=("GET", "POST"))
def settings(request: ClinicRequest) -> HttpResponse:
    clinic = queries.clinic_of(request.actor)
    now = {name: getattr(clinic, name) for name in SETTINGS}
    form = SettingsForm(request.POST or None, initial={**now, "before": settings_mark(clinic)})
    status = 200
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in SETTINGS}
        try:
            actions.edit_clinic(
                request.actor, clinic=clinic, values=values, before=form.cleaned_data["before"]
            )
            messages.success(request, _("Saved."))
            return redirect(clinic_url("office:settings"))
        except Blocked as blocked:
            form.add_error(None, blocked.message)
            status = blocked.status
    return render(request, "office/settings.html", {"form": form}, status=status)
