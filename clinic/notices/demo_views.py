"""The demo's sign-ins, and its mailbox: what would have left by mail, on a page of this machine."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from clinic.access.views import open_door
from clinic.notices.demo_people import PASSWORD, sign_ins
from clinic.notices.mailbox import mail_named, mails


@open_door("demo only: sign-ins of made-up people, needed before anybody can sign in")
def index(request: HttpRequest) -> HttpResponse:
    context = {"sign_ins": sign_ins(), "password": PASSWORD}
    return render(request, "notices/demo.html", context)


@open_door("demo only: made-up mails of made-up clinics, needed before anybody can sign in")
def mailbox(request: HttpRequest) -> HttpResponse:
    return render(request, "notices/mailbox.html", {"mails": mails()})


@open_door("demo only: made-up mails of made-up clinics, needed before anybody can sign in")
def mail(request: HttpRequest, name: str) -> HttpResponse:
    found = mail_named(name)
    if found is None:
        raise Http404
    return render(request, "notices/mail.html", {"mail": found})
