"""The matters of the demo as a table: where each stands today, in days from today.

The rows are paired with `clients.PEOPLE` in their order. A clinic's day is taken in its own zone.
"""

from dataclasses import dataclass, field

# Where an intake stays when it does not become a case.
STARTED, PAUSED, DECLINED, READY = "started", "paused", "declined", "ready"
CASE = "case"


@dataclass(frozen=True)
class DemoNotice:
    """A letter of the agency that gives until `due` days from today.

    `printed`: it prints the date; else the rule computes it, for a letter sent electronically and
    answered online, which nothing rolls.
    """

    kind: str
    due: int
    days: int = 30
    printed: bool = False
    seen: bool = False
    settled: bool = False


@dataclass(frozen=True)
class DemoRelease:
    """A release given `ago` days ago to a partner; `then`: kept, revoked, or sent (referred)."""

    partner: str
    ago: int
    days: int = 30
    then: str = "kept"


@dataclass(frozen=True)
class DemoMatter:
    """One client. `check`: what was decided about conflicts, or "" when nobody looked yet."""

    clinic: str
    until: str = CASE
    matter: str = "t_visa"
    stage: str = "opened"
    ago: int = 10
    team: tuple[str, ...] = ()
    check: str = "clear"
    others: tuple[tuple[str, str], ...] = ()
    late_party: str = ""
    form: str = ""
    filed: str = ""
    notices: tuple[DemoNotice, ...] = ()
    release: DemoRelease | None = None
    notes: tuple[str, ...] = ()
    reason: str = ""
    contact: str = "safe"
    packet: bool = False
    # Turns 21 in ten weeks.
    young: bool = False
    # What else its filings show: codes of `papers.SHOWS`.
    also: tuple[str, ...] = ()
    skip: frozenset[str] = field(default_factory=frozenset)


_N, _R, _M = DemoNotice, DemoRelease, DemoMatter
_BOTH, _BO, _ALL = (
    ("attorney", "advocate"),
    ("volunteer", "advocate"),
    ("shared", "attorney", "advocate"),
)
_MEADOW, _BO_MEADOW = ("supervisor.meadow", "advocate.meadow"), ("volunteer", "advocate.meadow")
_LANTERN = ("attorney.lantern", "advocate.lantern")
_VIKTOR, _FARMS = ("exploiter", "Viktor Musterfall"), ("employer", "Musterhof Farms LLC")
_SHELTER, _DOCTOR = "shelter", "medical"

