from django.urls import path

from reports import api, views

app_name = "reports"
urlpatterns = [
    path("reports/caseload/", views.caseload, name="caseload"),
    path("reports/caseload/csv/", views.caseload_csv, name="caseload_csv"),
]
api_patterns = [
    path("reports/caseload", api.Caseload.as_view(), name="caseload"),
    path("reports/caseload/export", api.CaseloadFile.as_view(), name="export_caseload"),
]
