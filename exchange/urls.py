from django.urls import path

from exchange.api import imports as api_imports
from exchange.api import rows as api_rows
from exchange.views import exports, imports

app_name = "exchange"
urlpatterns = [
    path("office/imports/", imports.imports, name="imports"),
    path("office/imports/new/", imports.upload, name="upload"),
    path("office/imports/<uuid:pk>/", imports.one_import, name="import"),
    path("office/imports/<uuid:pk>/columns/", imports.columns, name="columns"),
    path("office/imports/<uuid:pk>/rows/", imports.rows, name="rows"),
    path("office/imports/<uuid:pk>/report/", imports.report, name="report"),
    path("office/imports/<uuid:pk>/stop/", imports.stop, name="stop"),
    path("office/imports/<uuid:pk>/resume/", imports.resume, name="resume"),
    path("office/imports/<uuid:pk>/close/", imports.close, name="close"),
    path("office/import-rows/<uuid:pk>/", imports.decide, name="decide"),
    path("office/exports/", exports.exports, name="exports"),
    path("office/exports/new/", exports.ask, name="ask_export"),
    path("office/exports/<uuid:pk>/", exports.one_export, name="export"),
    path("office/exports/<uuid:pk>/agree/", exports.agree, name="agree"),
    path("office/exports/<uuid:pk>/refuse/", exports.refuse, name="refuse"),
    path("office/exports/<uuid:pk>/take/", exports.take, name="take"),
]
api_patterns = [
    path("imports", api_imports.Imports.as_view(), name="imports"),
    path("imports/<uuid:pk>", api_imports.Import.as_view(), name="import"),
    path("imports/<uuid:pk>/preview", api_imports.PreviewedImport.as_view(), name="preview_import"),
    path("imports/<uuid:pk>/start", api_imports.StartedImport.as_view(), name="start_import"),
    path("imports/<uuid:pk>/stop", api_imports.StoppedImport.as_view(), name="stop_import"),
    path("imports/<uuid:pk>/resume", api_imports.ResumedImport.as_view(), name="resume_import"),
    path("imports/<uuid:pk>/close", api_imports.ClosedImport.as_view(), name="close_import"),
    path("imports/<uuid:pk>/rows", api_rows.ImportRows.as_view(), name="import_rows"),
    path("imports/<uuid:pk>/report", api_rows.ImportReport.as_view(), name="import_report"),
    path("import-rows/<uuid:pk>", api_rows.ImportRow.as_view(), name="import_row"),
    path("import-rows/<uuid:pk>/decide", api_rows.DecidedRow.as_view(), name="decide_import_row"),
]
