"""`manage.py seed_demo`: made-up clinics, and the main job run through them step by step."""

import logging
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from clinic.notices.demo_people import PASSWORD, sign_ins
from desk.demo import main_job
from desk.demo.agenda import seed_agenda
from desk.demo.beside import seed_beside
from desk.demo.board import seed_board
from desk.demo.bound import seed_bound
from desk.demo.demands import seed_demand
from desk.demo.documents import seed_documents
from desk.demo.engagement import seed_engagement
from desk.demo.exhibits import seed_exhibits
from desk.demo.further import seed_further
from desk.demo.handing import seed_handover
from desk.demo.hours import seed_hours
from desk.demo.library import seed_library
from desk.demo.offices import Office, open_all
from desk.demo.people import seed_people
from desk.demo.programs import DAYS, hand_out_token
from desk.demo.roster import seed_roster
from desk.demo.seeding import seed_all, seed_partners
from desk.demo.showing import Line, Progress, keep, kept, steps_table, table
from desk.demo.training import seed_training


class Command(BaseCommand):
    help = "Make the demo's clinics by the product's own actions, and run the main job once."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.ALCOVE_DEMO:
            raise CommandError("Only with the demo's settings: these people sign in by a page.")
        logging.getLogger("django.request").setLevel(logging.ERROR)
        began = time.monotonic()
        progress = Progress(self.stdout)  # type: ignore[arg-type]
        try:
            offices = open_all(progress)
            seed_partners(offices)
            made = seed_all(offices, progress)
            seed_roster(offices)
        except IntegrityError as error:
            raise CommandError(
                "These clinics are here but not as the demo makes them. `make demo-reset` starts "
                f"over. ({error.__class__.__name__})"
            ) from error
        mark = "+".join(str(office.clinic_id) for office in offices.values())
        steps_file = Path(getattr(settings, "EMAIL_FILE_PATH", "")).with_name("demo-steps.json")
        lines = kept(steps_file, mark)
        if lines and not made:
            progress.say("demo: made earlier, and kept; this is what its steps produced then")
        else:
            lines = main_job.run(offices, progress)
        seed_beside(offices["harbor"])
        seed_bound(offices["harbor"])
        seed_people(offices["harbor"])
        seed_further(offices["harbor"])
        seed_board(offices["harbor"])
        for office in offices.values():
            seed_agenda(office)
            seed_hours(office)
            seed_documents(office)
            seed_training(office)
            seed_library(office)
            seed_engagement(office)
        seed_exhibits(offices["harbor"])
        seed_handover(offices["harbor"])
        seed_demand(offices["harbor"])
        if not any(line.failed for line in lines):
            keep(steps_file, mark, lines)
        progress.end()
        self._summary(lines, time.monotonic() - began, offices)
        if any(line.failed for line in lines):
            raise CommandError("A step failed. Run it again, or start over: `make demo-reset`.")

    def _summary(self, lines: list[Line], seconds: float, offices: dict[str, Office]) -> None:
        people = sign_ins()
        rows = [("sign in as", "authenticator secret", "clinic and roles")]
        for one in people:
            where = "; ".join(f"{clinic}: {roles}" for clinic, roles in one.seats)
            rows.append((one.email, one.secret, where))
        self.stdout.write(f"\n{steps_table(lines)}\n\n{table(rows)}\n")
        self.stdout.write(
            f"\nPassword for everybody: {PASSWORD}\n"
            f"Six digits of now, without an app: {settings.ALCOVE_BASE_URL}/demo/\n"
            f"With an app: enter the secret above, or as an address, for example\n"
            f"  {people[0].uri}\n"
            f"Mail that was sent: {settings.ALCOVE_BASE_URL}/demo/mailbox/\n"
            f"API, see docs/api.md: {settings.ALCOVE_BASE_URL}/api/docs/\n"
            f"Access token of the coordinator, for {DAYS} days or until the next start:\n"
            f"  {hand_out_token(offices)}\n"
            f"demo: {seconds:.1f} s"
        )
