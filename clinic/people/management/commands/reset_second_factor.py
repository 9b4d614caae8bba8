"""`manage.py reset_second_factor EMAIL`: for somebody who lost phone and recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clinic.audit.recording import Detail, Who, record
from clinic.people.factor import remove_factors
from clinic.people.models import User
from clinic.people.seats import seats_of
from clinic.people.sessions import end_sessions
from clinic.people.tokens import end_addresses_of, revoke_tokens_of
from clinic.tenancy.current import bound_to


class Command(BaseCommand):
    help = (
        "Remove a person's authenticator app and codes, revoke their access tokens and end the "
        "address of their calendar. Be sure first that it is them who asks."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError("Nobody has this address.", returncode=2)
        with transaction.atomic():
            if not remove_factors(user):
                raise CommandError("This person has no second factor.", returncode=2)
            end_sessions(user.pk)
            for seat in seats_of(user.pk):
                with bound_to(seat.clinic.pk):
                    detail: Detail = {
                        "by": "operator",
                        "tokens": revoke_tokens_of(seat, by=None),
                        "addresses": end_addresses_of(seat),
                    }
                    record(Who(seat.pk), "member.factor_removed", seat, detail=detail)
        self.stdout.write("Removed. At the next sign-in the person sets up a new app.")
