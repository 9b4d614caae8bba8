"""The shape of what people send to the intake room."""

from clients.forms.contact import ContactForm, contact_initial
from clients.forms.firm import FirmCheckForm, FirmNamesForm
from clients.forms.parties import PartyForm
from clients.forms.short import (
    REASONS,
    DecisionForm,
    DeclineForm,
    RevealForm,
    SearchForm,
    StartForm,
)
from clients.forms.steps import StepForm, draft_initial, step_initial

__all__ = [
    "REASONS",
    "ContactForm",
    "DecisionForm",
    "DeclineForm",
    "FirmCheckForm",
    "FirmNamesForm",
    "PartyForm",
    "RevealForm",
    "SearchForm",
    "StartForm",
    "StepForm",
    "contact_initial",
    "draft_initial",
    "step_initial",
]
