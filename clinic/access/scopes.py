"""What an access token may be given. A closed table: the API asks for no other capability."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Heading -> capability -> what it lets another system do, in plain words.
SCOPES: Mapping[str, tuple[Promise, Mapping[str, Promise]]] = MappingProxyType(
    {
        "client": (
            _("Clients and intakes"),
            {
                "client.view": _("See clients, without names"),
                "client.reveal": _("Show names and numbers, with a reason each time"),
                "client.edit": _("Correct who a client is and how to reach them"),
                "client.search": _("Search for a person by name or number"),
                "client.merge": _("Look for duplicates, propose to join them, take them apart"),
                "contact.confirm": _("Confirm the safe contact"),
                "contact.make": _("Reach clients where it is safe, and check callers"),
                "address.reveal": _("Show where a client really lives, with a reason each time"),
                "intake.view": _("See intakes"),
                "intake.work": _("Start and fill in intakes"),
                "screening.view": _("See that a screening was done, and show its answers"),
                "screening.work": _("Ask screening questions and keep the answers"),
                "relief.decide": _("Decide which possible help is pursued"),
                "party.view": _("See the people in a client's matter, without names"),
                "party.add": _("Add and remove people of a client's matter"),
                "conflict.check": _("Run conflict checks"),
                "conflict.decide": _("Decide conflict checks"),
                "waiver.agree": _("Waivers of conflicts: only a person agrees to them"),
                "waiver.end": _("End waivers of conflicts"),
                "wall.raise": _("See who is kept out: only a person keeps somebody out"),
                "wall.lower": _("Walls: only a person lets somebody in again"),
                "affiliate.view": _("See whom the clinic itself is bound to"),
                "affiliate.edit": _("Change the list of whom the clinic is bound to"),
                "firm.send": _("Ask outside firms about conflicts"),
            },
        ),
        "case": (
            _("Cases and notes"),
            {
                "case.view": _("See cases"),
                "case.open": _("Open cases"),
                "case.assign": _("Assign people to cases"),
                "access.give": _("Let people into cases for a time"),
                "case.move": _("Move a case to another stage"),
                "case.close": _("Close and reopen cases"),
                "matter.tick": _("Tick what is done in a matter"),
                "matter.move": _("Add matters to a case, and change or ask for their stage"),
                "matter.waive": _("Waive what a matter requires, with a reason"),
                "matter.approve": _("Stages of matters: only a person approves them"),
                "outcome.record": _("Record what a case brought to the client"),
                "note.add": _("Write notes"),
                "note.correct": _("Correct your own notes"),
                "note.view_shared": _("Read shared notes"),
                "note.view_attorney": _("Read attorney-privileged notes"),
                "note.view_advocate": _("Read advocates' notes"),
                "note.view_administrative": _("Read administrative notes"),
            },
        ),
        "agenda": (
            _("Contacts, tasks, hearings and hours"),
            {
                "contact.view": _("See contacts with and about clients"),
                "contact.log": _("Record contacts, and correct them"),
                "task.view": _("See tasks"),
                "task.work": _("Add tasks, give them to somebody, end them"),
                "appointment.view": _("See hearings and appointments"),
                "appointment.edit": _("Plan, move and cancel hearings and appointments"),
                "hours.view": _("See hours of cases, and your own"),
                "hours.log": _("Record and correct your own hours"),
                "hours.sum": _("See sums of hours and what they are worth"),
                "hours.rate": _("Set what hours are worth, and who pays for a case"),
                "feed.own": _("See whether your calendar has an address; a person makes it"),
            },
        ),
        "document": (
            _("Documents"),
            {
                "document.view": _("See documents"),
                "document.add": _("Add documents, and new versions of them"),
                "document.change": _("Correct what a document is, take it out, bring it back"),
                "document.download": _("Download documents"),
                "exhibit.view": _("See lists of exhibits"),
                "exhibit.work": _("Make lists of exhibits and put them in order"),
                "exhibit.continue": _("Go on with lists of exhibits that were filed"),
                "exhibit.finish": _("Make lists of exhibits final"),
                "exhibit.bundle": _("Make and download bundles of exhibits"),
            },
        ),
        "letter": (
            _("Letters to clients"),
            {
                "letter.view": _("Read letters to clients, and whether they are signed"),
                "letter.write": _("Write letters, translate them, ask for them; a person signs"),
                "letter.approve": _("Letters: only a person approves them"),
                "letter.sign": _("End what is signed; a person signs"),
                "emergency.say": _("End work before signature; a person begins it"),
                "wording.edit": _("Write the clinic's words for its letters"),
            },
        ),
        "filing": (
            _("Filings and deadlines"),
            {
                "filing.view": _("See filings and notices"),
                "filing.add": _("Add filings"),
                "filing.move": _("Move a filing on"),
                "family.view": _("See who belongs to a client's family, without names"),
                "family.edit": _("Add, correct and remove relatives of a client"),
                "certification.view": _("See what waits for which agency, and for how long"),
                "certification.choose": _("Record what a survivor chose"),
                "certification.request": _("Record requests to agencies and their answers"),
                "certification.chase": _("Record that an agency was asked again"),
                "agency.view": _("See the directory of agencies"),
                "agency.edit": _("Add and change agencies"),
                "notice.record": _("Record receipts and notices"),
                "notice.download": _("Download notices"),
                "deadline.view": _("See deadlines"),
                "deadline.acknowledge": _("Acknowledge deadlines"),
                "deadline.snooze": _("Put your reminders aside for some days"),
                "leave.decide": _("Decide what a cover may see"),
                "reminder.own": _("Read your reminders and say how you are asked"),
                "deadline.add": _("Add deadlines without a notice"),
                "deadline.settle": _("Settle deadlines, open them again"),
                "pack.manage": _("Check, add and withdraw the clinic's own packs of law"),
                "deadline.change": _("Change the dates of deadlines"),
                "deadline.approve": _("See which proposals about deadlines wait for you"),
                "deadline.recompute": _("Compare all deadlines with the rules as they stand now"),
            },
        ),
        "staffing": (
            _("Who works here"),
            {
                "profile.own": _("See your own profile and licences"),
                "profile.edit": _("Change your own profile and licences"),
                "profile.view": _("See everybody's profile, and who fits a case"),
                "profile.confirm": _("Take licences and confirmations back; a person confirms"),
                "assign.override": _("Assign although something stands against it, with a reason"),
                "namesake.say": _("See whose name is like one in a matter; only a person says so"),
                "gate.change": _("See what is asked before anybody is assigned"),
                "resource.view": _("Read the library"),
                "resource.edit": _("Keep the library"),
                "board.view": _("See the board of open cases, without whose they are"),
                "board.take": _("Say that you would take one, or not; a person accepts"),
                "board.post": _("See who would take one, offer it; a person puts it there"),
            },
        ),
        "interpreter": (
            _("Interpreters"),
            {
                "interpreter.view": _("See the roster of interpreters"),
                "interpreter.edit": _("Change the roster, and for whom nobody is asked"),
                "interpreter.ask": _("Ask for an interpreter, record what a client wishes"),
                "interpreter.book": _("See who could interpret, and ask them"),
                "booking.view": _("See when a client has an interpreter"),
                "booking.feedback": _("Say how interpreting went"),
            },
        ),
        "referral": (
            _("Partners, releases and referrals"),
            {
                "partner.view": _("See the directory of partners"),
                "partner.edit": _("Add and change partners"),
                "release.view": _("See releases"),
                "release.give": _("Record releases"),
                "release.revoke": _("Record that a release was revoked"),
                "referral.view": _("See referrals"),
                "referral.send": _("Send and withdraw referrals"),
            },
        ),
        "records": (
            _("Keeping and erasing"),
            {
                "retention.view": _("See how long records are kept, and what is due"),
                "retention.change": _("How long records are kept: only a person changes it"),
                "records.view": _("See holds and requests to be erased"),
                "hold.place": _("Place legal holds"),
                "hold.lift": _("Legal holds: only a person lifts them"),
                "demand.view": _("See subpoenas and demands"),
                "demand.log": _("Record subpoenas and demands"),
                "demand.change": _("Correct what is recorded of one"),
                "demand.assign": _("Say who answers for the clinic"),
                "demand.sort": _("Say what is given and kept back; only a person does"),
                "demand.work": _("Make and read logs of demands; only a person ends one"),
                "erasure.record": _("Record requests to be erased"),
                "erasure.decide": _("See which requests to be erased wait for an answer"),
                "client.shred": _("See what is due to be erased: only a person erases"),
                "copy.make": _("Make a client's own copy"),
            },
        ),
        "lists": (
            _("Lists that come in"),
            {
                "import.run": _("Bring lists of clients and matters in"),
                "import.decide": _("Decide about rows that may be somebody who is there"),
            },
        ),
        "out": (
            _("Packets and reports"),
            {
                "packet.view": _("See packets"),
                "packet.request": _("Ask for packets"),
                "packet.download": _("Download packets"),
                "report.caseload": _("Read the caseload report"),
            },
        ),
    }
)  # fmt: skip
IN_SCOPE = frozenset(name for _label, names in SCOPES.values() for name in names)
# What cannot be held to some cases: it makes new matters, or looks through everybody's.
CLINIC_WIDE = frozenset(
    {
        *("intake.view", "intake.work", "client.search", "conflict.check", "conflict.decide"),
        *("client.merge", "affiliate.view", "affiliate.edit"),
        *(
            "case.open",
            "partner.edit",
            "interpreter.edit",
            "profile.view",
            "profile.edit",
            "profile.confirm",
            "gate.change",
            "resource.edit",
            "wording.edit",
            "board.view",
            "board.take",
            "agency.edit",
            "report.caseload",
            "hours.sum",
            "hours.rate",
            "pack.manage",
        ),
        "deadline.recompute",
        "retention.view",
        "retention.change",
        "client.shred",
        "import.run",
        "import.decide",
    }
)
# How far a role reaches is not chosen for a token: its cases are.
REACH = frozenset({"case.reach_all", "booking.reach_all"})
# What sets one role apart from another in what was one thing before comes with what is chosen.
FOLLOWS: Mapping[str, str] = MappingProxyType(
    {
        "filing.file": "filing.move",
        "appearance.enter": "filing.add",
        "letter.finish": "letter.write",
        "conflict.view": "party.view",
    }
)


def narrowed(held: frozenset[str], chosen: Iterable[str], *, some_cases: bool) -> frozenset[str]:
    """Return what a token opens now: never more than its seat holds, nor than was chosen."""
    taken = IN_SCOPE.intersection(chosen)
    opened = held & (taken | REACH | {name for name, by in FOLLOWS.items() if by in taken})
    return opened - CLINIC_WIDE if some_cases else opened
