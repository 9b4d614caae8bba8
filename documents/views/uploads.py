"""A file in parts, for the script of the page. Answers are JSON: `received` bytes, or `message`."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from clinic.vault.keyring import TamperedError
from documents import actions, forms, queries


@clinic_view("document.add", of=queries.case_of, methods=("POST",))
def begin_upload(request: ClinicRequest, case: Any) -> HttpResponse:
    form = forms.BeginUploadForm(request.POST)
    if not form.is_valid():
        return _wrong(form)
    try:
        upload = actions.begin_upload(request.actor, case=case, **form.cleaned_data)
    except Blocked as blocked:
        return JsonResponse({"message": str(blocked.message)}, status=409)
    url = clinic_url("documents:part", upload.pk)
    said = {"id": str(upload.pk), "url": url, "received": upload.received}
    # The script of the page compares it with the file that was chosen now.
    return JsonResponse({**said, "digest": _digest(upload)})


@clinic_view("document.add", of=queries.upload_of, methods=("POST",))
def part(request: ClinicRequest, upload: Any) -> HttpResponse:
    form = forms.PartForm(request.POST, request.FILES)
    if not form.is_valid():
        return _wrong(form)
    try:
        kept = actions.keep_part(request.actor, upload=upload, **form.cleaned_data)
    except Blocked as blocked:
        said = {"message": str(blocked.message), "received": upload.received}
        return JsonResponse(said, status=409)
    return JsonResponse({"received": kept.received})


@clinic_view("document.add", of=queries.upload_of, methods=("POST",))
def discard_upload(request: ClinicRequest, upload: Any) -> HttpResponse:
    actions.discard_upload(request.actor, upload=upload)
    return redirect(clinic_url("documents:of_case", upload.case_id))


def _digest(upload: Any) -> str:
    """What cannot be opened any more is like no file, so that it is sent anew."""
    try:
        return actions.arrived_digest(upload)
    except TamperedError:
        return "altered"


def _wrong(form: Any) -> HttpResponse:
    first = next(iter(form.errors.values()))[0]
    return JsonResponse({"message": str(first)}, status=422)
