"""What upper rooms register at start-up, in `AppConfig.ready`: people never look up at them."""

from collections.abc import Callable

from clinic.people.models import Membership

# addresses: (seat) -> how many secret addresses of its were ended: what lets a program read along
# in the name of a seat without its password, and would go on after a phone was lost.
addresses: list[Callable[[Membership], int]] = []
