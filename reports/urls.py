from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("reports/caseload/", views.caseload, name="caseload"),
    path("reports/caseload/csv/", views.caseload_csv, name="caseload_csv"),
]
