"""The first wall and the binding of the second."""

from collections.abc import Generator
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from clinic.people.models import Membership
from clinic.tenancy.current import (
    ClinicNotBound,
    bind,
    bind_user,
    bound_to,
    current_clinic,
    has_clinic,
    unbound,
)
from clinic.tenancy.middleware import FreshBinding
from clinic.tenancy.models import Clinic
from clinic.vault.models import ClinicKey
from tests.builders import make_clinic

pytestmark = pytest.mark.django_db


def test_reading_without_a_clinic_raises() -> None:
    with pytest.raises(ClinicNotBound):
        ClinicKey.objects.exists()
    with pytest.raises(ClinicNotBound):
        list(ClinicKey._base_manager.all())


def test_a_query_made_inside_and_run_outside_raises() -> None:
    with bind(make_clinic("alpha")):
        late = ClinicKey.objects.all()
    with pytest.raises(ClinicNotBound):
        list(late)


def test_binding_inside_a_transaction_takes_effect_at_once() -> None:
    alpha, beta = make_clinic("alpha"), make_clinic("beta")
    with bind(alpha):
        of_alpha = set(ClinicKey.objects.values_list("pk", flat=True))
        with bind(beta):
            assert of_alpha.isdisjoint(ClinicKey._base_manager.values_list("pk", flat=True))
        assert set(ClinicKey._base_manager.values_list("pk", flat=True)) == of_alpha


def test_a_rolled_back_savepoint_does_not_carry_its_clinic_out() -> None:
    alpha, beta = make_clinic("alpha"), make_clinic("beta")
    with bind(alpha):
        with pytest.raises(ZeroDivisionError), transaction.atomic(), bind(beta):
            ClinicKey.objects.count()
            raise ZeroDivisionError
        assert {key.clinic_id for key in ClinicKey._base_manager.all()} == {alpha.pk}


def test_a_person_without_a_clinic_reaches_only_their_seats() -> None:
    clinic = make_clinic("alpha")
    with bind_user(clinic.pk):
        assert list(Membership._base_manager.all()) == []
        with pytest.raises(ClinicNotBound):
            ClinicKey._base_manager.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_raises_even_when_bound() -> None:
    with transaction.atomic():
        clinic = make_clinic("alpha")
    with bind(clinic):
        with pytest.raises(ClinicNotBound):
            ClinicKey.objects.count()
        with transaction.atomic():
            assert ClinicKey.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_nothing_is_carried_over_on_a_reused_connection() -> None:
    with transaction.atomic():
        clinic = make_clinic("alpha")
    for turn in range(200):
        try:
            with bound_to(clinic.pk):
                assert ClinicKey.objects.count() == 2
                if turn % 10 == 0:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            pass
        with transaction.atomic(), connection.connection.cursor() as cursor:
            seen: Any = cursor.execute("SELECT count(*) FROM vault_clinickey").fetchone()
            assert seen == (0,)


def test_a_row_of_one_clinic_is_not_saved_for_another() -> None:
    alpha, beta = make_clinic("alpha"), make_clinic("beta")
    with bind(alpha):
        key = ClinicKey.objects.first()
    assert key is not None
    with bind(beta), pytest.raises(ClinicNotBound):
        key.save()


def test_a_clinic_is_invisible_to_those_without_a_seat() -> None:
    alpha, beta = make_clinic("alpha"), make_clinic("beta")
    with bind(alpha):
        assert set(Clinic.objects.values_list("pk", flat=True)) == {alpha.pk}
    assert beta.pk != alpha.pk


def rows_of(clinic: Clinic) -> Generator[ClinicKey]:
    with bind(clinic):
        yield from ClinicKey.objects.all()


def test_a_request_starts_unbound_whatever_a_suspended_generator_left(rf: RequestFactory) -> None:
    left = rows_of(make_clinic("alpha"))
    next(left)
    assert has_clinic()
    seen: list[bool] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(has_clinic())
        with pytest.raises(ClinicNotBound):
            ClinicKey.objects.exists()
        return HttpResponse()

    FreshBinding(answer)(rf.get("/"))
    assert seen == [False]
    left.close()
    assert not has_clinic()


def test_it_is_the_outermost_middleware(settings: Any) -> None:
    own = [name for name in settings.MIDDLEWARE if not name.startswith("zeal.")]
    assert own[0] == "clinic.tenancy.middleware.FreshBinding"


def test_a_suspended_generator_that_ends_later_brings_its_clinic_not_back() -> None:
    alpha, beta = make_clinic("alpha"), make_clinic("beta")
    with bind(alpha):
        left = rows_of(alpha)
        next(left)
    with unbound(), bind(beta):
        left.close()
        assert current_clinic() == beta
        assert {key.clinic_id for key in ClinicKey._base_manager.all()} == {beta.pk}
