"""Beat with a pulse of its own: alive is who goes through the schedule, not who exists."""

import time
from typing import Any

from celery.beat import PersistentScheduler
from celery.signals import heartbeat_sent, worker_ready

from clinic.notices.pulses import BEAT, Pulse, forget_old, new_worker


class PulsingScheduler(PersistentScheduler):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.pulse = Pulse(BEAT)
        super().__init__(*args, **kwargs)

    def tick(self, *args: Any, **kwargs: Any) -> Any:
        self.pulse.beat(time.monotonic())
        return super().tick(*args, **kwargs)


def watch_worker() -> None:
    """Let a worker say that it takes messages, whenever its own heart beats."""
    pulse = new_worker()

    @heartbeat_sent.connect(weak=False)
    def _beat(**_: Any) -> None:
        pulse.beat(time.monotonic())

    @worker_ready.connect(weak=False)
    def _forget(**_: Any) -> None:
        forget_old()
