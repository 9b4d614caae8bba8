"""What each line of a demand's log says, and that none tells of what never was."""

from collections.abc import Iterator
from typing import Any

import pytest
from zeal import zeal_ignore

from clients.models import Client
from clinic.access.actions import ACTIONS
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.files.kinds import ARCHIVE
from clinic.tenancy.current import bind
from exchange import actions as exchange
from exchange.models import ClinicExport
from records import actions
from records.models import Demand
from records.queries.disclosures import lines_of
from records.rules.disclosures import DISCLOSURES, SHARED
from tests.builders import make_case, make_clinic, make_member
from tests.everywhere import test_actions
from tests.everywhere.doors import undone
from tests.everywhere.recipes import RECIPES, fresh
from tests.everywhere.world import Place
from tests.everywhere.world_demands import as_it_is, serve_on
from tests.everywhere.world_exchange import ask_copy
from tests.sealed import sealed_upload

pytestmark = pytest.mark.django_db
assert test_actions  # loads the recipes of every room


@pytest.fixture
def team(db: None) -> Iterator[dict[str, Actor]]:
    clinic = make_clinic("harbor")
    roles = ("administrator", "coordinator", "supervisor", "attorney", "advocate")
    people = {role: make_member(clinic, role) for role in roles}
    with bind(clinic):
        yield people


def a_demand(team: dict[str, Actor]) -> Demand:
    case = make_case(team["coordinator"], team["attorney"], team["advocate"])
    client = Client.objects.select_related("key").get(pk=case.client_id)
    return as_it_is(serve_on(team["advocate"], client, case=case))


def make_copy(team: dict[str, Actor]) -> ClinicExport:
    export = ask_copy(team["administrator"])
    exchange.agree_to_export(team["supervisor"], export=fresh(export))
    upload: Any = sealed_upload(b"PK", "clinic.zip")
    upload.media_type = ARCHIVE
    exporter = Actor.system(team["administrator"].clinic, "exporter")
    return exchange.finish_export(exporter, export=fresh(export), made=upload, rows=1, files=0)


def copies(team: dict[str, Actor], demand: Demand) -> list[str]:
    seen = actions.make_log(team["supervisor"], demand=as_it_is(demand)).lines["seen"]
    return [row["entry"] for row in seen if row["act"].startswith("Downloaded a copy of the")]


def test_only_a_copy_of_the_clinic_made_after_she_came_holds_her(team: dict[str, Actor]) -> None:
    exchange.take_export(team["administrator"], export=make_copy(team))
    made_before = make_copy(team)
    demand = a_demand(team)
    assert copies(team, demand) == []
    # Taken after she came, made before: nothing of her is in it.
    exchange.take_export(team["administrator"], export=made_before)
    assert copies(team, demand) == []
    exchange.take_export(team["administrator"], export=make_copy(team))
    assert len(copies(team, demand)) == 1


def test_every_act_says_what_it_was_and_what_went_out_to_whom(place: Place) -> None:
    """Do each act of the table as its recipe does it, and read the line it leaves."""
    silent = []
    for verb, act in DISCLOSURES.items():
        recipe, _refused = RECIPES[verb]
        with undone(), zeal_ignore():
            actor, given = recipe(place)
            with bind(actor.clinic):
                ACTIONS[verb](actor, **given)
                entry = AuditEntry.objects.filter(verb=verb).latest("id")
                (line,) = lines_of([entry])
        if not line["what"]:
            silent.append(f"{verb}: what")
        if act.kind == SHARED and not line["to"]:
            silent.append(f"{verb}: to whom")
    assert silent == []
