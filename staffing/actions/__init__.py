"""Writes: what people say of themselves, what others confirm, what the clinic asks for."""

from staffing.actions.gate import change_gate, gate_assignment
from staffing.actions.profiles import (
    DETAILS,
    SENT_TWICE,
    add_licence,
    change_profile,
    remove_licence,
)
from staffing.actions.proofs import confirm_licence, confirm_proof, withdraw_proof

__all__ = [
    "DETAILS",
    "SENT_TWICE",
    "add_licence",
    "change_gate",
    "change_profile",
    "confirm_licence",
    "confirm_proof",
    "gate_assignment",
    "remove_licence",
    "withdraw_proof",
]
