"""Audit verbs in plain words. A closed table: a test finds every action that is not in it."""

from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinic.office.rules.case_verbs import CASE
from clinic.office.rules.clinic import AUDIT, CLINIC
from clinic.office.rules.exchange_verbs import (
    COPIES,
    EXCHANGE_DETAILS,
    EXCHANGE_SERVICES,
    LISTS,
)
from clinic.office.rules.intake_verbs import INTAKE, INTERPRETERS
from clinic.office.rules.records import RECORDS
from clinic.office.rules.staff_verbs import CONTACTS, STAFF

Verbs = dict[str, Promise]

GROUPS: MappingProxyType[str, Promise] = MappingProxyType(
    {
        "sign_in": _("Signing in"),
        "reveals": _("Names and contact shown"),
        "out": _("Printed, downloaded, sent"),
        "intake": _("Intake and conflicts"),
        "case": _("Cases and notes"),
        "filing": _("Filings and deadlines"),
        "referral": _("Partners and referrals"),
        "interpreter": _("Interpreters"),
        "records": _("Keeping and erasing"),
        "clinic": _("Members and settings"),
        "audit": _("Audit"),
    }
)

_SIGN_IN: Verbs = {
    "member.signed_in": _("Signed in"),
    "member.signed_out": _("Signed out"),
    "member.unlocked": _("Unlocked the screen"),
    "member.factor_added": _("Set up an authenticator app"),
    "member.factor_removed": _("Removed the authenticator app"),
    "member.password_changed": _("Changed the password"),
}
_REVEALS: Verbs = {
    "identity.revealed": _("Showed a client's identity"),
    "contact.revealed": _("Showed how to reach a client"),
    "contact.made": _("Reached out to a client"),
    "address.revealed": _("Showed where a client lives"),
    "caller.checked": _("Checked a caller's phrase"),
    "parties.revealed": _("Showed the names of other people"),
    "answers.revealed": _("Showed intake answers"),
    "screening.revealed": _("Showed screening answers"),
    "nonengagement.read": _("Read a letter to somebody the clinic does not act for"),
    "release.read": _("Showed what was signed in a release"),
    "filing.receipt_revealed": _("Showed a receipt number"),
    "identifier.revealed": _("Showed a number of a filing"),
    "family.revealed": _("Showed the names of relatives"),
    "reading.viewed": _("Read the text of an uploaded letter"),
    "duplicates.sought": _("Looked for duplicates of a client"),
    "client.searched": _("Searched for a person"),
    "case.viewed": _("Looked at a case"),
    "intake.opened": _("Looked at an intake"),
}
_OUT: Verbs = {
    "packet.requested": _("Asked for a packet"),
    "packet.rendered": _("A packet was made"),
    "packet.failed": _("A packet could not be made"),
    "packet.retried": _("Asked for a packet again"),
    "packet.downloaded": _("Downloaded a packet"),
    "packet.expired": _("A packet was removed after its time"),
    "bundle.requested": _("Asked for a bundle of exhibits"),
    "bundle.rendered": _("A bundle of exhibits was made"),
    "bundle.failed": _("A bundle of exhibits could not be made"),
    "bundle.retried": _("Asked for a bundle of exhibits again"),
    "bundle.downloaded": _("Downloaded a bundle of exhibits"),
    "bundle.expired": _("A bundle of exhibits was removed after its time"),
    "notice.downloaded": _("Downloaded a notice"),
    "step.downloaded": _("Downloaded the document of a filing's step"),
    "reading.downloaded": _("Downloaded an uploaded letter"),
    "request.file_downloaded": _("Downloaded an agency's answer"),
    "undertaking.downloaded": _("Downloaded an interpreter's undertaking"),
    "copy.made": _("Made a client's own copy"),
    "report.exported": _("Exported a report"),
    "referral.sent": _("Sent a referral"),
    "referral.opened": _("A partner opened a referral"),
    "referral.content_read": _("Read what a referral sent"),
    "referral.handed_over": _("Took a referral out on paper or as a file"),
    "release.scan_downloaded": _("Downloaded the paper of a release"),
}
_FILING: Verbs = {
    "filing.added": _("Added a filing"),
    "filing.moved": _("Moved a filing on"),
    "filing.described": _("Recorded edition and fee of a filing"),
    "identifier.recorded": _("Recorded a number of a filing"),
    "dependent.accepted": _("Added a proposed filing"),
    "dependent.dismissed": _("Dismissed a proposed filing"),
    "receipt.recorded": _("Recorded a receipt number"),
    "notice.recorded": _("Recorded a notice"),
    "deadline.computed": _("A deadline was computed"),
    "deadline.acknowledged": _("Acknowledged a deadline"),
    "deadline.settled": _("Settled a deadline"),
    "filing.no_deadline_said": _("Said that no date runs for a filing"),
    "filing.no_deadline_taken_back": _("Took back that no date runs for a filing"),
    "deadline.added": _("Added a deadline by a rule"),
    "deadline.set": _("Recorded a day that a judge or agency set"),
    "deadline.reopened": _("Opened a deadline again"),
    "deadline.overridden": _("Set the last day of a deadline by hand"),
    "deadline.override_undone": _("Took a deadline back to its computed day"),
    "deadline.facts_changed": _("Corrected the facts of a deadline"),
    "deadline.recomputed": _("Let a changed rule compute a deadline anew"),
    "proposal.made": _("Proposed a change of a deadline"),
    "proposal.approved": _("Agreed to a proposal about a deadline"),
    "proposal.declined": _("Declined a proposal about a deadline"),
    "proposals.reviewed": _("Reviewed what changed rules propose"),
    "recompute.started": _("Began to compare deadlines with the rules"),
    "recompute.advanced": _("Compared deadlines with the rules"),
    "proposal.withdrawn": _("Withdrew a proposal about a deadline"),
    "reminders.queued": _("Reminders were queued"),
    "reminder.read": _("Read a reminder"),
    "reminders.wished": _("Changed how reminders come"),
    "digests.queued": _("Reminders were gathered into one mail"),
    "deadline.snoozed": _("Put a reminder off"),
    "snooze.ended": _("Took a reminder up again"),
    "leave.recorded": _("Recorded an absence and who stands in"),
    "leave.cancelled": _("Called an absence off"),
    "leave.decided": _("Decided whether who stands in gets the cases"),
    "leave.closed": _("An absence ended, and what was lent with it"),
    "reading.begun": _("Uploaded a letter of an agency"),
    "reading.read": _("A letter was read for proposals"),
    "reading.matched": _("Said which filing a letter is about"),
    "reading.confirmed": _("Confirmed what a letter says"),
    "reading.dismissed": _("Set a letter aside"),
    "family.added": _("Recorded a relative"),
    "family.changed": _("Changed what is recorded of a relative"),
    "family.removed": _("Removed a relative"),
    "family.watched": _("Ages of relatives were computed anew"),
    "family_filing.added": _("Added a filing for a relative"),
    "filing.relative_named": _("Said whom a filing is for"),
    "filing.planned": _("Set the day on which filing is planned"),
    "choice.recorded": _("Recorded the survivor's choice about an agency"),
    "request.sent": _("Asked an agency"),
    "request.chased": _("Asked an agency again"),
    "request.answered": _("Recorded an agency's answer"),
    "appearance.entered": _("Entered an appearance in a case"),
    "appearance.ended": _("Ended an appearance in a case"),
    "address.moved": _("Computed what a client's move sets going"),
    "agency.added": _("Added an agency"),
    "agency.changed": _("Changed an agency"),
}
_REFERRAL: Verbs = {
    "partner.added": _("Added a partner"),
    "partner.edited": _("Changed a partner"),
    "release.given": _("Recorded a release of information"),
    "release.all_revoked": _("Recorded that all releases were taken back"),
    "release.revoked": _("Recorded that a release was revoked"),
    "referral.answered": _("A partner answered a referral"),
    "referral.withdrawn": _("Withdrew a referral"),
}
VERBS_OF: MappingProxyType[str, Verbs] = MappingProxyType(
    {
        "sign_in": _SIGN_IN,
        "reveals": _REVEALS,
        "out": {**_OUT, **COPIES},
        "intake": INTAKE,
        "case": CASE,
        "filing": _FILING,
        "referral": {**_REFERRAL, **CONTACTS},
        "interpreter": INTERPRETERS,
        "records": RECORDS,
        "clinic": {**CLINIC, **LISTS, **STAFF},
        "audit": AUDIT,
    }
)
SENTENCES: MappingProxyType[str, Promise] = MappingProxyType(
    {verb: text for verbs in VERBS_OF.values() for verb, text in verbs.items()}
)
# What another program may be here. None that sees to the clinic itself: a program that could invite
# or read the trail would outlive whoever set it up.
SYSTEM_ROLES = ("coordinator", "supervisor", "attorney", "advocate")
SYSTEM = "system"

