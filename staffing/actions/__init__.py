"""Writes: what people say of themselves, what others confirm, what the clinic asks for."""

from staffing.actions.board import (
    leave_behind_wall,
    leave_board,
    leave_board_closed,
    post_opportunity,
    withdraw_opportunity,
)
from staffing.actions.gate import change_gate, gate_assignment
from staffing.actions.library import add_resource, retire_resource, revise_resource
from staffing.actions.namesakes import end_namesake, say_namesake
from staffing.actions.offers import (
    accept_offer,
    decline_offer,
    expire_offer,
    offer_opportunity,
    show_interest,
    take_offer_back,
    withdraw_interest,
)
from staffing.actions.profiles import (
    DETAILS,
    SENT_TWICE,
    add_licence,
    change_profile,
    remove_licence,
)
from staffing.actions.proofs import confirm_licence, confirm_proof, withdraw_proof
from staffing.actions.training import (
    INTAKE,
    add_training,
    confirm_training,
    refuse_untrained,
    remove_training,
)

__all__ = [
    "DETAILS",
    "INTAKE",
    "SENT_TWICE",
    "accept_offer",
    "add_licence",
    "add_resource",
    "add_training",
    "change_gate",
    "change_profile",
    "confirm_licence",
    "confirm_proof",
    "confirm_training",
    "decline_offer",
    "end_namesake",
    "expire_offer",
    "gate_assignment",
    "leave_behind_wall",
    "leave_board",
    "leave_board_closed",
    "offer_opportunity",
    "post_opportunity",
    "refuse_untrained",
    "remove_licence",
    "remove_training",
    "retire_resource",
    "revise_resource",
    "say_namesake",
    "show_interest",
    "take_offer_back",
    "withdraw_interest",
    "withdraw_opportunity",
    "withdraw_proof",
]
