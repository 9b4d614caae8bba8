"""The closed table of what each role may do. What it may do it *to* is each app's `policy.py`."""

from types import MappingProxyType

from clinic.people.roles import ROLE_NAMES as ROLE_NAMES

# capability -> the roles that hold it; the letters are the roles' initials, auditor is "u".
_LETTERS = {
    "a": "administrator",
    "c": "coordinator",
    "s": "supervisor",
    "t": "attorney",
    "v": "advocate",
    "u": "auditor",
}
_TABLE = {
    "desk.today": "acstvu",
    # clients
    "client.view": "cstv",
    "client.reveal": "cstv",
    "client.edit": "ctv",
    "contact.confirm": "ctv",
    "contact.make": "cstv",
    "address.reveal": "ct",
    "client.search": "c",
    # two records of one person: proposed by one, decided by another
    "client.merge": "cs",
    "intake.view": "c",
    "intake.work": "c",
    # what a survivor answered about what happened: not for advocates, who may have no privilege
    "screening.view": "cst",
    "screening.work": "ct",
    "relief.decide": "st",
    "party.view": "cst",
    "party.add": "ct",
    "conflict.check": "ct",
    "conflict.decide": "c",
    # a lawyer, and never who recorded it
    "waiver.agree": "st",
    # consent is taken back at any time
    "waiver.end": "cst",
    # ethical screens: who keeps somebody out, and who lets them in again (never one person)
    "wall.raise": "cs",
    "wall.lower": "cs",
    # whom the clinic itself is bound to: no client's name is on that list
    "affiliate.view": "ac",
    "affiliate.edit": "ac",
    "firm.send": "c",
    "firm.submit": "",  # whoever holds a firm's link alone
    "firm.compare": "",  # the comparing service alone
    # cases
    "case.reach_all": "cs",
    "case.view": "cstv",
    "case.open": "c",
    "case.assign": "cs",
    "case.move": "cst",
    "case.close": "cst",
    # the matters of a case: tick what is done, change their stage, go on without what is required
    "matter.tick": "cstv",
    "matter.move": "cst",
    "matter.waive": "st",
    # and never who asked
    "matter.approve": "s",
    # what a case brought: advocates obtain much of it
    "outcome.record": "cstv",
    # a case for some hours: given by who assigns, taken by who works on cases, looked at after it
    "access.give": "cs",
    "glass.break": "tv",
    "glass.review": "s",
    "note.add": "cstv",
    # one's own, whatever the role
    "note.correct": "cstv",
    "note.view_shared": "cstv",
    "note.view_attorney": "st",
    "note.view_advocate": "v",
    "note.view_administrative": "cstv",
    # past what stands against somebody and may be weighed; never walls, conflicts, licences
    "assign.override": "s",
    # that somebody here is not who is named in a matter; never of oneself
    "namesake.say": "s",
    # who works here: each says it of themselves, somebody else confirms it
    "profile.own": "cstv",
    "profile.edit": "cstv",
    "profile.view": "cs",
    "profile.confirm": "cs",
    "gate.change": "s",
    # guides, templates and legal texts; nothing of a client
    "resource.view": "acstvu",
    "resource.edit": "cs",
    # the board of open cases: neutral words for all who could take one, never whose case it is
    "board.view": "cstv",
    "board.take": "tv",
    "board.post": "cs",
    "board.expire": "",  # the board alone, when an offer's time is over
    # contacts: what of them is read follows from their privilege, as with notes
    "contact.view": "cstv",
    "contact.log": "cstv",
    # tasks are read by everybody on the case
    "task.view": "cstv",
    "task.work": "cstv",
    "appointment.view": "cstv",
    "appointment.edit": "cstv",
    # documents: what of them is seen follows from their privilege, as with notes
    "document.view": "cstv",
    "document.add": "cstv",
    "document.change": "cstv",
    "document.download": "cstv",
    # what is filed together: a draft is work product; lawyers alone make it final
    "exhibit.view": "cstv",
    "exhibit.work": "cstv",
    "exhibit.finish": "st",
    "exhibit.bundle": "cstv",
    "upload.expire": "",  # the sweeper alone
    # hours: one's own are written by oneself; what they are worth, and sums over people
    "hours.view": "cstv",
    "hours.log": "cstv",
    "hours.sum": "cs",
    "hours.rate": "cs",
    "silence.find": "",  # the scan alone
    "status.ask": "",  # the scan alone
    "status.answer": "",  # whoever holds the link of the month alone
    # the secret address of one's own calendar
    "feed.own": "cstv",
    # interpreters: the roster is the coordinators'
    "interpreter.view": "c",
    "interpreter.edit": "c",
    "interpreter.ask": "ctv",
    "interpreter.book": "c",
    "booking.view": "cstv",
    "booking.feedback": "ctv",
    "booking.answer": "",  # whoever holds an interpreter's link alone
    # letters to clients: what they say is privileged, so advocates have none of it
    "letter.view": "cst",
    "letter.write": "cst",
    # and never who asked
    "letter.approve": "s",
    # for the clinic, and ending what is signed
    "letter.sign": "st",
    # work before the letter is signed
    "emergency.say": "st",
    "wording.edit": "cs",
    # filings
    "filing.view": "cstv",
    "filing.add": "t",
    "filing.move": "t",
    "notice.record": "t",
    "notice.download": "st",
    "notice.read": "",  # the reader of letters alone
    "family.view": "cstv",
    "family.edit": "ct",
    # what is asked of agencies: the survivor's choice, requests, chases, the directory
    "certification.view": "cst",
    "certification.choose": "ctv",
    "certification.request": "t",
    "certification.chase": "ct",
    "agency.view": "cst",
    "agency.edit": "ct",
    "deadline.view": "cstv",
    "deadline.acknowledge": "st",
    "deadline.add": "st",
    "deadline.settle": "st",
    "deadline.snooze": "cst",
    # the clinic's own packs of law
    "pack.manage": "a",
    "reminder.own": "acstv",
    "deadline.change": "st",
    "deadline.approve": "st",
    "leave.decide": "s",
    "deadline.recompute": "cs",
    # keeping and erasing: the clinic's policy, one client's record, a client's own copy
    "retention.view": "as",
    "retention.change": "a",
    "records.view": "cst",
    "hold.place": "cst",
    "hold.lift": "s",
    # subpoenas and demands: whoever works with the client may be served one, counsel answers
    "demand.view": "cstv",
    "demand.log": "cstv",
    "demand.change": "cst",
    "demand.assign": "cs",
    "demand.sort": "stv",
    "demand.work": "st",
    "erasure.record": "cst",
    "erasure.decide": "s",
    "client.shred": "s",
    "copy.make": "ct",
    "keys.rotate": "",  # the operator alone
    # referrals
    "partner.view": "cstv",
    "partner.edit": "c",
    "release.view": "cstv",
    "release.give": "ctv",
    "release.revoke": "ctv",
    "referral.view": "cstv",
    "referral.send": "ctv",
    # packets, reports
    "packet.view": "cstv",
    "packet.request": "cstv",
    "packet.download": "cstv",
    "report.caseload": "cst",
    # lists that come in, and who decides about rows that may be somebody's double
    "import.run": "ac",
    "import.decide": "c",
    "import.work": "",  # the worker alone
    # a copy of the whole clinic
    "export.view": "as",
    "export.make": "a",
    "export.decide": "s",
    "export.work": "",  # the worker alone
    # the clinic's own desk
    "member.view": "ac",
    "member.invite": "a",
    "member.set_roles": "a",
    "member.end": "a",
    "member.reset_factor": "a",
    "clinic.edit": "a",
    "clinic.create": "",  # the operator alone
    # access tokens for oneself; other programs' seats, and everybody's tokens
    "token.own": "acstv",
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
