"""The main job in ten steps, by the product's own actions, with its real workers."""

import logging
from collections.abc import Callable

from desk.demo import far_steps, near_steps
from desk.demo.job import Job
from desk.demo.offices import Office
from desk.demo.showing import Line

log = logging.getLogger(__name__)
Step = Callable[[Job], str]
STEPS: tuple[tuple[str, Step], ...] = (
    ("clinics and people", near_steps.clinics_and_people),
    ("intake", near_steps.intake),
    ("conflict check", near_steps.conflict_check),
    ("case and team", near_steps.case_and_team),
    ("filing and deadline", near_steps.filing_and_deadline),
    ("reminders", far_steps.reminders),
    ("packets", far_steps.packets),
    ("referral", far_steps.referral),
    ("caseload report", far_steps.report),
    ("audit", far_steps.audit),
)


def run(offices: dict[str, Office], tell: Callable[[str, int, int], None]) -> list[Line]:
    """Run the steps; what stands after a failed one is not tried."""
    job = Job(offices)
    lines: list[Line] = []
    for number, (title, step) in enumerate(STEPS):
        tell(f"step {number}, {title},", number, len(STEPS) - 1)
        if lines and lines[-1].failed:
            lines.append(Line(number, title, "", "not reached"))
            continue
        try:
            lines.append(Line(number, title, step(job)))
        except Exception as error:  # whatever it is: say it in the table and go on to the summary
            log.exception("Step %s failed.", number)
            lines.append(Line(number, title, f"{type(error).__name__}: {error}", "FAILED"))
    return lines