MATTERS = (
    # Harbor: matters under way, with deadlines on every side of today.
    _M("harbor", ago=190, stage="waiting", team=_BOTH, form="I-914", filed="rfe", notes=_ALL,
       others=(_VIKTOR, _FARMS), notices=(_N("rfe", -4, 60),), packet=True, also=("silent_agency",),
       release=_R(_SHELTER, 5, then="sent")),
    _M("harbor", ago=170, stage="waiting", team=_BOTH, form="I-914", filed="rfe", notes=_ALL,
       notices=(_N("rfe", 0, 45, printed=True),),
       also=("not_now",), release=_R(_DOCTOR, 12, then="revoked")),
    _M("harbor", ago=160, stage="waiting", team=_BO, form="I-914", filed="rfe",
       notices=(_N("rfe", 3, 60, seen=True),),
       also=("answered_agency",), notes=("shared", "attorney")),
    _M("harbor", ago=150, matter="u_visa", stage="waiting", team=_BO, form="I-918", filed="noid",
       notices=(_N("noid", 7),), notes=("shared",)),
    _M("harbor", ago=140, matter="asylum", stage="waiting", team=_BOTH, form="I-589", filed="noid",
       notices=(_N("noid", 20, printed=True, seen=True),),
       also=("asylum_clock",), release=_R(_DOCTOR, 50, 30)),
    _M("harbor", ago=130, matter="vawa", stage="waiting", team=_BOTH, form="I-360VAWA",
       filed="rfe", notices=(_N("rfe", 60, 84),), notes=_ALL, packet=True),
    _M("harbor", ago=120, matter="sij", stage="filed", team=_BO, form="I-360SIJ", young=True,
       filed="receipted", release=_R(_SHELTER, 2)),
    _M("harbor", ago=110, matter="work_permit", stage="filed", team=_BOTH, form="I-765",
       filed="sent", contact="unsafe"),
    _M("harbor", ago=75, stage="preparing", team=_BOTH, form="I-914", filed="client_review",
       also=("family",), others=(("recruiter", "Agentur Erfunden"),), notes=("advocate",)),
    # Waiting for an attorney, two of them too long.
    _M("harbor", ago=33, matter="vacatur"),
    _M("harbor", ago=21, matter="civil_suit", contact="not_asked"),
    _M("harbor", ago=4),
    # Somebody was named after the check: it has to be done again.
    _M("harbor", ago=25, stage="preparing", team=("attorney",), late_party="Agentur Erfundenn"),
    # Look-alikes of Viktor Musterfall: a person decides each.
    _M("harbor", READY, check="possible", others=(("witness", "Wiktor Mustervall"),)),
    _M("harbor", READY, check="conflict", others=(("opposing_counsel", "Musterhof Farms"),)),
    _M("harbor", READY, check=""),
    _M("harbor", PAUSED, reason="later"),
    _M("harbor", STARTED, skip=frozenset({"help", "screening", "parties", "conflict", "review"})),
    _M("harbor", DECLINED, reason="elsewhere"),
    _M("harbor", ago=230, stage="closed", team=_BOTH, form="I-914", filed="approved",
       notices=(_N("rfe", -70, 60, seen=True, settled=True),), reason="granted"),
    # Meadow: smaller, with a person who also sits in Harbor.
    _M("meadow", ago=180, stage="waiting", team=_BO_MEADOW, form="I-914", filed="rfe",
       notices=(_N("rfe", -9, 60, seen=True),), notes=_ALL),
    _M("meadow", ago=165, matter="u_visa", stage="waiting", team=_MEADOW, form="I-918",
       filed="rfe", notices=(_N("rfe", 5, 60, printed=True),),
       release=_R(_SHELTER, 8, then="sent")),
    _M("meadow", ago=155, matter="adjustment", stage="waiting", team=_BO_MEADOW, form="I-485T",
       filed="rfe", notices=(_N("rfe", 14, 84),), notes=("attorney",)),
    _M("meadow", ago=100, matter="tps", stage="filed", team=_MEADOW, form="I-821",
       also=("nothing_runs",), filed="receipted"),
    _M("meadow", ago=90, matter="asylum", stage="preparing", team=_BO_MEADOW, form="I-589",
       filed="signed", notes=("shared",)),
    _M("meadow", ago=60, matter="protection_order", stage="preparing", team=_MEADOW,
       release=_R(_DOCTOR, 40)),
    _M("meadow", ago=19, matter="restitution"),
    _M("meadow", ago=6, matter="t_visa", team=("advocate.meadow",)),
    _M("meadow", READY),
    _M("meadow", READY, check="possible", others=(("family", "Ejemplar Inventada"),)),
    _M("meadow", PAUSED),
    _M("meadow", ago=140, matter="other", stage="closed", team=_MEADOW, reason="advice"),
    # Lantern: another time zone, where it may be another day.
    _M("lantern", ago=175, stage="waiting", team=_LANTERN, form="I-914", filed="rfe",
       notices=(_N("rfe", 1, 60),), notes=_ALL, packet=True,
       release=_R(_SHELTER, 3, then="revoked")),
    _M("lantern", ago=150, matter="vawa", stage="waiting", team=_LANTERN, form="I-360VAWA",
       filed="denied", notices=(_N("denial", 11),)),
    _M("lantern", ago=80, matter="nrm", stage="preparing", team=_LANTERN, notes=("shared",),
       also=("referral",)),
    _M("lantern", ago=45, matter="continued_presence", stage="preparing", team=_LANTERN),
    _M("lantern", ago=28, matter="victims_rights"),
    _M("lantern", ago=2, matter="removal_defense", team=_LANTERN, also=("appeal",)),
    _M("lantern", STARTED,
       skip=frozenset({"contact", "help", "screening", "parties", "conflict", "review"})),
    _M("lantern", DECLINED, reason="outside_scope"),
    _M("lantern", ago=120, matter="u_visa", stage="closed", team=_LANTERN, form="I-918",
       filed="withdrawn", reason="client_ended"),
)  # fmt: skip

PARTNERS = {
    _SHELTER: {
        "name": "Example Safe House", "kind": "shelter", "place": "Exampletown",
        "services": ["Emergency bed", "Family rooms"], "languages": ["Spanish", "Russian"],
        "phone": "+1 202 555 0142", "address": "1 Example Road, Exampletown (made up)",
    },
    _DOCTOR: {
        "name": "Example Health Center", "kind": "medical", "place": "Sampleville",
        "services": ["Primary care", "Trauma counselling"], "languages": ["Arabic", "Spanish"],
        "phone": "+1 202 555 0143",
    },
    "benefits": {
        "name": "Example Benefits Desk", "kind": "benefits", "place": "Exampletown",
        "services": ["HHS certification", "Food and housing aid"], "languages": ["Tagalog"],
    },
}  # fmt: skip
NOTES = {
    "shared": "Meeting planned. Interpreter confirmed. (Made-up note.)",
    "attorney": "Theory of the case and weak points, for counsel only. (Made-up note.)",
    "advocate": "How she is doing, and what she asked for this week. (Made-up note.)",
}