# Refusals only: a page asked for, not an act.
UNSEEN = "page.opened"
NO_PAGE = _("Asked for a page that is not theirs")
NO_CAPABILITY = _("Tried something their role or token does not include")

# What a detail of an entry is called. One that is not here is told by its own name.
DETAIL_NAMES: MappingProxyType[str, Promise] = MappingProxyType(
    {
        "became": _("Became"),
        "capabilities": _("How much it opens"),
        "cases": _("Cases it is held to"),
        "channels": _("Ways to reach"),
        "count": _("How many"),
        "days": _("Days"),
        "decision": _("Decision"),
        "fields": _("What changed"),
        "form": _("Form"),
        "hits": _("Found"),
        "kind": _("Kind"),
        "letter": _("Letter"),
        "links_closed": _("Links closed"),
        "matches": _("Matches"),
        "matter": _("Matter"),
        "item": _("Line"),
        "state": _("State"),
        "member": _("Member"),
        "outcome": _("Outcome"),
        "pages": _("Pages"),
        "parties": _("Names compared"),
        "privilege": _("Who may read it"),
        "reason": _("Reason given"),
        "role": _("Role"),
        "roles": _("Roles"),
        "confirmed": _("Worth pursuing"),
        "rejected": _("Not pursued"),
        "rule": _("Rule"),
        "sound": _("Unchanged"),
        "status": _("Status"),
        "step": _("Step"),
        "version": _("Version"),
        "token": _("By access token"),
        "tokens": _("Access tokens revoked"),
        "addresses": _("Addresses of a calendar ended"),
        "was": _("Was"),
        **EXCHANGE_DETAILS,
        "which": _("Access token"),
        "whose": _("Whose"),
    }
)

SERVICE_NAMES: MappingProxyType[str, Promise] = MappingProxyType(
    {
        "operator": _("Who runs this installation"),
        "invitation": _("Invited person"),
        "reminders": _("Reminder service"),
        "renderer": _("Packet service"),
        "sender": _("Mail service"),
        **EXCHANGE_SERVICES,
        "webhooks": _("Webhook service"),
        "board": _("Board of open cases"),
        "silence": _("Looking after who is silent"),
        "partner_link": _("Partner, by link"),
        "status_link": _("Whoever is asked once a month, by link"),
        "interpreter_link": _("Interpreter, by link"),
    }
)


def sentence_for(verb: str) -> Promise | str:
    """Return what was done, or tried, in plain words."""
    if verb in SENTENCES:
        return SENTENCES[verb]
    return NO_PAGE if verb == UNSEEN else NO_CAPABILITY


@dataclass(frozen=True)
class AuditRow:
    """One line of the audit page. Ids, codes and staff names only."""

    when: object
    who: str
    what: str
    refused: bool
    why: str
    case_number: str
    case_id: str
    target: str
    details: tuple[tuple[str, str], ...]
