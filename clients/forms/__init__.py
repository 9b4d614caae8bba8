"""The shape of what people send to the intake room."""

from clients.forms.contact import ContactForm, contact_initial
from clients.forms.firm import FirmCheckForm, FirmNamesForm
from clients.forms.parties import PartyForm
from clients.forms.short import (
    REASONS,
    DecisionForm,
    DeclineForm,
    LowerWallForm,
    RevealForm,
    SearchForm,
    StartForm,
    WallForm,
)
from clients.forms.steps import StepForm, draft_initial, step_initial

__all__ = [
    "REASONS",
    "ContactForm",
    "DecisionForm",
    "DeclineForm",
    "FirmCheckForm",
    "FirmNamesForm",
    "LowerWallForm",
    "PartyForm",
    "RevealForm",
    "SearchForm",
    "StartForm",
    "StepForm",
    "WallForm",
    "contact_initial",
    "draft_initial",
    "step_initial",
]
