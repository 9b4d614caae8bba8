"""Recipes for training."""

from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from tests.everywhere.recipes import fresh, simple

simple(
    "training.added", "advocate", "auditor",
    lambda p: {
        "training_id": new_id(), "module": "security", "done_on": today(), "how": "online",
    },
)  # fmt: skip
simple("training.confirmed", "supervisor", "attorney", lambda p: {"training": fresh(p.training)})
simple("training.removed", "attorney", "advocate", lambda p: {"training": fresh(p.training)})
