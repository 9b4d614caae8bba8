"""Who comes to this clinic next, and other programs: systems, tokens, webhooks."""

from typing import Any

from clinic.office import actions as office_actions
from clinic.webhooks import actions as webhook_actions


def connect(place: Any) -> None:
    attorney, administrator = place.people["attorney"], place.people["administrator"]
    place.invitation = office_actions.invite_member(
        place.people["administrator"], email=f"new.{place.clinic.slug}@example.org",
        roles=["advocate"],
    )  # fmt: skip
    place.system = office_actions.register_system(
        place.people["administrator"], name=f"Calendar of {place.clinic.slug}",
        roles=["coordinator"],
    )  # fmt: skip
    place.system_token = office_actions.make_token(
        place.people["administrator"], name="Server", capabilities=["case.view"], days=30,
        system=place.system,
    ).token  # fmt: skip
    place.token = office_actions.make_token(
        attorney, name="Laptop", capabilities=["case.view"], days=30
    ).token
    place.webhook = webhook_actions.add_endpoint(
        place.people["administrator"], name="Calendar", url=f"https://{place.clinic.slug}.example.org/",
        events=["case.opened", "case.closed"],
    )  # fmt: skip
    place.webhook_message = webhook_actions.send_test(administrator, endpoint=place.webhook)
    webhook_actions.give_up_delivery(place.webhook_message.pk, code="no_connection")
