"""A page that asks the database once for each row: what the detector must catch."""

from django.contrib.auth.models import Permission
from django.http import HttpRequest, HttpResponse
from django.urls import path

from clinic.access.views import open_door


@open_door("a page of the tests")
def row_by_row(request: HttpRequest) -> HttpResponse:
    return HttpResponse(" ".join(p.content_type.model for p in Permission.objects.all()[:5]))


@open_door("a page of the tests")
def joined(request: HttpRequest) -> HttpResponse:
    permissions = Permission.objects.select_related("content_type")[:5]
    return HttpResponse(" ".join(p.content_type.model for p in permissions))


urlpatterns = [path("row-by-row", row_by_row), path("joined", joined)]
