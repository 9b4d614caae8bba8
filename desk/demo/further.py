"""Whoever else works on cases of the demo, in the roles that Harbor has beside its first six.

Done once: a later run finds them on their cases.
"""

from django.db.models import QuerySet

from cases.actions import assign_case
from cases.models import Assignment, Case
from cases.rules.standing import CO_COUNSEL, PARALEGAL, REPRESENTATIVE, STUDENT
from clients.actions import compare_firm_names, send_firm_check, submit_firm_names
from clients.models import Client
from clients.queries.firm_checks import firm_is_clear
from clinic.access.actor import Actor
from clinic.tenancy.models import new_id
from desk.demo.cast import in_role
from desk.demo.offices import LastSeat, Office, address, at_work

FIRM = "Quince and Elsewhere Demo LLP"
# More than a firm has to name at once, and like nobody of the demo.
NAMES = (
    "Ypsilon Gartenbau", "Kwadrat Meubels", "Ottokar Zwirn", "Papillon Bleu Sarl", "Jurgis Ąžuolas",
    "Hnědý Medvěd", "Umbrella Ukulele", "Wapiti Woodworks", "Ixchel Xoconostle", "Fjord Fiskeri",
    "Quokka Quilting", "Zebulon Zahnrad",
)  # fmt: skip
SUPERVISING = "supervising_attorney"


def seed_further(office: Office) -> bool:
    """Put each of them on a case of their own; tell whether anybody was."""
    with at_work(office) as actor:
        coordinator = actor(in_role(office.slug, "coordinator"))
        if Assignment.objects.filter(role=REPRESENTATIVE).exists():
            return False
        rows = list(_under_way())
        shared, *_others, last = rows * 2  # a small demo has one alone
        _put(actor, coordinator, last, SUPERVISING)
        _put(actor, coordinator, last, REPRESENTATIVE)
        _put(actor, coordinator, shared, PARALEGAL)
        _put(actor, coordinator, shared, STUDENT)
        ask_firm(coordinator, shared.client, FIRM)
        if firm_is_clear(shared.client, FIRM):
            _put(actor, coordinator, shared, CO_COUNSEL)
    return True


def _under_way() -> QuerySet[Case]:
    """Return the T visa cases that an attorney works on, the longest open first."""
    rows = Case.objects.filter(closed_on=None, client__conflict_state="clear")
    rows = rows.filter(assignments__role="attorney", assignments__ended_at=None, matter="t_visa")
    return rows.select_related("client__key", "key").order_by("opened_on", "id").distinct()


def _put(actor: LastSeat, coordinator: Actor, case: Case, role: str) -> None:
    member = actor(in_role(coordinator.clinic.slug, role)).membership
    assert member is not None
    assign_case(coordinator, case=case, membership=member, role=role)


def ask_firm(coordinator: Actor, client: Client, firm: str) -> None:
    """Ask a firm blind, let it send its names, and compare them."""
    check = send_firm_check(
        coordinator, client=client, form_token=new_id(), firm=firm,
        email=address("conflicts.elsewhere"),
    )  # fmt: skip
    clinic = coordinator.clinic
    check = submit_firm_names(Actor.system(clinic, "firm_link"), check=check, names=NAMES)
    compare_firm_names(Actor.system(clinic, "names"), check=check)
