"""Every fragment of the kit on realistic screens, served for a browser to look at.

No database: the actor is a seat that was never saved. `python -m tests.pages.pictures FOLDER`
writes pictures of all screens.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template import engines
from django.urls import path

from clinic.access.actor import Actor
from clinic.pages.charts import bar_chart
from clinic.pages.paging import Page
from clinic.people.models import Membership, User
from clinic.tenancy.models import Clinic
from clinic.urls import urlpatterns as product

SCREENS = Path(__file__).parent / "screens"
TODAY = date(2026, 11, 20)
REASONS = [("meeting", "Meeting or call now"), ("filing", "Writing a filing")]


class Filters(forms.Form):
    kind = forms.ChoiceField(label="Matter", choices=[("", "Any"), ("t", "T visa")], required=False)
    due = forms.ChoiceField(label="Deadline", choices=[("", "Any"), ("7", "In 7 days")])


class SignIn(forms.Form):
    email = forms.EmailField(label="E-mail")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)


class Code(forms.Form):
    secret = "ABCD EFGH IJKL"
    code = forms.CharField(label="Code")


class Contact(forms.Form):
    use = forms.CharField(label="Name to use", help_text="This does not have to be a legal name.")
    way = forms.ChoiceField(label="Safest way to reach you", choices=[("", "Choose one")])
    message = forms.ChoiceField(
        label="Is it safe to leave a message?",
        choices=[("yes", "Yes"), ("no", "No"), ("unasked", "Not asked yet")],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label="Safe days",
        choices=[("w", "Weekdays"), ("s", "Weekend")],
        widget=forms.CheckboxSelectMultiple,
    )
    interpreter = forms.BooleanField(label="An interpreter is needed", required=False)
    note = forms.CharField(label="Anything else", widget=forms.Textarea, required=False)
    letter = forms.FileField(label="Letter", required=False)


def actor() -> Actor:
    clinic = Clinic(slug="harbour", name="Harbour Legal Clinic")
    user = User(name="A. Attorney", email="attorney@example.org")
    return Actor.member(Membership(clinic=clinic, user=user, roles=["attorney", "coordinator"]))


def sit_down(request: HttpRequest) -> None:
    request.actor = actor()  # type: ignore[attr-defined]
    request.user = request.actor.user  # type: ignore[attr-defined]


def case() -> dict[str, Any]:
    at = datetime(2026, 11, 20, 9, 12, tzinfo=ZoneInfo("America/New_York"))
    titles = ("Safe contact confirmed", "Document received", "Conflict check cleared")
    return {
        "safe": {
            "headline": "Signal only, after 18:00",
            "lines": ["Do not leave voicemail.", "Do not post to the home address."],
            "checked": "Checked with the client 20 Nov 2026 by P. Advocate",
            "contacts": [{"label": "Open Signal", "url": "#", "symbol": "chat-dots"}],
        },
        "reasons": REASONS,
        "tabs": [
            {"label": label, "url": "#", "current": label == "Timeline"}
            for label in (
                "Overview",
                "Timeline",
                "Filings",
                "Tasks",
                "Documents",
                "People",
                "Access",
            )
        ],
        "events": [
            {"title": title, "text": "Signal only.", "when": at - timedelta(days=day), "who": "P."}
            for day, title in enumerate(titles)
        ],
        "soon": TODAY + timedelta(days=4),
        "late": TODAY - timedelta(days=1),
        "far": TODAY + timedelta(days=40),
    }


def cases() -> dict[str, Any]:
    stages = [("Active", "good"), ("Intake", "info"), ("Waiting on agency", "warn")]
    rows = [
        {
            "number": f"2026-{400 + index:04}",
            "kind": "Continued presence",
            "stage": stages[index % 3][0],
            "tone": stages[index % 3][1],
            "lead": "A. Attorney",
            "due": TODAY + timedelta(days=index * 3 - 2),
            "age": index * 17,
        }
        for index in range(8)
    ]
    return {
        "filters": Filters(),
        "numbers": [6],
        "head": ["Case", "Matter", "Stage", "Lead", "Next deadline", "Days open"],
        "page": Page(rows=rows, next="n", previous="p"),
        "rows_template": engines["django"].from_string((SCREENS / "_rows.html").read_text()),
    }


def intake() -> dict[str, Any]:
    labels = ("Safety and rights", "Contact", "Identity", "Other people", "Conflict check")
    states = ("done", "now", "later", "later", "later")
    return {
        "form": Contact({}),
        "steps": [
            {"label": label, "state": state, "url": "#" if state == "done" else ""}
            for label, state in zip(labels, states, strict=True)
        ],
    }


def today() -> dict[str, Any]:
    rows = [("Intake", 9), ("Active", 41), ("Waiting on agency", 26), ("Closing", None)]
    chart = bar_chart(rows, title="Open matters by stage", unit="Matters", hidden_as="fewer than 5")
    return {"chart": chart, "empty_chart": bar_chart([], title="Nothing", unit="Matters")}


CONTEXTS: dict[str, Callable[[], dict[str, Any]]] = {
    "case": case,
    "cases": cases,
    "intake": intake,
    "today": today,
}
ERRORS: dict[str, dict[str, Any]] = {
    "404": {},
    "403": {"message": "A release of information is needed first."},
    "409": {"message": "The conflict check is not clear."},
    "413": {"limit": 25 * 1024 * 1024},
    "429": {},
    "500": {},
}
# The library's screens in our words, with forms that ask what its own forms ask.
ENTRANCE: dict[str, tuple[str, dict[str, Any]]] = {
    "sign-in": ("account/login.html", {"form": SignIn({"email": "x"})}),
    "forgotten": ("account/password_reset.html", {"form": SignIn()}),
    "second-step": ("mfa/authenticate.html", {"form": Code()}),
    "set-up": ("mfa/totp/activate_form.html", {"form": Code()}),
    "codes": (
        "mfa/recovery_codes/index.html",
        {
            "unused_codes": [f"{11111111 * n}" for n in range(1, 9)],
            "total_count": 10,
            "can_view_codes": True,
            "can_download_codes": True,
            "can_generate_codes": True,
        },
    ),
    "security": (
        "mfa/index.html",
        {"authenticators": {"totp": True, "recovery_codes": None}, "is_mfa_enabled": True},
    ),
    "sessions": (
        "usersessions/usersession_list.html",
        {
            "sessions": [
                {
                    "user_agent": "Firefox on Linux",
                    "ip": "192.0.2.7",
                    "is_current": True,
                    "created_at": datetime(2026, 11, 20, 9, 12, tzinfo=ZoneInfo("UTC")),
                }
            ],
            "session_count": 2,
        },
    ),
    "signed-out": ("account/logout.html", {}),
}
NAMES = (*CONTEXTS, *ENTRANCE, *ERRORS)


@transaction.non_atomic_requests
def screen(request: HttpRequest, clinic: str, name: str) -> HttpResponseBase:
    if name in ENTRANCE:
        template_name, context = ENTRANCE[name]
        request.user = AnonymousUser()
        return HttpResponse(engines["django"].get_template(template_name).render(context, request))
    sit_down(request)
    if name in ERRORS:
        html = engines["django"].get_template(f"{name}.html").render(ERRORS[name], request)
        return HttpResponse(html)
    context = {"today": TODAY, **CONTEXTS[name]()}
    template = engines["django"].from_string((SCREENS / f"{name}.html").read_text())
    return HttpResponse(template.render(context, request))


@transaction.non_atomic_requests
def reveal(request: HttpRequest, clinic: str) -> HttpResponseBase:
    """Answer as the product's reveal does: the fragment for htmx, the page without script."""
    context = {
        "reveal_url": "reveal",
        "hide_url": "case",
        "reasons": REASONS,
        "name": "نور Example",
    }
    if request.headers.get("HX-Request"):
        fragment = engines["django"].get_template("kit/_masked_name.html")
        return HttpResponse(fragment.render(context, request))
    sit_down(request)
    template = engines["django"].from_string((SCREENS / "case.html").read_text())
    page = {"today": TODAY, **case(), "name": context["name"]}
    return HttpResponse(template.render(page, request))


@transaction.non_atomic_requests
def waiting(request: HttpRequest, clinic: str) -> HttpResponseBase:
    return HttpResponse(status=204)


@transaction.non_atomic_requests
def picture(request: HttpRequest) -> HttpResponseBase:
    svg = DefaultMFAAdapter().build_totp_svg("otpauth://totp/Alcove:example?secret=ABCDEFGHIJKL")
    return HttpResponse(svg, content_type="image/svg+xml")


urlpatterns = [
    path("second-step/code.svg", picture),
    path("<slug:clinic>/kit/reveal", reveal),
    path("<slug:clinic>/kit/waiting", waiting),
    path("<slug:clinic>/kit/<str:name>", screen),
    *product,
]
