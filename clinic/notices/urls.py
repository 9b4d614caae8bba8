from django.urls import path

from clinic.notices import views

app_name = "notices"
urlpatterns = [path("metrics", views.metrics, name="metrics")]
