"""Requests about lists that come in."""

from exchange.models import ListImport
from tests.everywhere.world import Place
from tests.everywhere.world_exchange import LIST
from tests.rest.calls import Call


def _running(place: Place) -> None:
    ListImport.objects.filter(pk=place.list_through.pk).update(status=ListImport.RUNNING)


def _stopped(place: Place) -> None:
    ListImport.objects.filter(pk=place.list_through.pk).update(status=ListImport.STOPPED)


CALLS = {
    "list_imports": Call(),
    "upload_import": Call(scan="file", content=LIST, filename="list.csv"),
    "read_import": Call("list_through"),
    "preview_import": Call("list_waiting", lambda place: {"order": "mdy"}),
    "start_import": Call(
        "list_waiting", lambda place: {"columns": ["legal_name", "birth", "phone"], "order": "ymd"}
    ),
    "stop_import": Call("list_through", before=_running),
    "resume_import": Call("list_through", before=_stopped),
    "close_import": Call("list_through"),
    "list_import_rows": Call("list_through", query="state=held"),
    "fetch_import_report": Call("list_through"),
    "read_import_row": Call("held_row"),
    "decide_import_row": Call("held_row", lambda place: {"decision": "new"}),
}
