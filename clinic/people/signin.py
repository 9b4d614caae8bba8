"""Record sign-ins and failed ones in every clinic where the person sits.

These are the library's signals, not rules of the domain.
"""

from typing import Any

from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from clinic.audit.recording import Who, record, record_refusal
from clinic.people.models import User
from clinic.people.seats import seats_of
from clinic.tenancy.current import bound_to

SECOND_FACTOR = "alcove_second_factor"


@receiver(authenticator_added)
def _factor_added(request: Any, **_: Any) -> None:
    # Setting the factor up proves it in this session; other sessions must sign in again.
    request.session[SECOND_FACTOR] = True


@receiver(user_logged_in)
def _signed_in(user: User, **_: Any) -> None:
    for seat in seats_of(user.pk):
        with bound_to(seat.clinic_id):
            record(Who(seat.pk), "member.signed_in", seat)


@receiver(user_logged_out)
def _signed_out(user: User | None, **_: Any) -> None:
    for seat in seats_of(user.pk) if user else ():
        with bound_to(seat.clinic_id):
            record(Who(seat.pk), "member.signed_out", seat)


@receiver(user_login_failed)
def _failed(credentials: dict[str, Any], **_: Any) -> None:
    email = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    user = User.objects.filter(email=email).first() if email else None
    for seat in seats_of(user.pk) if user else ():
        with bound_to(seat.clinic_id):
            record_refusal(Who(seat.pk), "member.signed_in", target=seat)
