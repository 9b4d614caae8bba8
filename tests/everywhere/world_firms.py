"""An outside firm that was asked about a matter."""

from clients import actions
from clients.models import Client, FirmCheck
from clinic.access.actor import Actor
from clinic.tenancy.models import new_id


def ask_firm(coordinator: Actor, client: Client) -> FirmCheck:
    return actions.send_firm_check(
        coordinator, client=client, form_token=new_id(), firm="Muster Partners",
        email="conflicts@muster.example",
    )  # fmt: skip
