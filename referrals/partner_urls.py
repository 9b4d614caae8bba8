from django.urls import path

from referrals import partner_views

app_name = "partner"
urlpatterns = [
    path("<str:token>/", partner_views.open_link, name="open"),
    path("<str:token>/answer/", partner_views.answer, name="answer"),
]
