"""What stands in the demo's library; made up, with addresses that lead nowhere."""

from clinic.tenancy.models import new_id
from desk.demo.cast import in_role
from desk.demo.offices import Office, at_work
from staffing.actions import add_resource, revise_resource
from staffing.models import Resource

_MADE_UP = "(Made up.)"
_SHELF = (
    ("guide", "Preparing a statement with somebody who was hurt", ("t_visa", "u_visa"), ()),
    ("template", "Cover letter for a certification request", ("t_visa", "u_visa"), ("US",)),
    ("law", "Where vacatur of convictions stands in our state", ("vacatur",), ("US-NY",)),
    ("training", "Watched phones: what to ask and what never to send", (), ()),
)


def seed_library(office: Office) -> bool:
    """Return whether anything was made."""
    with at_work(office) as actor:
        if Resource.objects.exists():
            return False
        coordinator = actor(in_role(office.slug, "coordinator"))
        for number, (kind, title, matters, places) in enumerate(_SHELF):
            said = {
                "kind": kind, "title": title, "about": _MADE_UP, "url": "", "matters": matters,
                "jurisdictions": places, "body": f"First ask what is safe. {_MADE_UP}",
            }  # fmt: skip
            made = add_resource(coordinator, resource_id=new_id(), said=said)
            if number == 0:
                news = {"news": "How to stop in the middle.", "url": "https://example.org/guide"}
                revise_resource(coordinator, resource=made, said={**said, **news}, version=1)
    return True
