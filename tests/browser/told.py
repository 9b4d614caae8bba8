"""What else is written of her around filings: a relative, a number, a judge's order."""

import re
from datetime import timedelta

from tests.browser.job import Job
from tests.browser.matter import today


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


STEPS = (
    attorney_records_a_relative,
    another_filing_has_a_number_and_no_date,
    judge_sets_a_day_and_the_attorney_an_earlier_one,
)
