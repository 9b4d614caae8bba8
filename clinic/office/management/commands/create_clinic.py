"""`manage.py create_clinic SLUG --name … --administrator EMAIL`: a new clinic on this machine."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from clinic.access.actor import Actor
from clinic.access.refusals import Refused
from clinic.office.actions import create_clinic, invite_member
from clinic.office.tasks import link_of
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic

# Where a clinic works -> its time zone, unless told.
ZONES = {"us": "America/New_York", "uk": "Europe/London"}


class Command(BaseCommand):
    help = "Create a clinic with its keys, and invite its first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="short name in addresses: small letters, digits, hyphens")
        parser.add_argument("--name", required=True, help="name as its people know it")
        parser.add_argument("--jurisdiction", default="us", choices=list(ZONES))
        parser.add_argument("--time-zone", help="that of its jurisdiction unless told")
        parser.add_argument("--language", default="en", choices=[c for c, _ in settings.LANGUAGES])
        parser.add_argument("--administrator", required=True, metavar="EMAIL")

    def handle(self, *args: Any, **options: Any) -> None:
        clinic = Clinic(
            slug=options["slug"],
            name=options["name"],
            jurisdiction=options["jurisdiction"],
            time_zone=options["time_zone"] or ZONES[options["jurisdiction"]],
            language=options["language"],
            asks_engagement=True,
        )
        try:
            validate_email(options["administrator"])
            clinic.full_clean(validate_unique=False)
            link = self._create(clinic, options["administrator"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from error
        except Refused as refusal:
            raise CommandError(refusal.message, returncode=2) from refusal
        except IntegrityError as error:
            raise CommandError(f"There is a clinic {clinic.slug} already.", returncode=2) from error
        except ProgrammingError as error:
            raise CommandError(
                "The database refused. Migrate first, and sign in as the application's role.",
                returncode=2,
            ) from error
        self.stdout.write(f"Created {clinic.name}: {settings.ALCOVE_BASE_URL}/{clinic.slug}/")
        self.stdout.write(f"Invitation for {options['administrator']}, good for seven days;")
        self.stdout.write("it is also sent by mail, and not shown again:")
        self.stdout.write(link)

    def _create(self, clinic: Clinic, administrator: str) -> str:
        with bind(clinic), transaction.atomic():
            operator = Actor.system(clinic, "operator")
            create_clinic(operator)
            invitation = invite_member(operator, email=administrator, roles=["administrator"])
            return link_of(str(invitation.token))
