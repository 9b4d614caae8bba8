"""Access in an emergency, taken in the moment in which something else is decided about the case."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone
from zeal import zeal_ignore

from cases.actions import assign_case, break_glass, give_access, review_glass
from cases.models import Case, CaseUserPerm, TimedAccess
from cases.policy import visible_cases
from clients.actions import raise_wall
from clients.models import ClientUserPerm
from clinic.access.refusals import Blocked
from clinic.tenancy.current import bind
from tests.builders import make_case, make_clinic, make_member, seat_of
from tests.rest.at_once import overtaken

racing = pytest.mark.django_db(transaction=True)


class Night:
    """One case, and an attorney of the clinic who is not on it."""

    def __init__(self) -> None:
        cache.clear()
        self.clinic = make_clinic("harbor")
        self.cora = make_member(self.clinic, "coordinator", name="Cora Koordin")
        self.sina = make_member(self.clinic, "supervisor", name="Sina Aufsicht")
        self.anna = make_member(self.clinic, "attorney", name="Anna Anwalt")
        with bind(self.clinic), transaction.atomic(), zeal_ignore():
            self.case = make_case(self.cora)

    def take(self) -> TimedAccess:
        return break_glass(self.anna, number=self.case.number, reason="She called.", hours=4)

    def reached(self) -> bool:
        return visible_cases(self.anna).filter(pk=self.case.pk).exists()


@racing
def test_two_requests_of_one_person_open_a_case_once() -> None:
    night = Night()
    assert overtaken(night.clinic, night.take, by=night.take) == "sees_already"
    with bind(night.clinic), transaction.atomic():
        (access,) = TimedAccess.objects.all()
        review_glass(night.sina, access=access, proper=False, review="Nobody called.")
        assert not night.reached()


@racing
def test_an_assignment_that_comes_first_is_not_given_an_end() -> None:
    night = Night()

    def assign() -> None:
        case = Case.objects.get(pk=night.case.pk)
        assign_case(night.cora, case=case, membership=seat_of(night.anna), role="attorney")

    assert overtaken(night.clinic, night.take, by=assign) == "sees_already"
    with bind(night.clinic), transaction.atomic():
        assert not TimedAccess.objects.exists()
        assert CaseUserPerm.objects.get(content_object=night.case).until is None
        assert ClientUserPerm.objects.get(content_object=night.case.client).until is None


@racing
def test_a_wall_that_is_raised_first_stops_the_emergency() -> None:
    night = Night()

    def wall() -> None:
        raise_wall(
            night.cora, client=night.case.client, membership=seat_of(night.anna), reason="A cousin."
        )

    assert overtaken(night.clinic, night.take, by=wall) == "no_such_case"
    with bind(night.clinic), transaction.atomic():
        assert not TimedAccess.objects.exists()
        assert not CaseUserPerm.objects.exists()


@pytest.mark.django_db
def test_access_that_ran_out_is_ended_by_what_is_taken_after_it() -> None:
    night = Night()
    over = timezone.now() - timedelta(hours=1)
    with bind(night.clinic), transaction.atomic(), zeal_ignore():
        first = give_access(
            night.cora,
            case=night.case,
            membership=seat_of(night.anna),
            hours=1,
            reason="Stands in.",
        )
        TimedAccess.objects.filter(pk=first.pk).update(until=over)
        CaseUserPerm.objects.update(until=over)
        night.take()
        first.refresh_from_db()
        assert (first.ended_at, first.ended_by) == (over, None)
        assert night.reached()


@pytest.mark.django_db
def test_one_person_has_a_case_for_a_time_once() -> None:
    night = Night()
    with bind(night.clinic), transaction.atomic(), zeal_ignore():
        access = night.take()
        with pytest.raises(Blocked) as stop:
            night.take()
        assert stop.value.code == "sees_already"
    with bind(night.clinic), pytest.raises(IntegrityError), transaction.atomic():
        TimedAccess.objects.create(
            case=access.case, key=access.key, membership=access.membership, kind=access.kind,
            reason="Again.", given_by=access.given_by, until=access.until,
        )  # fmt: skip
