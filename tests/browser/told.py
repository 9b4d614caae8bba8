"""What else is written of her around filings: a relative, a number, a judge's order."""

import re
from datetime import timedelta

from tests.browser.job import SLUG, Job
from tests.browser.matter import today
from tests.browser.office import OUTSIDER


def attorney_records_a_relative(job: Job) -> None:
    lawyer = job.cast["attorney"]
    lawyer.open(f"{job.said['case']}family/add/")
    lawyer.choose("Relation to the client", "Child")
    lawyer.write("Name", job.planted.relative)
    lawyer.click("Add the relative")
    lawyer.does_not_read(job.planted.relative.split()[0])
    job.said["family"] = lawyer.page.url


def another_filing_has_a_number_and_no_date(job: Job) -> None:
    lawyer, she = job.cast["attorney"], job.planted
    lawyer.open(f"{job.said['case']}filings/add/")
    lawyer.choose("Filing", re.compile(r"^REC-POL ·"))
    lawyer.click("Add the filing")
    lawyer.click("Record its number")
    lawyer.write("Agency's request number", she.reference)
    lawyer.click("Record the number")
    assert she.reference not in lawyer.page.content()
    lawyer.click("No date runs now")
    lawyer.write("Why no date runs now", she.no_date)
    lawyer.click("No date runs now")
    lawyer.reads(she.no_date.split()[-1])


def judge_sets_a_day_and_the_attorney_an_earlier_one(job: Job) -> None:
    lawyer, she = job.cast["attorney"], job.planted
    lawyer.open(f"{job.said['case']}deadlines/set/")
    lawyer.write("What is due", she.set_what)
    lawyer.write("Which order or letter sets the day", she.set_order)
    lawyer.write("The last day it gives", (today() + timedelta(days=200)).isoformat())
    lawyer.click("Record the day")
    lawyer.reads(she.set_what.split()[-1])
    lawyer.click("Set another last day")
    lawyer.write("The last day", (today() + timedelta(days=150)).isoformat())
    lawyer.write("Why this day", she.earlier)
    lawyer.click("Set this day")
    lawyer.reads(she.earlier.split()[-1])
    job.said["set deadline"] = lawyer.page.url


def emergency_access_is_taken_and_ended_after_it(job: Job) -> None:
    """An attorney who is not on the case takes it by its number; a supervisor says it was wrong."""
    she, night, boss = job.planted, job.cast[OUTSIDER], job.cast["supervisor"]
    number = job.said["number"]
    night.open(f"/{SLUG}/cases/")
    night.click("An emergency in a case that is not yours?")
    night.write("Number of the case", number)
    night.write("What happened", she.emergency)
    night.click("Open the case now")
    night.reads("You see this case until")
    boss.open(f"/{SLUG}/")
    boss.click(night.name)
    boss.reads(she.emergency)
    boss.tick("It was not right")
    boss.write("Why", she.looked_at)
    boss.click("Keep the review")
    boss.reads(she.looked_at)
    night.page.reload()
    night.does_not_read(number)


STEPS = (
    attorney_records_a_relative,
    another_filing_has_a_number_and_no_date,
    judge_sets_a_day_and_the_attorney_an_earlier_one,
    emergency_access_is_taken_and_ended_after_it,
)
