"""The main job's first steps, 0 to 4: from the clinics to a deadline with its why."""

from datetime import timedelta

from django.urls import reverse

from cases.actions import add_note, assign_case, move_case, open_case
from cases.models import Case
from cases.rules import STAGES
from clients.actions import add_party
from clients.models import Intake
from clinic.access.refusals import NotVisible
from clinic.notices.demo_people import DOMAIN
from clinic.people.models import Invitation, Membership, User
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from desk.demo.cast import PEOPLE
from desk.demo.clients import MAIN
from desk.demo.job import SLUG, Job, NotAsExpected, expect, refusal_of
from desk.demo.offices import at_work
from desk.demo.seeding import check_conflicts
from desk.demo.sittings import sit_down
from desk.demo.waiting import wait_for
from filings.actions import add_filing, move_filing, record_notice, record_receipt
from filings.models import Deadline

# Stands behind the numbers of the table, so that telephone and A-number are the client's own.
MAIN_NUMBER = 41
# Planted in two notes; the packets are searched for them.
PRIVILEGED = "Counsel only: strategy of the made-up case."
SHARED = "For the whole team: a made-up appointment."


def clinics_and_people(job: Job) -> str:
    def mailed() -> bool:
        with at_work(job.office):
            waiting = Invitation.objects.filter(accepted_at=None, revoked_at=None)
            return all(not invitation.token for invitation in waiting)

    wait_for("the invitation's mail", mailed)
    cases = 0
    for office in job.offices.values():
        with at_work(office):
            cases += Case.objects.count()
    with at_work(job.office):
        ended = Membership.objects.exclude(ended_at=None).count()
        roles = {role for seat in Membership.objects.filter(ended_at=None) for role in seat.roles}
    both = sum(len(person.seats) > 1 for person in PEOPLE)
    people = User.objects.filter(email__endswith=f"@{DOMAIN}").count()
    return (
        f"{len(job.offices)} clinics, {people} people, {len(roles)} roles, {both} in two clinics; "
        f"1 invitation mailed, {ended} seat ended; {cases} cases"
    )


def intake(job: Job) -> str:
    expect(job.visit("coordinator").get(f"/{SLUG}/intake/") == 200, "no intake page")
    with at_work(job.office) as actor:
        sitting = sit_down(
            actor("coordinator"),
            person=MAIN,
            number=MAIN_NUMBER,
            token=new_id(),
            others=(("exploiter", "Wiktor Musterfal"), ("employer", "Musterhof Farms GmbH")),
            pausing=True,
        )
        job.client_id = sitting.client_id
        done = Intake.objects.get(pk=sitting.pk)
    expect(done.status == "ready" and done.rights_explained_by_id, "intake not ready")
    return f"signed in with both factors; {len(done.done)} steps, rights first, paused and resumed"


def conflict_check(job: Job) -> str:
    with at_work(job.office) as actor:
        found = check_conflicts(actor("coordinator"), client=job.client(), decision="clear")
        state = job.client().conflict_state
    expect(found and state == "clear", f"{found} matches, {state}")
    return f"{found} possible matches with reasons, a person decided: clear"


def case_and_team(job: Job) -> str:
    with at_work(job.office) as actor:
        case = open_case(
            actor("coordinator"),
            client=job.client(),
            matter="t_visa",
            summary="The made-up case of the main job.",
            opened_on=today() - timedelta(days=45),
        )
        job.case_id, job.number = case.pk, case.number
        add_party(actor("coordinator"), client=job.client(), kind="witness", name="Zeuge Erdacht")
    expect(refusal_of(lambda: _assign(job, "attorney")) == "conflict_not_clear", "was assigned")
    with at_work(job.office) as actor:
        check_conflicts(actor("coordinator"), client=job.client(), decision="clear")
    for key in ("attorney", "advocate"):
        _assign(job, key)
    path = reverse("cases:case", args=[SLUG, job.case_id])
    inside, outside = job.visit("attorney").get(path), job.visit("volunteer").get(path)
    expect((inside, outside) == (200, 404), f"attorney {inside}, outsider {outside}")
    with at_work(job.office) as actor:
        try:
            job.case(actor("volunteer"))
            raise NotAsExpected("the outsider reaches the case")
        except NotVisible:
            pass
    return (
        f"case {job.number}; a party added later: assignment refused until checked again; "
        "2 assigned; attorney 200, outsider 404"
    )


def _assign(job: Job, key: str) -> None:
    with at_work(job.office) as actor:
        seat = actor(key).membership
        assert seat is not None
        assign_case(actor("coordinator"), case=job.case(actor("coordinator")), membership=seat,
                    role=key)  # fmt: skip


def filing_and_deadline(job: Job) -> str:
    with at_work(job.office) as actor:
        attorney, day = actor("attorney"), today()
        case = job.case(attorney)
        filing = add_filing(attorney, case=case, form="I-914")
        for to, ago in (("client_review", 43), ("signed", 41), ("sent", 40)):
            move_filing(attorney, filing=filing, to=to, on=day - timedelta(days=ago))
        number = f"IOE{filing.pk.int % 10**10:010}"
        record_receipt(attorney, filing=filing, receipt_number=number, on=day - timedelta(days=34))
        printed = day + timedelta(days=6)
        notice = record_notice(
            attorney, filing=filing, kind="rfe", notice_date=day - timedelta(days=20),
            service="mail", response="paper", response_days=30, printed_due_date=printed,
        )  # fmt: skip
        for stage in list(STAGES)[1:4]:
            case = move_case(attorney, case=case, to=stage, version=case.version)
        add_note(attorney, case=case, privilege="attorney", body=PRIVILEGED)
        add_note(actor("advocate"), case=case, privilege="shared", body=SHARED)
        deadline = Deadline.objects.get(notice=notice)
        job.deadline_id = deadline.pk
        steps = len(deadline.steps or [])
    expect(deadline.outer == printed, "the printed date did not win")
    expect(deadline.by_rule and steps and deadline.source, "no why this date")
    return (
        f"I-914 receipted; RFE due {deadline.outer} as printed ({deadline.rule} v"
        f"{deadline.rule_version}: {deadline.by_rule}), {steps} steps shown"
    )
