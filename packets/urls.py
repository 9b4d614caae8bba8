from django.urls import path

from packets import views

app_name = "packets"
urlpatterns = [
    path("cases/<uuid:pk>/packets/", views.of_case, name="of_case"),
    path("cases/<uuid:pk>/packets/new/", views.request_one, name="request"),
    path("packets/<uuid:pk>/", views.packet, name="packet"),
    path("packets/<uuid:pk>/retry/", views.retry, name="retry"),
    path("packets/<uuid:pk>/download/", views.download, name="download"),
]
