"""The closed table of what each role may do. What it may do it *to* is each app's `policy.py`."""

from types import MappingProxyType

from clinic.people.roles import ROLE_NAMES as ROLE_NAMES

# capability -> the roles that hold it; a letter is a role's initial or another of its name.
_LETTERS = {
    "a": "administrator",
    "c": "coordinator",
    "s": "supervisor",
    "t": "attorney",
    "v": "advocate",
    "u": "auditor",
    # who oversees and works on cases: all that the two hold, and nothing beside
    "l": "supervising_attorney",
    # accredited by the DOJ: immigration alone, and nothing that asks for a lawyer
    "r": "representative",
    # of another firm: the cases given to her, nothing of the clinic's own
    "o": "co_counsel",
    # under attorneys: they prepare and record, and decide nothing
    "p": "paralegal",
    "d": "student",
    # the roster and the bookings: no case, no client but by code name
    "i": "language_coordinator",
}
_TABLE = {
    "desk.today": "acstvulropdi",
    # clients
    "client.view": "cstvlropd",
    "client.reveal": "cstvlropd",
    "client.edit": "ctvlropd",
    "contact.confirm": "ctvlropd",
    "contact.make": "cstvlropd",
    "address.reveal": "ctlropd",
    "client.search": "c",
    # two records of one person: proposed by one, decided by another
    "client.merge": "csl",
    "intake.view": "c",
    "intake.work": "c",
    # what a survivor answered about what happened: not for advocates, who may have no privilege
    "screening.view": "cstlropd",
    "screening.work": "ctlropd",
    "relief.decide": "stlro",
    "party.view": "cstlropd",
    "party.add": "ctlropd",
    # what a check met names other clients by code name: not of another firm, not under attorneys
    "conflict.view": "cstlr",
    "conflict.check": "ctlr",
    "conflict.decide": "c",
    # a lawyer, and never who recorded it
    "waiver.agree": "stl",
    # consent is taken back at any time
    "waiver.end": "cstlr",
    # ethical screens: who keeps somebody out, and who lets them in again (never one person)
    "wall.raise": "csl",
    "wall.lower": "csl",
    # whom the clinic itself is bound to: no client's name is on that list
    "affiliate.view": "ac",
    "affiliate.edit": "ac",
    "firm.send": "c",
    "firm.submit": "",  # whoever holds a firm's link alone
    "firm.compare": "",  # the comparing service alone
    # cases
    "case.reach_all": "csl",
    "case.view": "cstvlropd",
    "case.open": "c",
    "case.assign": "csl",
    "case.move": "cstlro",
    "case.close": "cstlro",
    # the matters of a case: tick what is done, change their stage, go on without what is required
    "matter.tick": "cstvlropd",
    "matter.move": "cstlro",
    "matter.waive": "stlro",
    # and never who asked
    "matter.approve": "sl",
    # what a case brought: advocates obtain much of it
    "outcome.record": "cstvlropd",
    # a case for some hours: given by who assigns, taken by who works on cases, looked at after it
    "access.give": "csl",
    "glass.break": "tvlr",
    # a coordinator only where nobody who oversees is left to: cases.policy
    "glass.review": "csl",
    "note.add": "cstvlropd",
    # one's own, whatever the role
    "note.correct": "cstvlropd",
    "note.view_shared": "cstvlropd",
    "note.view_attorney": "stlropd",
    "note.view_advocate": "v",
    "note.view_administrative": "cstvlropd",
    # past what stands against somebody and may be weighed; never walls, conflicts, licences
    "assign.override": "sl",
    # that somebody here is not who is named in a matter; never of oneself
    "namesake.say": "sl",
    # who works here: each says it of themselves, somebody else confirms it
    "profile.own": "cstvlropdi",
    "profile.edit": "cstvlropdi",
    "profile.view": "csl",
    "profile.confirm": "csl",
    "gate.change": "sl",
    # guides, templates and legal texts; nothing of a client
    "resource.view": "acstvulropdi",
    "resource.edit": "csl",
    # the board of open cases: neutral words for all who could take one, never whose case it is
    "board.view": "cstvlr",
    "board.take": "tvlr",
    "board.post": "csl",
    "board.expire": "",  # the board alone, when an offer's time is over
    # contacts: what of them is read follows from their privilege, as with notes
    "contact.view": "cstvlropd",
    "contact.log": "cstvlropd",
    # tasks are read by everybody on the case
    "task.view": "cstvlropd",
    "task.work": "cstvlropd",
    "appointment.view": "cstvlropd",
    "appointment.edit": "cstvlropd",
    # documents: what of them is seen follows from their privilege, as with notes
    "document.view": "cstvlropd",
    "document.add": "cstvlropd",
    "document.change": "cstvlropd",
    "document.download": "cstvlropd",
    # what is filed together: a draft is work product; lawyers alone make it final
    "exhibit.view": "cstvlropd",
    "exhibit.work": "cstvlropd",
    # Not for those from whom a supplement may be hidden: it would be told by the answer.
    "exhibit.continue": "stlropd",
    "exhibit.finish": "stlro",
    "exhibit.bundle": "cstvlropd",
    "upload.expire": "",  # the sweeper alone
    # hours: one's own are written by oneself; what they are worth, and sums over people
    "hours.view": "cstvlropd",
    "hours.log": "cstvlropd",
    "hours.sum": "csl",
    "hours.rate": "csl",
    "silence.find": "",  # the scan alone
    "status.ask": "",  # the scan alone
    "status.answer": "",  # whoever holds the link of the month alone
    # the secret address of one's own calendar
    "feed.own": "cstvlropd",
    # interpreters: the roster is the coordinators'
    "interpreter.view": "ci",
    "interpreter.edit": "ci",
    "interpreter.ask": "ctvlropd",
    "interpreter.book": "ci",
    # every booking, and of its client the code name alone
    "booking.reach_all": "i",
    "booking.view": "cstvlropdi",
    "booking.feedback": "ctvlropd",
    "booking.answer": "",  # whoever holds an interpreter's link alone
    # letters to clients: what they say is privileged, so advocates have none of it
    "letter.view": "cstlropd",
    # done with: ready, signed by the client, given to her, ended, or not given at all
    "letter.finish": "cstlro",
    "letter.write": "cstlropd",
    # and never who asked
    "letter.approve": "sl",
    # for the clinic, and ending what is signed
    "letter.sign": "stlr",
    # work before the letter is signed
    "emergency.say": "stlr",
    "wording.edit": "csl",
    # filings
    "filing.view": "cstvlropd",
    "filing.add": "tlropd",
    "filing.move": "tlropd",
    # past what is being prepared: sent, filed, decided
    "filing.file": "tlro",
    "appearance.enter": "tlro",
    "notice.record": "tlropd",
    "notice.download": "stlropd",
    "notice.read": "",  # the reader of letters alone
    "family.view": "cstvlropd",
    "family.edit": "ctlropd",
    # what is asked of agencies: the survivor's choice, requests, chases, the directory
    "certification.view": "cstlropd",
    "certification.choose": "ctvlropd",
    "certification.request": "tlro",
    "certification.chase": "ctlropd",
    "agency.view": "cstlropd",
    "agency.edit": "ctlr",
    "deadline.view": "cstvlropd",
    "deadline.acknowledge": "stlro",
    "deadline.add": "stlro",
    "deadline.settle": "stlro",
    "deadline.snooze": "cstlro",
    # the clinic's own packs of law
    "pack.manage": "a",
    "reminder.own": "acstvlropd",
    "deadline.change": "stlro",
    "deadline.approve": "stlro",
    "leave.decide": "sl",
    "deadline.recompute": "csl",
    # keeping and erasing: the clinic's policy, one client's record, a client's own copy
    "retention.view": "asl",
    "retention.change": "a",
    "records.view": "cstlro",
    "hold.place": "cstlr",
    "hold.lift": "sl",
    # subpoenas and demands: whoever works with the client may be served one, counsel answers
    "demand.view": "cstvlropd",
    "demand.log": "cstvlropd",
    "demand.change": "cstl",
    "demand.assign": "csl",
    "demand.sort": "stvl",
    "demand.work": "stl",
    "erasure.record": "cstlro",
    "erasure.decide": "sl",
    "client.shred": "sl",
    "copy.make": "ctlr",
    "keys.rotate": "",  # the operator alone
    # referrals
    "partner.view": "cstvlropd",
    "partner.edit": "c",
    "release.view": "cstvlropd",
    "release.give": "ctvlro",
    "release.revoke": "ctvlropd",
    "referral.view": "cstvlropd",
    "referral.send": "ctvlro",
    # packets, reports
    "packet.view": "cstvlropd",
    "packet.request": "cstvlropd",
    "packet.download": "cstvlropd",
    "report.caseload": "cstlro",
    # lists that come in, and who decides about rows that may be somebody's double
    "import.run": "ac",
    "import.decide": "c",
    "import.work": "",  # the worker alone
    # a copy of the whole clinic
    "export.view": "asl",
    "export.make": "a",
    "export.decide": "sl",
    "export.work": "",  # the worker alone
    # the clinic's own desk
    "member.view": "ac",
    "member.invite": "a",
    "member.set_roles": "a",
    "member.end": "a",
    "member.reset_factor": "a",
    "member.end_calendar": "a",
    "clinic.edit": "a",
    "clinic.create": "",  # the operator alone
    # access tokens for oneself; other programs' seats, and everybody's tokens
    "token.own": "acstvlrp",
    "system.manage": "a",
    "webhook.manage": "a",
    "webhook.stop": "",  # the sending service alone
    "audit.view": "au",
    "audit.copy": "u",
}

