"""Recipes for the library."""

from clinic.tenancy.models import new_id
from tests.everywhere.recipes import fresh, simple
from tests.everywhere.world_library import resource_said

simple(
    "resource.added", "supervisor", "attorney",
    lambda p: {"resource_id": new_id(), "said": resource_said()},
)  # fmt: skip
simple(
    "resource.revised", "coordinator", "advocate",
    lambda p: {
        "resource": fresh(p.resource), "said": resource_said(title="Anew"),
        "version": fresh(p.resource).version,
    },
)  # fmt: skip
simple("resource.retired", "coordinator", "auditor", lambda p: {"resource": fresh(p.resource)})
