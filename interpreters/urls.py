"""Addresses of the roster; ids only, nothing that tells of a person."""

from django.urls import path

from interpreters.views import roster

app_name = "interpreters"
urlpatterns = [
    path("interpreters/", roster.roster, name="roster"),
    path("interpreters/add/", roster.add_interpreter, name="add_interpreter"),
    path("interpreters/<uuid:pk>/", roster.interpreter, name="interpreter"),
    path("interpreters/<uuid:pk>/change/", roster.change_interpreter, name="change_interpreter"),
    path("interpreters/<uuid:pk>/retire/", roster.retire_interpreter, name="retire_interpreter"),
    path("interpreters/<uuid:pk>/bring-back/", roster.bring_back, name="bring_back"),
    path(
        "interpreters/<uuid:pk>/undertaking/", roster.record_undertaking, name="record_undertaking"
    ),
    path(
        "interpreters/<uuid:pk>/undertaking/paper/",
        roster.download_undertaking,
        name="download_undertaking",
    ),
]
