"""The audit page with days at the ends of the calendar."""

import pytest
from django.db import transaction
from django.test import Client as Browser

from clinic.tenancy.current import bind
from tests.builders import browsing_as
from tests.everywhere.world import World


@pytest.fixture
def auditor(world: World) -> Browser:
    world.here.clinic.time_zone = "Asia/Tokyo"
    with bind(world.here.clinic), transaction.atomic():
        world.here.clinic.save()
    return browsing_as(world.here.people["auditor"])


def test_the_first_and_the_last_day_there_is_break_nothing(auditor: Browser) -> None:
    for field in ("since", "until"):
        for day in ("0001-01-01", "9999-12-30", "9999-12-31"):
            answer = auditor.get("/harbor/office/audit/", {field: day})
            assert answer.status_code == 200, (field, day)
