"""`manage.py shred_client CLINIC CLIENT-ID`: say what would be gone; with --yes, do it."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from records.actions import BLOCKED, shred_client
from records.queries import extent_of_all, records_of, why_not_shredded
from records.rules import REASONS


class Command(BaseCommand):
    help = "Destroy a client's key and print the certificate, which tells of nobody."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("clinic", metavar="CLINIC", help="the clinic's short name")
        parser.add_argument(
            "client", metavar="CLIENT-ID", type=UUID, help="from the page's address"
        )
        parser.add_argument("--reason", choices=sorted(REASONS), default="erasure")
        parser.add_argument("--yes", action="store_true", help="do it; without, only say what")

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            clinic = Clinic.objects.filter(slug=options["clinic"]).first()
        if clinic is None:
            raise CommandError("No such clinic is visible. Sign in as alcove_worker.", returncode=2)
        with bind(clinic), transaction.atomic():
            client = Client.objects.select_related("key").filter(pk=options["client"]).first()
            if client is None or client.erased_at is not None:
                raise CommandError(
                    "There is no such client, or it is erased already.", returncode=2
                )
            if options["yes"]:
                self._shred(clinic, client, options["reason"])
            else:
                self._preview(client)

    def _preview(self, client: Client) -> None:
        extent, code = extent_of_all(records_of(client)), why_not_shredded(client)
        self.stdout.write(
            f"{extent.rows} rows and {extent.files} files would be gone for good; "
            f"{extent.stub_names} names would stay for conflict checks."
        )
        self.stdout.write(str(BLOCKED[code]) if code else "Run it again with --yes to do it.")

    def _shred(self, clinic: Clinic, client: Client, reason: str) -> None:
        operator = Actor.system(clinic, "operator")
        try:
            certificate = shred_client(operator, client=client, reason=reason)
        except Blocked as stop:
            raise CommandError(str(stop.message), returncode=1) from stop
        self.stdout.write(f"Certificate {certificate.number}")
        self.stdout.write(f"Clinic: {clinic.slug}")
        self.stdout.write(f"When: {certificate.shredded_at:%Y-%m-%d %H:%M} UTC")
        self.stdout.write(f"Why: {reason}")
        self.stdout.write(f"Key: {certificate.key_id} destroyed")
        self.stdout.write(f"Rows: {certificate.rows}; files: {certificate.files}")
        names, until = certificate.stub_names, certificate.stub_until
        kept = f", until {until}" if until else ""
        self.stdout.write(f"Names kept for conflict checks: {names}{kept}")
