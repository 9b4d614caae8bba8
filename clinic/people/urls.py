"""Doors before a clinic. `clinic.urls` adds the invitation, whose view lives above this room."""

from django.urls import path

from clinic.people import views

urlpatterns = [
    path("", views.home, name="home"),
    path("mine/", views.clinics, name="clinics"),
    path("lock/", views.lock, name="lock"),
    path("unlock/", views.unlock, name="unlock"),
    path("second-step/code.svg", views.totp_qr, name="totp_qr"),
    path("healthz", views.healthz, name="healthz"),
]
