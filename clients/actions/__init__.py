"""Writes of the intake room, and the looks that are recorded like writes."""

from clients.actions.affiliates import (
    SENT_TWICE,
    add_affiliate,
    change_affiliate,
    end_affiliate,
)
from clients.actions.clearances import keep_clinic_names
from clients.actions.conflicts import decide_conflict, run_conflict_check
from clients.actions.contact import change_contact, confirm_contact, reveal_contact
from clients.actions.details import change_code_name, change_details, end_link, link_clients
from clients.actions.drafting import begin_draft, keep_draft
from clients.actions.firm_checks import (
    compare_firm_names,
    revoke_firm_check,
    send_firm_check,
    submit_firm_names,
)
from clients.actions.identity import Hit, change_identity, reveal_identity, search_clients
from clients.actions.intakes import (
    complete_intake,
    decline_intake,
    explain_rights,
    mark_case_opened,
    pause_intake,
    resume_intake,
    reveal_answers,
    start_intake,
)
from clients.actions.merging import (
    confirm_merge,
    decline_merge,
    propose_merge,
    seek_duplicates,
    undo_merge,
)
from clients.actions.nonengagement import read_nonengagement, write_nonengagement
from clients.actions.parties import add_party, remove_party, reveal_parties
from clients.actions.reaching import (
    Way,
    change_safety,
    check_caller,
    reach_out,
    reveal_address,
)
from clients.actions.screening import (
    answer_screening,
    decide_relief,
    resume_screening,
    reveal_screening,
    start_screening,
    stop_screening,
)
from clients.actions.steps import save_step
from clients.actions.waivers import agree_to_waiver, download_waiver, end_waiver, record_waiver
from clients.actions.walls import lower_wall, raise_wall

__all__ = [
    "SENT_TWICE",
    "Hit",
    "Way",
    "add_affiliate",
    "add_party",
    "agree_to_waiver",
    "answer_screening",
    "begin_draft",
    "change_affiliate",
    "change_code_name",
    "change_contact",
    "change_details",
    "change_identity",
    "change_safety",
    "check_caller",
    "compare_firm_names",
    "complete_intake",
    "confirm_contact",
    "confirm_merge",
    "decide_conflict",
    "decide_relief",
    "decline_intake",
    "decline_merge",
    "download_waiver",
    "end_affiliate",
    "end_link",
    "end_waiver",
    "explain_rights",
    "keep_clinic_names",
    "keep_draft",
    "link_clients",
    "lower_wall",
    "mark_case_opened",
    "pause_intake",
    "propose_merge",
    "raise_wall",
    "reach_out",
    "read_nonengagement",
    "record_waiver",
    "remove_party",
    "resume_intake",
    "resume_screening",
    "reveal_address",
    "reveal_answers",
    "reveal_contact",
    "reveal_identity",
    "reveal_parties",
    "reveal_screening",
    "revoke_firm_check",
    "run_conflict_check",
    "save_step",
    "search_clients",
    "seek_duplicates",
    "send_firm_check",
    "start_intake",
    "start_screening",
    "stop_screening",
    "submit_firm_names",
    "undo_merge",
    "write_nonengagement",
]
