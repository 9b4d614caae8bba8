"""Addresses of the intake room; ids only, nothing that tells of a person."""

from django.urls import path

from clients.views import identity, intakes, parties, people, steps

app_name = "clients"
urlpatterns = [
    path("intake/", intakes.intakes, name="intakes"),
    path("intake/start/", intakes.start, name="start"),
    path("intake/<uuid:pk>/", intakes.intake, name="intake"),
    path("intake/<uuid:pk>/pause/", intakes.pause, name="pause"),
    path("intake/<uuid:pk>/resume/", intakes.resume, name="resume"),
    path("intake/<uuid:pk>/decline/", intakes.decline, name="decline"),
    path("intake/<uuid:pk>/<slug:step>/", steps.step, name="step"),
    path("intake/<uuid:pk>/<slug:step>/show/", steps.show_step, name="show_step"),
    path("clients/search/", people.search, name="search"),
    path("clients/<uuid:pk>/", people.client, name="client"),
    path("clients/<uuid:pk>/reveal/", people.reveal, name="reveal"),
    path("clients/<uuid:pk>/identity/", identity.identity, name="identity"),
    path("clients/<uuid:pk>/identity/show/", identity.show_identity, name="show_identity"),
    path("clients/<uuid:pk>/contact/", people.contact, name="contact"),
    path("clients/<uuid:pk>/contact/show/", people.show_contact, name="show_contact"),
    path("clients/<uuid:pk>/contact/confirm/", people.confirm_contact, name="confirm_contact"),
    path("clients/<uuid:pk>/parties/", parties.parties, name="parties"),
    path("clients/<uuid:pk>/parties/add/", parties.add_party, name="add_party"),
    path("clients/<uuid:pk>/parties/show/", parties.reveal_parties, name="reveal_parties"),
    path(
        "clients/<uuid:pk>/parties/<uuid:party>/remove/", parties.remove_party, name="remove_party"
    ),
    path("clients/<uuid:pk>/conflict/", parties.conflict, name="conflict"),
    path("clients/<uuid:pk>/conflict/check/", parties.check_conflict, name="check_conflict"),
    path(
        "clients/<uuid:pk>/conflict/<uuid:check>/decide/",
        parties.decide_conflict,
        name="decide_conflict",
    ),
]
