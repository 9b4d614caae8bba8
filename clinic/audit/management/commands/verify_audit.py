"""`manage.py verify_audit`: does the audit trail still say what was sealed?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clinic.audit.verifying import (
    Verdict,
    copy_lines,
    public_key_text,
    read_heads,
    read_public_key,
    verify_clinic,
    verify_copy,
)
from clinic.tenancy.current import bound_to
from clinic.tenancy.models import Clinic


class Command(BaseCommand):
    help = "Verify the audit chain of every clinic, of one, or of an exported copy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--clinic", help="short name of one clinic")
        parser.add_argument("--heads", type=Path, help="file with heads kept outside")
        parser.add_argument("--copy", type=Path, help="verify this copy instead of the database")
        parser.add_argument(
            "--public-key", help="verify the copy with this key, in base64, not with our own"
        )
        parser.add_argument(
            "--print-public-key", action="store_true", help="print the key that copies verify with"
        )
        parser.add_argument("--write-copy", type=Path, help="write a copy of one clinic's trail")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["print_public_key"]:
            self.stdout.write(public_key_text())
            return
        if options["public_key"] and not options["copy"]:
            raise CommandError("--public-key goes with --copy.", returncode=2)
        try:
            key = read_public_key(options["public_key"]) if options["public_key"] else None
            outside = None
            if options["heads"]:
                with options["heads"].open(encoding="ascii") as file:
                    outside = read_heads(file)
            if options["copy"]:
                with options["copy"].open(encoding="utf-8") as file:
                    verdicts = {str(options["copy"]): verify_copy(file, outside, key)}
            else:
                verdicts = self._of_clinics(options, outside)
        except (OSError, ValueError) as error:
            raise CommandError(str(error), returncode=2) from error
        for name, verdict in verdicts.items():
            self._tell(name, verdict)
        if not all(verdict.sound for verdict in verdicts.values()):
            raise CommandError("The audit trail does not verify.", returncode=1)

    def _of_clinics(
        self, options: dict[str, Any], outside: dict[int, str] | None
    ) -> dict[str, Verdict]:
        with transaction.atomic():
            clinics = list(Clinic.objects.order_by("slug"))
        if not clinics:
            raise CommandError("No clinic is visible. Sign in as alcove_worker.", returncode=2)
        if options["clinic"]:
            clinics = [clinic for clinic in clinics if clinic.slug == options["clinic"]]
            if not clinics:
                raise CommandError("No clinic of that short name is visible.", returncode=2)
        if outside is not None and len(clinics) != 1:
            raise CommandError("--heads goes with --clinic.", returncode=2)
        verdicts = {}
        for clinic in clinics:
            with bound_to(clinic.pk):
                verdicts[clinic.slug] = verify_clinic(outside)
                if options["write_copy"]:
                    with options["write_copy"].open("w", encoding="utf-8") as file:
                        file.writelines(copy_lines())
        return verdicts

    def _tell(self, name: str, verdict: Verdict) -> None:
        state = "verifies" if verdict.sound else "DOES NOT VERIFY"
        self.stdout.write(
            f"{name}: {state}; {verdict.entries} entries in {verdict.batches} batches, "
            f"{verdict.unsealed} waiting; head {verdict.head or 'none'}"
        )
        for fault in verdict.faults:
            self.stdout.write(f"  {fault}")
