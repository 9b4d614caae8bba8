"""Writes. Whatever changes a filing or a deadline locks its row first, and says no when somebody
else changed it meanwhile."""

from filings.actions.adding import add_deadline, set_deadline
from filings.actions.agencies import add_agency, change_agency
from filings.actions.appearances import end_appearance, enter_appearance, record_move
from filings.actions.certifications import (
    chase_request,
    download_answer,
    record_answer,
    record_choice,
    send_request,
)
from filings.actions.dates import change_facts, override_deadline, undo_override
from filings.actions.deadlines import acknowledge_deadline, reopen_deadline, settle_deadline
from filings.actions.dependents import accept_dependent, dismiss_dependent
from filings.actions.describing import describe_filing
from filings.actions.digests import queue_digests
from filings.actions.family import (
    add_relative,
    change_relative,
    remove_relative,
    reveal_family,
)
from filings.actions.family_filings import add_family_filing, name_relative_of, plan_filing
from filings.actions.family_watch import watch_family
from filings.actions.filings import add_filing, record_receipt, reveal_receipt
from filings.actions.identifiers import record_identifier, reveal_identifier
from filings.actions.leaves import cancel_leave, close_leave, decide_reach, record_leave
from filings.actions.moving import download_step, move_filing
from filings.actions.no_deadlines import say_no_deadline, take_back_no_deadline
from filings.actions.notices import download_notice, record_notice
from filings.actions.packs import add_pack, withdraw_pack
from filings.actions.proposals import (
    approve_proposal,
    decline_proposal,
    move_or_propose,
    propose_change,
    withdraw_proposal,
)
from filings.actions.readings import (
    begin_reading,
    confirm_reading,
    dismiss_reading,
    download_reading,
    keep_reading,
    match_reading,
    view_reading,
)
from filings.actions.recompute import advance_recompute, start_recompute
from filings.actions.reminders import queue_reminders, read_reminder
from filings.actions.reviewing import review_proposals
from filings.actions.snoozing import end_snooze, snooze_deadline
from filings.actions.wishes import set_wishes

__all__ = [
    "accept_dependent",
    "acknowledge_deadline",
    "add_agency",
    "add_deadline",
    "add_family_filing",
    "add_filing",
    "add_pack",
    "add_relative",
    "advance_recompute",
    "approve_proposal",
    "begin_reading",
    "cancel_leave",
    "change_agency",
    "change_facts",
    "change_relative",
    "chase_request",
    "close_leave",
    "confirm_reading",
    "decide_reach",
    "decline_proposal",
    "describe_filing",
    "dismiss_dependent",
    "dismiss_reading",
    "download_answer",
    "download_notice",
    "download_reading",
    "download_step",
    "end_appearance",
    "end_snooze",
    "enter_appearance",
    "keep_reading",
    "match_reading",
    "move_filing",
    "move_or_propose",
    "name_relative_of",
    "override_deadline",
    "plan_filing",
    "propose_change",
    "queue_digests",
    "queue_reminders",
    "read_reminder",
    "record_answer",
    "record_choice",
    "record_identifier",
    "record_leave",
    "record_move",
    "record_notice",
    "record_receipt",
    "remove_relative",
    "reopen_deadline",
    "reveal_family",
    "reveal_identifier",
    "reveal_receipt",
    "review_proposals",
    "say_no_deadline",
    "send_request",
    "set_deadline",
    "set_wishes",
    "settle_deadline",
    "snooze_deadline",
    "start_recompute",
    "take_back_no_deadline",
    "undo_override",
    "view_reading",
    "watch_family",
    "withdraw_pack",
    "withdraw_proposal",
]
