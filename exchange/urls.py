from django.urls import path

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
