"""The smallest law of a state that a clinic could add."""

from clinic.access.actor import Actor
from filings.actions import add_pack
from filings.models import JurisdictionPack

STATE_PACK = """
jurisdiction = "us-xx"
[[rule]]
id = "own.xx.appeal"
version = "1"
name = "Appeal of the state of the tests"
trigger = "decided"
ladder = "A"
consequence = "barred"
jurisdictional = true
jurisdictional_because = "State code 2."
source = "State code 1"
verify_with_counsel = true
outer = { start = "decided", n = 20 }
[rule.facts.decided]
kind = "date"
label = "Decided"
"""


def add_state_pack(administrator: Actor) -> JurisdictionPack:
    return add_pack(administrator, name="state", text=STATE_PACK, number=1)
