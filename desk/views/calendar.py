"""The calendar, drawn on the server: an agenda of a week, and a month."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from desk import forms, queries


@clinic_view("deadline.view")
def calendar(request: ClinicRequest) -> HttpResponse:
    """Show a week, day by day."""
    form = _whose(request)
    agenda = queries.agenda_of(request.actor, request.GET.get("week", ""), form.wanted())
    context = _around(request, form, "desk:calendar", "week", agenda.week.first)
    context |= {"agenda": agenda, "previous": agenda.week.previous, "next": agenda.week.next}
    return render(request, "desk/calendar.html", context)


@clinic_view("deadline.view")
def month(request: ClinicRequest) -> HttpResponse:
    """Show a month as a table of weeks, and on a phone as a list."""
    form = _whose(request)
    asked = request.GET.get("month", "")
    sheet = queries.month_sheet_of(request.actor, asked, form.wanted())
    context = _around(request, form, "desk:calendar_month", "month", sheet.month.first)
    context |= {"sheet": sheet, "previous": sheet.month.previous, "next": sheet.month.next}
    days = [day.weekday() for day in sheet.month.weeks[0].days]
    context["weekdays"] = [(WEEKDAYS_ABBR[day], WEEKDAYS[day]) for day in days]
    return render(request, "desk/month.html", context)


def _whose(request: ClinicRequest) -> forms.WhoseForm:
    return forms.WhoseForm(
        request.GET if "who" in request.GET else None, actor=request.actor, auto_id="id_%s"
    )


def _around(
    request: ClinicRequest, form: forms.WhoseForm, here: str, name: str, first: object
) -> dict[str, object]:
    kept = {"who": request.GET["who"]} if request.GET.get("who") else {}
    query = f"&{urlencode(kept)}" if kept else ""
    return {
        "form": form,
        "kept": query,
        "narrows": f"&{urlencode(form.narrows)}" if form.narrows else "",
        "tabs": [
            {
                "label": label,
                "url": f"{clinic_url(route)}?{asks}={_said(first, asks)}{query}",
                "current": route == here,
            }
            for label, route, asks in (
                (_("Week"), "desk:calendar", "week"),
                (_("Month"), "desk:calendar_month", "month"),
            )
        ],
        "here": clinic_url(here),
        "asks": name,
        "asked": _said(first, name),
    }


def _said(day: object, asks: str) -> str:
    return f"{day:%Y-%m-%d}" if asks == "week" else f"{day:%Y-%m}"
