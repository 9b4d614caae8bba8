"""Addresses of who works here; ids only, nothing that tells of a person."""

from django.urls import path

from staffing.api import batch as api_batch
from staffing.api import profiles as api_profiles
from staffing.views import batch, profiles

app_name = "staffing"
urlpatterns = [
    path("people/", profiles.people, name="people"),
    path("people/own/", profiles.own, name="own"),
    path("people/asked/", profiles.gate, name="gate"),
    path("people/waiting/", batch.batch, name="batch"),
    path("people/<uuid:pk>/", profiles.profile, name="profile"),
    path("people/<uuid:pk>/licences/add/", profiles.add_licence, name="add_licence"),
    path("people/<uuid:pk>/confirm/", profiles.confirm_proof, name="confirm_proof"),
    path("people/<uuid:pk>/withdraw/", profiles.withdraw_proof, name="withdraw_proof"),
    path("licences/<uuid:pk>/confirm/", profiles.confirm_licence, name="confirm_licence"),
    path("licences/<uuid:pk>/remove/", profiles.remove_licence, name="remove_licence"),
]
api_patterns = [
    path("assignments/proposed", api_batch.Proposed.as_view(), name="proposed"),
    path("profiles", api_profiles.Profiles.as_view(), name="profiles"),
    path("profiles/<uuid:pk>", api_profiles.Profile.as_view(), name="profile"),
    path("profiles/<uuid:pk>/licences", api_profiles.Licences.as_view(), name="licences"),
    path("profiles/<uuid:pk>/confirm", api_profiles.ConfirmedProof.as_view(), name="confirm_proof"),
    path(
        "profiles/<uuid:pk>/withdraw", api_profiles.WithdrawnProof.as_view(), name="withdraw_proof"
    ),
    path(
        "licences/<uuid:pk>/confirm",
        api_profiles.ConfirmedLicence.as_view(),
        name="confirm_licence",
    ),
    path("licences/<uuid:pk>/remove", api_profiles.RemovedLicence.as_view(), name="remove_licence"),
    path("cases/<uuid:pk>/suggestions", api_profiles.Suggestions.as_view(), name="suggestions"),
]
