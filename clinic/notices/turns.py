"""A worker's turn at the mail: every clinic gets a batch in its round, over one connection."""

import logging
import time

from django.conf import settings

from clinic.notices import outbox, queries
from clinic.notices.leases import where
from clinic.notices.sending import Batch
from clinic.notices.server import MailServer, ServerAway
from clinic.tenancy.locks import Held, held_by_one

# Short, so that other work of the same queue, above all beat's own look, comes in between.
TURN_SECONDS = 15.0
# One process sends at a time, in the whole installation: each that sends may be killed with a mail
# in the server's hands, and each finds out by itself, with such a mail, that the server hangs.
TURN_LOCK = 0x416C636F6D61696C  # any number that nobody else takes
# A server that is away is left alone for a while, longer each time; each process learns it itself.
FIRST_REST, LONGEST_REST = 5.0, 60.0
log = logging.getLogger("clinic.notices.delivery")


class Rest:
    """Until when this process leaves the mail server alone."""

    def __init__(self) -> None:
        self.until, self.length = 0.0, 0.0

    def is_on(self) -> bool:
        return time.monotonic() < self.until

    def lengthen(self) -> None:
        self.length = min(max(FIRST_REST, self.length * 2), LONGEST_REST)
        self.until = time.monotonic() + self.length

    def end(self) -> None:
        self.until = self.length = 0.0


rest = Rest()


def send_waiting() -> int:
    """Send what waits in any clinic until nothing does or the turn is over; return how many.

    Nothing is lost when it stops early: beat finds what waits.
    """
    if rest.is_on() or not queries.clinics_with_mail():
        return 0
    with held_by_one(TURN_LOCK) as turn:
        return _send(turn) if turn else 0


def _send(turn: Held) -> int:
    ends, taken = time.monotonic() + TURN_SECONDS, 0
    with MailServer() as server:
        while clinics := queries.clinics_with_mail():
            found = 0
            for clinic_id in clinics:
                if not turn.stands():
                    return taken  # the database was restarted, perhaps: another may be sending
                batch = Batch.claim(clinic_id)
                found += len(batch.items)
                try:
                    taken += batch.send(server, goes_on=turn.stands)
                except ServerAway as error:
                    rest.lengthen()
                    log.warning(
                        "The mail server is away, %.0f s of rest: %s",
                        rest.length,
                        where(error.__cause__ or error),
                    )
                    return taken
                if taken:
                    rest.end()
                if time.monotonic() > ends:
                    _tell()
                    return taken
            if not found:
                break  # all of it is in other workers' hands
    return taken


def _tell() -> None:
    outbox.poke_mail(expires=settings.ALCOVE_DRAIN_SECONDS)
