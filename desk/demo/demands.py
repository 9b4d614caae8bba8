"""A subpoena for one client's file, with counsel and what is kept back. Done once."""

from datetime import timedelta

from cases.models import Assignment, Note
from cases.rules import CLOSED
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from desk.demo.cast import in_role
from desk.demo.offices import Office, at_work
from records.actions import assign_counsel, log_demand, make_log, sort_item
from records.models import Demand
from records.queries import item_of
from records.rules.demands import NOTE, WITHHOLD

SERVED_BY = "advocate"
COUNSEL = "attorney"


def seed_demand(office: Office) -> bool:
    """Log a subpoena in a case both work on, and begin its log; tell whether it was made."""
    with at_work(office) as actor:
        if Demand.objects.exists():
            return False
        served, counsel = actor(SERVED_BY), actor(COUNSEL)
        assert counsel.membership is not None
        of = {"ended_at": None, "case__client__conflict_state": "clear"}
        mine = Assignment.objects.filter(membership=counsel.membership, **of).values("case")
        theirs = Assignment.objects.filter(membership=served.membership, case__in=mine, **of)
        rows = theirs.exclude(case__stage=CLOSED).filter(case__notes__privilege="attorney")
        row = rows.select_related("case__client__key", "case__key").order_by("-case_id").first()
        if row is None:
            return False
        demand = log_demand(
            served, client=row.case.client, case=row.case, demand_id=new_id(),
            kind="subpoena_records", served_on=today() - timedelta(days=2), served_how="mail",
            demanded_by="Clerk's office of a made-up court", reference="MADE-UP-417",
            wanted="All records about the client since January. (Made up.)",
            due_on=today() + timedelta(days=12),
        )  # fmt: skip
        demand = assign_counsel(
            actor(in_role(office.slug, "coordinator")), demand=demand,
            counsel=counsel.membership, version=demand.version,
        )  # fmt: skip
        note = Note.objects.filter(case=row.case, privilege="attorney").order_by("id")[0]
        sort_item(
            counsel, demand=demand, item=item_of(counsel, demand, NOTE, note.pk),
            decision=WITHHOLD, basis="attorney_client",
            description="Note of counsel about the case. (Made up.)",
        )  # fmt: skip
        make_log(counsel, demand=demand)
        return True
