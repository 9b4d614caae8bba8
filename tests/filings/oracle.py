"""The deadline table once more, counted on the fingers: day after day, month after month.

Written apart from the engine and from its packs: the numbers stand here a second time, on purpose.
Only the table of holidays is shared.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from filings.rules.calendar import calendar_named
from tests.filings.fingers import (
    DAY,
    US,
    Facts,
    Refused,
    get,
    known,
    last_open,
    months_on,
    next_open,
    walk,
    works,
    years_on,
)

Answer = tuple[date | None, date | None, date | None]  # opens, outer, target
NOTHING: Answer = (None, None, None)


def ours(
    unrolled: date, *, moves: bool = False, off: Any = US, printed: date | None = None
) -> Answer:
    """A day of ours: it moves on from a closed day where it may; plan for an open day before it."""
    outer = next_open(unrolled, off) if moves else known(unrolled)
    if printed is not None:
        outer = unrolled = known(printed)
    return None, outer, known(last_open(unrolled - DAY, off))


def counted(
    trigger: str, days: int, *, moves: bool = False, printed: str = "printed_due_date"
) -> Callable[[Facts], Answer]:
    def rule(facts: Facts) -> Answer:
        start = date.fromisoformat(facts[trigger])
        return ours(walk(start, days), moves=moves, printed=get(facts, printed))

    return rule


def answer_to_uscis(trigger: str, days: int | None) -> Callable[[Facts], Answer]:
    """An answer or appeal: 3 days more by mail; only paper moves; a printed date decides."""

    def rule(facts: Facts) -> Answer:
        printed, given = get(facts, "printed_due_date"), days or facts.get("response_days")
        if given is None:
            assert printed is not None
            return ours(printed)
        day = walk(date.fromisoformat(facts[trigger]), given)
        if facts["service"] == "mail":
            day = walk(day, 3)
        paper = facts.get("response") == "paper"
        return ours(day, moves=paper, printed=printed)

    return rule


def one_year(facts: Facts) -> Answer:
    day = years_on(date.fromisoformat(facts["last_arrival"]), 1)
    return ours(day, moves=facts.get("response") == "paper")


def asylum_clock(facts: Facts) -> Answer:
    stopped = [(get(span, "from"), get(span, "to") or date.max) for span in facts.get("delays", [])]
    found: list[date | None] = []
    for wanted in (150, 180):
        day, ran = date.fromisoformat(facts["filed"]), 0
        while ran < wanted:
            standing = [end for start, end in stopped if start and start <= day < end]
            if date.max in standing:
                break
            ran += 0 if standing else 1
            day += DAY
        found.append(known(day) if ran == wanted else None)
    return found[0], None, found[1]


def board_appeal(facts: Facts) -> Answer:
    start = date.fromisoformat(facts["decision_date"])
    outer = next_open(walk(start, 30))
    return None, outer, last_open(walk(start, 10))


def board_brief(facts: Facts) -> Answer:
    if date.fromisoformat(facts["schedule_date"]) < date(2026, 3, 9):
        raise Refused  # the rule was another then, and nobody wrote it down
    return counted("schedule_date", 20, moves=True)(facts)


def five_working_days(facts: Facts) -> Answer:
    day, left = date.fromisoformat(facts["moved"]), 5
    while left:
        day += DAY
        left -= works(day, US)
    return ours(day)


def trafficking_suit(facts: Facts) -> Answer:
    ends = [years_on(date.fromisoformat(facts["accrued"]), 10)]
    if "birth_date" in facts:
        ends.append(years_on(years_on(date.fromisoformat(facts["birth_date"]), 18), 10))
    return ours(max(ends))


def minors_suit(facts: Facts) -> Answer:
    birth = date.fromisoformat(facts["birth_date"])
    if birth >= date(1994, 9, 16):
        return NOTHING
    return ours(years_on(years_on(birth, 18), 10))


def adjustment_window(facts: Facts) -> Answer:
    opens, complete = (
        years_on(date.fromisoformat(facts["granted"]), 3),
        get(facts, "investigation_complete"),
    )
    _, outer, target = ours(date.fromisoformat(facts["expires"]))
    return known(min(opens, complete) if complete else opens), outer, target


def presence(facts: Facts) -> Answer:
    away: set[date] = set()
    left_for_good: date | None = None
    for span in facts.get("absences", []):
        day = date.fromisoformat(span["from"])
        if "to" not in span:
            left_for_good = min(left_for_good or day, day)
            continue
        while day < date.fromisoformat(span["to"]):
            away.add(day)
            day += DAY
    if left_for_good is None:
        return NOTHING
    while left_for_good - DAY in away:  # she was away already when this absence was noted
        left_for_good -= DAY
    used = sum(day < left_for_good for day in away)
    back, single = left_for_good, 0
    while single < 90 and used < 180:
        back, single, used = back + DAY, single + 1, used + 1
    return ours(back)


def certification(facts: Facts) -> Answer:
    day, cut = months_on(date.fromisoformat(facts["signed"]), 6)
    return ours(day if cut else day - DAY)


def before_birthday(age: int) -> Callable[[Facts], Answer]:
    return lambda facts: ours(years_on(date.fromisoformat(facts["birth_date"]), age) - DAY)


def continued_presence(facts: Facts) -> Answer:
    end = years_on(date.fromisoformat(facts["granted"]), 2) - DAY
    return ours(end, printed=get(facts, "printed_end"))


def work_permit(facts: Facts) -> Answer:
    expires = date.fromisoformat(facts["expires"])
    _, outer, target = ours(expires)
    return known(walk(expires, -180)), outer, target


def agency(trigger: str, days: int) -> Callable[[Facts], Answer]:
    return lambda facts: (None, None, known(walk(date.fromisoformat(facts[trigger]), days)))


def agency_working(trigger: str, days: int) -> Callable[[Facts], Answer]:
    def answer(facts: Facts) -> Answer:
        day, left = date.fromisoformat(facts[trigger]), days
        while left:
            day += DAY
            left -= works(day, US)
        return None, None, known(day)

    return answer


def nation(facts: Facts) -> Any:
    return calendar_named(facts.get("nation", "england")).days_off


def reasonable_grounds(facts: Facts) -> Answer:
    day, left = date.fromisoformat(facts["referred"]), 5
    while left:
        day += DAY
        left -= works(day, nation(facts))
    return None, None, known(day)


def conclusive_grounds(facts: Facts) -> Answer:
    start = date.fromisoformat(facts["reasonable_grounds"])
    return known(walk(start, 30 if start >= date(2022, 12, 13) else 45)), None, None


def reconsideration(facts: Facts) -> Answer:
    return ours(walk(date.fromisoformat(facts["decided"]), 30), off=nation(facts))


def judicial_review(facts: Facts) -> Answer:
    start = date.fromisoformat(facts["decided"])
    outer = known(months_on(start, 3)[0])
    return None, outer, last_open(walk(start, 42), nation(facts))


LAW: dict[str, Callable[[Facts], Answer]] = {
    "us.uscis.rfe": answer_to_uscis("notice_date", None),
    "us.uscis.noid": answer_to_uscis("notice_date", None),
    "us.uscis.aao_appeal": answer_to_uscis("decision_date", 30),
    "us.uscis.aao_revocation": answer_to_uscis("decision_date", 15),
    "us.uscis.change_of_address": counted("moved", 10),
    "us.asylum.one_year": one_year,
    "us.asylum.ead_clock": asylum_clock,
    "us.asylum.annual_fee": counted("notice_date", 30),
    "us.eoir.bia_appeal": board_appeal,
    "us.eoir.bia_brief": board_brief,
    "us.eoir.motion_reopen": counted("order_date", 90, moves=True),
    "us.eoir.motion_reconsider": counted("order_date", 30, moves=True),
    "us.eoir.in_absentia": counted("order_date", 180, moves=True),
    "us.eoir.hearing": counted("hearing_date", 0),
    "us.eoir.master_hearing_filing": counted("hearing_date", -15, printed="ordered_date"),
    "us.eoir.merits_hearing_filing": counted("hearing_date", -30, printed="ordered_date"),
    "us.eoir.change_of_address": five_working_days,
    "us.court.petition_for_review": counted("order_date", 30, moves=True),
    "us.civil.1595": trafficking_suit,
    "us.civil.2255": minors_suit,
    "us.vacatur.federal": lambda facts: NOTHING,
    "us.vacatur.state": lambda facts: NOTHING,
    "us.restitution.final": counted("sentenced", 90),
    "us.restitution.new_losses": counted("discovered", 60, moves=True),
    "us.t_status": adjustment_window,
    "us.u_status": adjustment_window,
    "us.t.extension": counted("expires", -1),
    "us.t.presence": presence,
    "us.u.presence": presence,
    "us.u.certification": certification,
    "us.ead.renewal": work_permit,
    "us.sij.age_out": before_birthday(21),
    **dict.fromkeys(
        ("us.t.age_out_child", "us.t.age_out_principal", "us.u.age_out_child"), before_birthday(21)
    ),
    "us.u.age_out_principal": before_birthday(21),
    "us.t.age_out_sibling": before_birthday(18),
    "us.u.age_out_sibling": before_birthday(18),
    "us.continued_presence": continued_presence,
    "us.continued_presence.renewal": counted("expires", 0),
    "us.hhs.minor_request": agency("learned", 1),
    "us.foia.response": agency_working("received", 20),
    "us.foia.extended": agency_working("received", 30),
    "us.foia.appeal": counted("decided", 90),
    "us.foia.silence": agency("silent", 90),
    "us.foia.appeal_answer": agency_working("lodged", 20),
    "us.records.chase": agency("requested", 30),
    "us.fee_waiver.pay_by": counted("pay_by", 0),
    "us.certification.chase": agency("requested", 30),
    "us.certification.chase_again": agency("chased", 14),
    "us.certification.climb": agency("chased", 14),
    "us.hhs.interim_assistance": agency("began", 90),
    "uk.nrm.reasonable_grounds": reasonable_grounds,
    "uk.nrm.conclusive_grounds": conclusive_grounds,
    "uk.nrm.reconsideration": reconsideration,
    "uk.jr": judicial_review,
}


def by_counting(rule_id: str, facts: Facts) -> Answer | None:
    """Return opens, outer and target, or None where the answer must be a refusal."""
    try:
        return LAW[rule_id](facts)
    except (Refused, OverflowError):
        return None
