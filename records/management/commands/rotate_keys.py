"""`manage.py rotate_keys`: new keys for one clinic or all, while people work."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clinic.access.actor import Actor
from clinic.people import factor_secrets
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from clinic.vault import rotation
from records.actions.keys import record_rotation


class Command(BaseCommand):
    help = (
        "Give a clinic a new data key and put everything under it, and its keys under the active "
        "key of the keyring. Goes on where an interrupted run stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--clinic", metavar="SLUG", help="only this one")
        parser.add_argument("--batch", type=int, default=200, help="rows in one transaction")
        parser.add_argument(
            "--drop-old", action="store_true",
            help="only delete old data keys, when nothing is under them any more",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if options["batch"] < 1:
            raise CommandError("A batch has at least one row.", returncode=2)
        with transaction.atomic():
            wanted = {"slug": options["clinic"]} if options["clinic"] else {}
            clinics = list(Clinic.objects.filter(**wanted))
        if not clinics:
            raise CommandError("No such clinic is visible. Sign in as alcove_worker.", returncode=2)
        if not options["clinic"] and not options["drop_old"]:
            self._authenticators(options["batch"])
        for clinic in clinics:
            if options["drop_old"]:
                self._drop(clinic)
            else:
                self._rotate(clinic, options["batch"])

    def _authenticators(self, batch: int) -> None:
        """Put the secrets of authenticator apps, of no clinic, under the active key."""
        done, after = 0, 0
        while True:
            with transaction.atomic():
                rows = Authenticator.objects.select_for_update().filter(pk__gt=after)
                found = list(rows.order_by("pk")[:batch])
                done += sum(factor_secrets.rewrap(row) for row in found)
            if not found:
                break
            after = found[-1].pk
        self.stdout.write(f"{done} secrets of authenticators under the active keyring key")

    def _drop(self, clinic: Clinic) -> None:
        try:
            with bind(clinic), transaction.atomic():
                dropped = rotation.drop_old()
        except RuntimeError as error:
            raise CommandError(f"{clinic.slug}: {error}", returncode=1) from error
        self.stdout.write(f"{clinic.slug}: {dropped} old keys deleted")

    def _rotate(self, clinic: Clinic, batch: int) -> None:
        with bind(clinic), transaction.atomic():
            new = rotation.begin()
        self.stdout.write(f"{clinic.slug}: {'new data key' if new else 'going on'}")
        clients = self._clients(clinic, batch)
        rows = self._rows(clinic, batch)
        with bind(clinic), transaction.atomic():
            keys = rotation.rewrap_clinic()
            operator = Actor.system(clinic, "operator")
            record_rotation(operator, clients=clients, rows=rows, keys=keys)
        self.stdout.write(f"{clinic.slug}: done; {keys} clinic keys under the active keyring key")

    def _clients(self, clinic: Clinic, batch: int) -> int:
        with bind(clinic), transaction.atomic():
            total = rotation.stale_client_keys().count()
        done = 0
        while True:
            # A binding of its own for each step: what it unwrapped is forgotten with it.
            with bind(clinic), transaction.atomic():
                step = rotation.rewrap_clients(batch)
            if not step:
                break
            done += step
            self.stdout.write(f"{clinic.slug}: {done} of {max(total, done)} client keys")
        with bind(clinic), transaction.atomic():
            left = rotation.stale_client_keys().count()
        if left:
            raise CommandError(
                f"{clinic.slug}: {left} client keys are being changed just now; run it again.",
                returncode=1,
            )
        return done

    def _rows(self, clinic: Clinic, batch: int) -> int:
        total = 0
        for model, names in rotation.sealed_by_the_clinic():
            done, after = 0, None
            while True:
                with bind(clinic), transaction.atomic():
                    step, after = rotation.reseal(model, names, after, batch)
                done += step
                if after is None:
                    break
            if done:
                self.stdout.write(f"{clinic.slug}: {done} rows of {model._meta.label}")
            total += done
        return total