CAPABILITIES = frozenset(_TABLE)
ROLES: MappingProxyType[str, frozenset[str]] = MappingProxyType(
    {
        role: frozenset(name for name, letters in _TABLE.items() if letter in letters)
        for letter, role in _LETTERS.items()
    }
)
# What the product does by itself, never more than its service needs.
SERVICES: MappingProxyType[str, frozenset[str]] = MappingProxyType(
    {
        "reminders": frozenset({"deadline.view"}),
        "silence": frozenset({"silence.find", "status.ask"}),
        "status_link": frozenset({"status.answer"}),
        "covers": frozenset({"case.assign", "case.reach_all"}),
        "recompute": frozenset({"deadline.view", "deadline.recompute"}),
        "renderer": frozenset({"packet.view", "exhibit.view"}),
        "reader": frozenset({"notice.read"}),
        "sender": frozenset(),
        "board": frozenset({"board.expire"}),
        "sweeper": frozenset({"upload.expire"}),
        "importer": frozenset({"import.work"}),
        "exporter": frozenset({"export.work"}),
        "names": frozenset({"firm.compare"}),
        "firm_link": frozenset({"firm.submit"}),
        "interpreter_link": frozenset({"booking.answer"}),
        "webhooks": frozenset({"webhook.stop"}),
        "partner_link": frozenset({"referral.view"}),
        "invitation": frozenset(),
        "operator": frozenset({"clinic.create", "member.invite", "client.shred", "keys.rotate"}),
    }
)


class UnknownCapability(LookupError):
    """A capability that is not in the table; raised at import by the decorators."""


def known(capability: str) -> str:
    if capability not in CAPABILITIES:
        raise UnknownCapability(capability)
    return capability


def capabilities_of(roles: list[str] | tuple[str, ...] | frozenset[str]) -> frozenset[str]:
    """Return what the roles hold together. :raises KeyError: an unknown role"""
    return frozenset().union(*(ROLES[role] for role in roles))
