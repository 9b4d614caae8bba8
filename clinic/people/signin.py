"""Record sign-ins, failed ones and changes of how a person signs in, in each of their clinics.

These are the library's signals, not rules of the domain.
"""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_used,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from clinic.audit.recording import Who, record, record_refusal
from clinic.people import factor
from clinic.people.models import User
from clinic.people.seats import seats_of
from clinic.people.sessions import end_sessions
from clinic.tenancy.current import bound_to


def tell_clinics(user: User, verb: str, **detail: str) -> None:
    for seat in seats_of(user.pk):
        with bound_to(seat.clinic.pk):
            record(Who(seat.pk), verb, seat, detail=detail)


def tell_clinics_refused(user: User, verb: str, **detail: str) -> None:
    for seat in seats_of(user.pk):
        with bound_to(seat.clinic.pk):
            record_refusal(Who(seat.pk), verb, target=seat, detail=detail)


@receiver(authenticator_added)
def _factor_added(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    if authenticator.type != Authenticator.Type.TOTP:
        return
    # Setting the factor up proves it in this session; other sessions must sign in again.
    factor.just_set_up(request, user)
    end_sessions(user.pk, but=request.session.session_key)
    tell_clinics(user, "member.factor_added")


@receiver(authenticator_used)
def _factor_used(request: HttpRequest, user: User, **_: Any) -> None:
    factor.proved(request, user)


@receiver(authenticator_removed)
def _factor_removed(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    if authenticator.type != Authenticator.Type.TOTP:
        return
    factor.forget(request)
    end_sessions(user.pk, but=request.session.session_key)
    tell_clinics(user, "member.factor_removed")


@receiver(authentication_failed)
def _factor_failed(user: User, **_: Any) -> None:
    tell_clinics_refused(user, "member.signed_in", why="wrong_code")


@receiver(user_logged_in)
def _signed_in(user: User, **_: Any) -> None:
    tell_clinics(user, "member.signed_in")


@receiver(user_logged_out)
def _signed_out(user: User | None, **_: Any) -> None:
    if user:
        tell_clinics(user, "member.signed_out")


@receiver(user_login_failed)
def _failed(credentials: dict[str, Any], **_: Any) -> None:
    email = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    user = User.objects.filter(email=email).first() if email else None
    if user:
        tell_clinics_refused(user, "member.signed_in", why="wrong_password")


@receiver(password_changed)
@receiver(password_reset)
def _password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    end_sessions(user.pk, but=request.session.session_key)
    tell_clinics(user, "member.password_changed")
