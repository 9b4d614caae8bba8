"""Two coordinators work off one waiting list at the same moment: each case is given once."""

from typing import Any

import pytest
from django.db import transaction
from zeal import zeal_ignore

from cases.actions import assign_case
from cases.models import Assignment
from clinic.access.refusals import Blocked
from clinic.tenancy.current import bind
from tests.builders import browsing_as, make_case, make_clinic, make_member, seat_of
from tests.rest.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TURNS = 4  # the order is chance: each race is run with new cases


def test_two_who_give_one_case_to_two_attorneys_give_it_once() -> None:
    clinic = make_clinic("harbor")
    desks = [make_member(clinic, "coordinator", name=name) for name in ("Cora", "Zoe")]
    takers = [make_member(clinic, "attorney", name=name) for name in ("Anna", "Otto")]
    browsers = [browsing_as(one) for one in desks]
    for _turn in range(TURNS):
        with bind(clinic), transaction.atomic(), zeal_ignore():
            case = make_case(desks[0])
        works = [
            lambda browser=browser, pair=f"{case.pk}:{taker.membership_id}": browser.post(
                "/harbor/people/waiting/", {"pair": [pair]}
            )
            for browser, taker in zip(browsers, takers, strict=True)
        ]
        answers = at_once(*works)
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        (refused,) = [answer for answer in answers if answer.status_code == 409]
        assert "Somebody works on this case as attorney meanwhile" in refused.content.decode()
        with bind(clinic), transaction.atomic():
            assert Assignment.objects.filter(case=case).count() == 1


def test_a_second_attorney_is_assigned_on_purpose_and_never_off_the_list() -> None:
    clinic = make_clinic("harbor")
    desk = make_member(clinic, "coordinator", name="Cora")
    anna, otto = (make_member(clinic, "attorney", name=name) for name in ("Anna", "Otto"))
    with bind(clinic), transaction.atomic(), zeal_ignore():
        case = make_case(desk, anna)
    given: dict[str, Any] = {"case": case, "membership": seat_of(otto), "role": "attorney"}
    with bind(clinic):
        with pytest.raises(Blocked) as refusal, transaction.atomic():
            assign_case(desk, waiting=True, **given)
        assert refusal.value.code == "not_waiting"
        with transaction.atomic(), zeal_ignore():
            assert assign_case(desk, **given).membership == seat_of(otto)
