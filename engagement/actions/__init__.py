"""Writes."""

from engagement.actions.closing import give_letter as give_letter
from engagement.actions.closing import waive_closing as waive_closing
from engagement.actions.emergencies import end_emergency as end_emergency
from engagement.actions.emergencies import say_emergency as say_emergency
from engagement.actions.ending import end_letter as end_letter
from engagement.actions.ending import end_with_case as end_with_case
from engagement.actions.gate import refuse_unengaged as refuse_unengaged
from engagement.actions.gate import refuse_unengaged_matter as refuse_unengaged_matter
from engagement.actions.gate import refuse_without_letter as refuse_without_letter
from engagement.actions.letters import SENT_TWICE as SENT_TWICE
from engagement.actions.letters import add_letter as add_letter
from engagement.actions.letters import download_copy as download_copy
from engagement.actions.letters import download_letter as download_letter
from engagement.actions.letters import revise_letter as revise_letter
from engagement.actions.letters import translate_letter as translate_letter
from engagement.actions.readying import approve_letter as approve_letter
from engagement.actions.readying import ready_letter as ready_letter
from engagement.actions.readying import return_letter as return_letter
from engagement.actions.signing import sign_attorney as sign_attorney
from engagement.actions.signing import sign_client as sign_client
from engagement.actions.wording import withdraw_wording as withdraw_wording
from engagement.actions.wording import write_wording as write_wording
