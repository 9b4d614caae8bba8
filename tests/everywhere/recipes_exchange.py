"""Recipes for lists that come in and copies that go out."""

from typing import Any

from django.utils import timezone

from clinic.files.kinds import ARCHIVE
from clinic.files.uploads import SealedUpload
from exchange import actions
from exchange.models import ClinicExport, ListImport
from exchange.rules.keeping import LIST_KEPT_FOR
from tests.everywhere.recipes import Call, fresh, recipe, service, simple
from tests.everywhere.world import Place
from tests.everywhere.world_exchange import LIST, ROWS, begun
from tests.sealed import sealed_upload

simple(
    "import.uploaded", "administrator", "attorney",
    lambda place: {"upload": sealed_upload(LIST, "list.csv")},
)  # fmt: skip
simple(
    "import.confirmed", "administrator", "attorney",
    lambda place: {
        "run": fresh(place.list_waiting), "reading": dict(place.list_waiting.reading), "total": 2,
    },
)  # fmt: skip
for verb in ("import.closed", "import.report_downloaded"):
    simple(verb, "administrator", "attorney", lambda place: {"run": fresh(place.list_through)})
simple(
    "row.decided", "coordinator", "administrator",
    lambda place: {"row": fresh(place.held_row), "decision": "new"},
)  # fmt: skip


@recipe("import.advanced", "administrator")
def _advance(place: Place) -> Call:
    run = begun(place.administrator)
    return service(place, "importer"), {"run": run, "records": ROWS, "is_last": True}


@recipe("import.failed", "administrator")
def _fail(place: Place) -> Call:
    return service(place, "importer"), {"run": begun(place.administrator), "code": "gave_up"}


@recipe("import.expired", "administrator")
def _expire_list(place: Place) -> Call:
    long_ago = timezone.now() - LIST_KEPT_FOR
    fields = ("uploaded_at", "confirmed_at", "finished_at")
    lists = ListImport.objects.filter(pk=place.list_through.pk)
    lists.update(**dict.fromkeys(fields, long_ago))
    return service(place, "importer"), {"run": fresh(place.list_through)}


@recipe("import.stopped", "attorney")
def _stop(place: Place) -> Call:
    return place.administrator, {"run": begun(place.administrator)}


@recipe("import.resumed", "attorney")
def _resume(place: Place) -> Call:
    run = actions.stop_import(place.administrator, run=begun(place.administrator))
    return place.administrator, {"run": run}


@recipe("export.requested", "coordinator")
def _ask(place: Place) -> Call:
    actions.fail_export(service(place, "exporter"), export=place.export, code="gave_up")
    return place.administrator, {"reason": "moving", "note": "The safe."}


@recipe("export.agreed", "administrator")
def _agree(place: Place) -> Call:
    return place.supervisor, {"export": fresh(place.export)}


@recipe("export.refused", "administrator")
def _refuse(place: Place) -> Call:
    return place.supervisor, {"export": fresh(place.export)}


def _made(place: Place) -> dict[str, Any]:
    actions.agree_to_export(place.supervisor, export=fresh(place.export))
    upload: SealedUpload = sealed_upload(b"PK", "clinic.zip")
    upload.media_type = ARCHIVE
    return {"export": fresh(place.export), "made": upload, "rows": 1, "files": 0}


@recipe("export.made", "administrator")
def _finish(place: Place) -> Call:
    return service(place, "exporter"), _made(place)


@recipe("export.taken", "coordinator")
def _take(place: Place) -> Call:
    export: ClinicExport = actions.finish_export(service(place, "exporter"), **_made(place))
    return place.administrator, {"export": export}


@recipe("export.failed", "administrator")
def _fail_export(place: Place) -> Call:
    return service(place, "exporter"), {"export": fresh(place.export), "code": "gave_up"}


@recipe("export.expired", "administrator")
def _expire(place: Place) -> Call:
    return service(place, "exporter"), {"export": fresh(place.export)}
