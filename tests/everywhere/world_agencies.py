"""More of the world: a relative of the client, and an agency that was asked for something."""

from datetime import timedelta

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from filings import actions
from filings.models import Agency, AgencyRequest, Appearance, FamilyMember, Filing
from tests.builders import seat_of


def add_relative(attorney: Actor, case: Case) -> FamilyMember:
    return actions.add_relative(
        attorney, case=case, name="Selam Misale", relation="sibling", married="no",
        danger="yes", place="abroad", birth_date=today() - timedelta(days=17 * 365),
    )  # fmt: skip


def appear(attorney: Actor, case: Case) -> Appearance:
    return actions.enter_appearance(
        attorney, case=case, membership=seat_of(attorney), body="uscis", on=today()
    )


def ask_agency(attorney: Actor, case: Case) -> tuple[Agency, AgencyRequest, Filing]:
    """Ask an agency for a certification, as the survivor wishes."""
    agency = actions.add_agency(attorney, name="Muster County Police", kind="police")
    filing = actions.add_filing(attorney, case=case, form="I-918B")
    actions.record_choice(
        attorney, filing=filing, answer="yes", language="Tigrinya", asked_on=today()
    )
    asked = actions.send_request(
        attorney, filing=filing, agency=agency, channel="mail", on=today() - timedelta(days=40)
    )
    return agency, asked, Filing.objects.select_related("case", "key").get(pk=filing.pk)
