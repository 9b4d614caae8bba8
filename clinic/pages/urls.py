from django.urls import path

from clinic.pages import views

app_name = "pages"
urlpatterns = [
    path("theme", views.theme, name="theme"),
    path("language", views.language, name="language"),
    path("awake", views.awake, name="awake"),
]
