from django.urls import path

from clinic.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("office/webhooks/", views.webhooks, name="list"),
    path("office/webhooks/add/", views.add, name="add"),
    path("office/webhooks/<uuid:pk>/", views.webhook, name="webhook"),
    path("office/webhooks/<uuid:pk>/edit/", views.edit, name="edit"),
    path("office/webhooks/<uuid:pk>/secret/", views.rotate, name="rotate"),
    path("office/webhooks/<uuid:pk>/pause/", views.pause, name="pause"),
    path("office/webhooks/<uuid:pk>/resume/", views.resume, name="resume"),
    path("office/webhooks/<uuid:pk>/end/", views.end, name="end"),
    path("office/webhooks/<uuid:pk>/test/", views.test, name="test"),
    path("office/webhook-messages/<uuid:pk>/send-again/", views.send_again, name="send_again"),
]
