"""A list that waits to come in, one that came in with a row held for a person, and a copy."""

from typing import Any

from clinic.access.actor import Actor
from exchange import actions
from exchange.models import ClinicExport, ImportRow, ListImport
from exchange.rules.tables import Record
from tests.sealed import sealed_upload

LIST = b"Name,DOB,Phone\nPortia Beispiel,1991-02-03,\nPortia Beispiel,1991-02-03,\n"
ROWS = [
    Record(2, ("Portia Beispiel", "1991-02-03", "")),
    Record(3, ("Portia Beispiel", "1991-02-03", "")),
]


def upload(actor: Actor) -> ListImport:
    return actions.upload_list(actor, upload=sealed_upload(LIST, "list.csv"))


def begun(actor: Actor) -> ListImport:
    run = upload(actor)
    return actions.confirm_import(actor, run=run, reading=dict(run.reading or {}), total=2)


def through(actor: Actor) -> ListImport:
    importer = Actor.system(actor.clinic, "importer")
    return actions.advance_import(importer, run=begun(actor), records=ROWS, is_last=True)


def add_lists(place: Any) -> None:
    administrator = place.people["administrator"]
    place.list_waiting = upload(administrator)
    place.list_through = through(administrator)
    place.held_row = ImportRow.objects.get(run=place.list_through, state="held")
    place.export = ask_copy(administrator)


def ask_copy(administrator: Actor) -> ClinicExport:
    return actions.ask_export(administrator, reason="own_copy", note="The safe.")
