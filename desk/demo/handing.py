"""One case of the demo goes to another attorney. Done once: a later run finds the handover."""

from cases.actions import add_note, hand_over_case
from cases.models import Assignment, Handover
from cases.rules import CLOSED
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from desk.demo.cast import in_role
from desk.demo.offices import Office, at_work

FROM, TO = "attorney", "volunteer"
LEFT = "She prefers to meet in the library. Ask her brother for the pay slips. (Made up.)"


def seed_handover(office: Office) -> bool:
    """Hand the newest case that the one attorney has alone to the other; tell whether it was."""
    with at_work(office) as actor:
        leaver, successor = actor(FROM), actor(TO)
        assert successor.membership is not None
        if Handover.objects.exists():
            return False
        theirs = Assignment.objects.filter(membership=successor.membership).values("case")
        rows = Assignment.objects.filter(membership=leaver.membership, ended_at=None)
        rows = rows.exclude(case__stage=CLOSED).exclude(case__in=theirs)
        rows = rows.filter(case__client__conflict_state="clear", case__tasks__state="open")
        row = rows.select_related("case__client__key", "case__key", "membership").order_by("-id")
        found = row.first()
        if found is None:
            return False
        add_note(leaver, case=found.case, privilege="attorney", body=LEFT, for_handover=True)
        hand_over_case(
            actor(in_role(office.slug, "coordinator")), case=found.case, leaver=found.membership,
            successor=successor.membership, role="attorney", reason="time",
            words="Has a long trial elsewhere. (Made up.)", last_day=today(),
            version=found.case.version, handover_id=new_id(),
        )  # fmt: skip
        return True
