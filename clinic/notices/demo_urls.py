"""The demo's own pages; `clinic.urls` includes them in demo settings only."""

from django.urls import path

from clinic.notices import demo_views

app_name = "mailbox"
urlpatterns = [
    path("", demo_views.index, name="index"),
    path("mailbox/", demo_views.mailbox, name="list"),
    path("mailbox/<slug:name>/", demo_views.mail, name="mail"),
]
