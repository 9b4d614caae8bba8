"""What stands beside the matters of one clinic: screening, a hold, a wish to be erased, a list …

Done once: a later run finds the hold.
"""

import csv
import io
from datetime import timedelta

from cases.models import Case
from clients.actions import (
    answer_screening,
    propose_merge,
    send_firm_check,
    start_screening,
    write_nonengagement,
)
from clients.models import Client, Intake
from clinic.access.actor import Actor
from clinic.files.uploads import SealingUploadHandler
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from desk.demo.cast import in_role
from desk.demo.offices import Office, address, at_work
from exchange.actions import ask_export, confirm_import, upload_list
from exchange.queries.imports import count_rows
from records.actions import place_hold, request_erasure
from records.models import Hold

SAID = {
    "act": {"act_found": "yes", "act_moved": "yes", "act_housed": "unsure"},
    "means": {"means_threats": "yes", "means_papers": "unsure"},
}
# Two of the rows are one person, and one has a day that does not exist.
LIST = (
    ("Client ID", "Name", "DOB", "Phone", "Case type", "Opened"),
    ("1", "Listina Beispiel", "1991-02-03", "+1 202 555 0171", "T visa", "2025-04-03"),
    ("2", "Listina Beispiel", "1991-02-03", "", "", ""),
    ("3", "Rowan Przykład", "1988", "", "Asylum", "2024-11-20"),
    ("4", "Daya Contoh", "1990-02-31", "", "T visa", "2025-01-15"),
)


def seed_beside(office: Office) -> bool:
    """Return whether anything was made."""
    with at_work(office) as actor:
        if Hold.objects.exists():
            return False
        coordinator = actor(in_role(office.slug, "coordinator"))
        administrator = actor(in_role(office.slug, "administrator"))
        served = _served()
        _screen(coordinator, served[0])
        place_hold(coordinator, client=served[1], reason="A made-up suit is expected.")
        request_erasure(
            coordinator, client=served[2], asked_on=today() - timedelta(days=9),
            words="A made-up wish to be forgotten.",
        )  # fmt: skip
        send_firm_check(
            coordinator, client=served[3], form_token=new_id(), firm="Muster Demo Partners",
            email=address("conflicts.firm"),
        )  # fmt: skip
        declined = Intake.objects.filter(status="declined").select_related("client").first()
        if declined is not None:
            write_nonengagement(
                coordinator, intake=declined, way="handed",
                dates=[(today() + timedelta(days=40), "A made-up court date")],
            )  # fmt: skip
            propose_merge(
                coordinator, client=served[0], duplicate=declined.client,
                reason="The same made-up A-number on two letters.",
            )  # fmt: skip
        _bring_in(administrator)
        ask_export(administrator, reason="own_copy", note="A made-up safe.", export_id=new_id())
    return True


def _served() -> list[Client]:
    cases = Case.objects.exclude(stage="closed").select_related("client__key").order_by("pk")
    return list({case.client_id: case.client for case in cases[:12]}.values())


def _screen(coordinator: Actor, client: Client) -> None:
    screening = start_screening(coordinator, client=client, safe=True, form_token=new_id())
    for section, answers in SAID.items():
        screening = answer_screening(
            coordinator, screening=screening, section=section, answers=answers
        )


def _bring_in(administrator: Actor) -> None:
    """Upload a list as a browser does and let it come in; workers take it from there."""
    text = io.StringIO()
    csv.writer(text).writerows(LIST)
    content = text.getvalue().encode()
    handler = SealingUploadHandler()
    handler.new_file("file", "list.csv", "text/csv", len(content))
    handler.receive_data_chunk(content, 0)
    run = upload_list(administrator, upload=handler.file_complete(len(content)))
    reading = dict(run.reading or {})
    confirm_import(administrator, run=run, reading=reading, total=count_rows(run, reading))
