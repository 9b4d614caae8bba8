"""Recipes for the room of interpreters."""

from datetime import timedelta

from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from tests.everywhere.recipes import fresh, simple
from tests.everywhere.world_interpreters import interpreter_details

simple(
    "interpreter.added", "coordinator", "attorney",
    lambda p: {"form_token": new_id(), "details": interpreter_details("Neue Dolmetsch")},
)  # fmt: skip
simple(
    "interpreter.changed", "coordinator", "supervisor",
    lambda p: {
        "interpreter": fresh(p.interpreter), "details": {"phone": "+1 202 555 0177"},
        "version": fresh(p.interpreter).version,
    },
)  # fmt: skip
simple(
    "interpreter.retired", "coordinator", "advocate",
    lambda p: {"interpreter": fresh(p.interpreter)},
)  # fmt: skip
simple(
    "interpreter.brought_back", "coordinator", "administrator",
    lambda p: {"interpreter": fresh(p.left_interpreter)},
)  # fmt: skip
simple(
    "undertaking.recorded", "coordinator", "attorney",
    lambda p: {
        "interpreter": fresh(p.interpreter), "how": "said", "signed_on": today(),
        "expires_on": today() + timedelta(days=90),
    },
)  # fmt: skip
simple(
    "undertaking.downloaded", "coordinator", "attorney",
    lambda p: {"interpreter": fresh(p.interpreter)},
)  # fmt: skip
