"""Audit verbs of intakes, clients and conflicts in plain words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

INTAKE: dict[str, Promise] = {
    "intake.started": _("Started an intake"),
    "rights.explained": _("Explained rights and confidentiality"),
    "step.saved": _("Saved a step of an intake"),
    "draft.begun": _("Began to fill in a step of an intake"),
    "intake.paused": _("Paused an intake"),
    "intake.resumed": _("Took an intake up again"),
    "intake.declined": _("Declined an intake"),
    "intake.completed": _("Completed an intake"),
    "screening.started": _("Began a screening"),
    "screening.answered": _("Kept screening answers"),
    "screening.stopped": _("Stopped a screening because the person wished"),
    "screening.resumed": _("Went on with a screening"),
    "relief.decided": _("Decided which possible help is pursued"),
    "merge.proposed": _("Proposed to join two records"),
    "merge.declined": _("Kept two records apart"),
    "merge.confirmed": _("Joined two records of one person"),
    "merge.undone": _("Took two joined records apart"),
    "details.changed": _("Changed languages, names or guardian of a client"),
    "code_name.changed": _("Drew another code name for a client"),
    "client_link.added": _("Linked two clients"),
    "client_link.ended": _("Took a link between two clients back"),
    "nonengagement.written": _("Made the letter that the clinic does not act for somebody"),
    "identity.changed": _("Changed what is recorded of a client's identity"),
    "contact.changed": _("Changed a safe-contact rule"),
    "contact.confirmed": _("Confirmed safe contact"),
    "safety.changed": _("Changed a client's safe address, clock or phrase"),
    "party.added": _("Added a person to the conflict check"),
    "party.removed": _("Removed a person from the conflict check"),
    "conflict_check.run": _("Ran a conflict check"),
    "conflict.decided": _("Decided a conflict check"),
    "clearance.fell": _("A client has to be checked for conflicts again"),
    "firm_check.sent": _("Asked an outside firm about conflicts"),
    "firm_check.submitted": _("A firm sent names to compare"),
    "firm_check.compared": _("Compared a firm's names and destroyed them"),
    "firm_check.revoked": _("Took back a link for a firm"),
}
INTERPRETERS: dict[str, Promise] = {
    "interpreter.added": _("Added an interpreter"),
    "interpreter.changed": _("Changed an interpreter"),
    "interpreter.retired": _("Took an interpreter off the roster"),
    "interpreter.brought_back": _("Brought an interpreter back"),
    "undertaking.recorded": _("Recorded an interpreter's undertaking"),
}
