"""A case that goes on again: what its closing wrote of its matters is taken back."""

from datetime import timedelta

import pytest

from cases.actions import add_matter, close_case, end_matter, reopen_case
from cases.models import Case, Matter
from cases.queries import matter_of
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from tests.builders import make_case


@pytest.fixture
def case(coordinator: Actor, attorney: Actor) -> Case:
    return make_case(coordinator, attorney)


def again(case: Case) -> Case:
    return Case.objects.select_related("client__key", "key").get(pk=case.pk)


def close(actor: Actor, case: Case, outcome: str) -> None:
    now = again(case)
    close_case(actor, case=now, outcome=outcome, reason="Done.", version=now.version)


def ends(case: Case) -> dict[str, tuple[str, object]]:
    rows = Matter.objects.filter(case=case)
    return {row.kind: (row.outcome, row.ended_on) for row in rows}


def test_a_matter_that_never_began_ends_as_its_case_does_each_time(
    case: Case, attorney: Actor
) -> None:
    said = add_matter(attorney, case=case, kind="work_permit")
    said = matter_of(attorney, said.pk)
    earlier, long_ago = today() - timedelta(days=2), today() - timedelta(days=3)
    end_matter(attorney, matter=said, outcome="denied", ended_on=long_ago, version=said.version)
    close(attorney, case, "lost_contact")
    Case.objects.filter(pk=case.pk).update(closed_on=earlier)
    Matter.objects.filter(case=case, kind="t_visa").update(ended_on=earlier)
    version = Matter.objects.get(case=case, kind="t_visa").version
    reopen_case(attorney, case=again(case), version=again(case).version)
    assert ends(case) == {"t_visa": ("", None), "work_permit": ("denied", long_ago)}
    assert Matter.objects.get(case=case, kind="t_visa").version == version + 1
    close(attorney, case, "granted")
    assert ends(case) == {"t_visa": ("granted", today()), "work_permit": ("denied", long_ago)}


def test_what_went_its_road_to_the_end_stays_as_it_ended(case: Case, attorney: Actor) -> None:
    """Also where it ended on the day of the case, and in the same way."""
    Matter.objects.filter(case=case).update(stage="closed")
    matter = matter_of(attorney, Matter.objects.get(case=case).pk)
    end_matter(attorney, matter=matter, outcome="granted", ended_on=today(), version=matter.version)
    close(attorney, case, "granted")
    reopen_case(attorney, case=again(case), version=again(case).version)
    assert ends(case) == {"t_visa": ("granted", today())}
