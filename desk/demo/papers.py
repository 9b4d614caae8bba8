"""What else the filings of the demo's matters show: relatives, agencies asked, clocks, courts."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from filings.actions import (
    add_agency,
    add_deadline,
    add_filing,
    add_relative,
    chase_request,
    move_filing,
    plan_filing,
    record_answer,
    record_choice,
    say_no_deadline,
    send_request,
    set_deadline,
)
from filings.models import Agency, Filing

YEAR = 365.25
Show = Callable[[Actor, Case], object]
POLICE, BUREAU = "Example County Sheriff (made up)", "Example Field Office (made up)"


def _ago(days: float) -> date:
    return today() - timedelta(days=int(days))


def _agency(attorney: Actor, name: str, kind: str) -> Agency:
    found = Agency.objects.filter(name=name).first()
    return found or add_agency(attorney, name=name, kind=kind, place="Exampletown")


def _filing_of(case: Case) -> Filing:
    return Filing.objects.select_related("case", "key").filter(case=case).earliest("id")


def family(attorney: Actor, case: Case) -> None:
    """Three relatives; one turns 21, another 18, before it is planned to file."""
    add_relative(
        attorney, case=case, name="Kind Beispiel", relation="child", married="no", danger="unsure",
        place="in_country", birth_date=_ago(21 * YEAR - 40),
    )  # fmt: skip
    add_relative(
        attorney, case=case, name="Muestra Ejemplo", relation="sibling", married="no",
        danger="yes", place="abroad", birth_date=_ago(18 * YEAR - 25),
    )  # fmt: skip
    add_relative(
        attorney, case=case, name="Elternteil Beispiel", relation="parent", married="unsure",
        danger="yes", place="abroad",
    )  # fmt: skip
    plan_filing(attorney, filing=_filing_of(case), planned_for=_ago(-30))


def _declaration(attorney: Actor, case: Case, *, answer: str) -> Filing:
    filing = add_filing(attorney, case=case, form="I-914B")
    record_choice(attorney, filing=filing, answer=answer, language="Spanish", asked_on=_ago(60))
    return Filing.objects.select_related("case", "key").get(pk=filing.pk)


def silent_agency(attorney: Actor, case: Case) -> None:
    """Asked with the survivor's yes, asked again, and no answer."""
    request = send_request(
        attorney, filing=_declaration(attorney, case, answer="yes"), channel="mail", on=_ago(55),
        agency=_agency(attorney, POLICE, "police"),
    )  # fmt: skip
    chase_request(attorney, request=request, channel="phone", on=_ago(20))


def answered_agency(attorney: Actor, case: Case) -> None:
    request = send_request(
        attorney, filing=_declaration(attorney, case, answer="yes"), channel="online",
        on=_ago(50), agency=_agency(attorney, BUREAU, "federal"),
    )  # fmt: skip
    record_answer(
        attorney, request=request, answer="issued", answered_on=_ago(15), received_on=_ago(9)
    )


def not_now(attorney: Actor, case: Case) -> None:
    """The survivor does not want the police asked now: nothing can be sent."""
    _declaration(attorney, case, answer="not_now")


def asylum_clock(attorney: Actor, case: Case) -> None:
    """A clock that stood still for three weeks; the work permit can soon be asked for."""
    filed = _ago(165)
    delays = [{"from": _ago(100).isoformat(), "to": _ago(79).isoformat()}]
    add_deadline(
        attorney, case=case, filing=_filing_of(case), rule="us.asylum.ead_clock",
        facts={"filed": filed.isoformat(), "delays": delays},
    )  # fmt: skip


def appeal(attorney: Actor, case: Case) -> None:
    """Lost before the immigration judge: two readings of the law, and a day that a judge set."""
    add_deadline(
        attorney, case=case, rule="us.eoir.bia_appeal",
        facts={"decision_date": _ago(5).isoformat(), "service": "oral"},
    )  # fmt: skip
    set_deadline(
        attorney, case=case, outer=_ago(-18), what="List of witnesses. (Made up.)",
        order="Order of the judge, read out in court. (Made up.)", jurisdictional=False,
    )  # fmt: skip


def referral(attorney: Actor, case: Case) -> None:
    """Referred in England; the authority's five working days have passed."""
    filing = add_filing(attorney, case=case, form="NRM")
    move_filing(attorney, filing=filing, to="referred", on=_ago(12), facts={"nation": "england"})


def nothing_runs(attorney: Actor, case: Case) -> None:
    say_no_deadline(
        attorney, filing=_filing_of(case), reason="The agency gives no day to answer by. (Made up.)"
    )


SHOWS: Mapping[str, Show] = MappingProxyType(
    {
        "family": family,
        "silent_agency": silent_agency,
        "answered_agency": answered_agency,
        "not_now": not_now,
        "asylum_clock": asylum_clock,
        "appeal": appeal,
        "referral": referral,
        "nothing_runs": nothing_runs,
    }
)
