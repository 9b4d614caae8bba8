"""What happens to the stack while it delivers, in an order that the seed decides."""

import random
import socket
import time
from collections.abc import Callable

from benchmarks.servers import MailSink
from clinic.services.stack import Stack


class Blows:
    """Kills spread evenly over the delivery, the other blows between them."""

    def __init__(
        self, stack: Stack, sink: MailSink, *, seed: int, kills: int, due: int, lasts: float,
        say: Callable[[str], None],
    ) -> None:  # fmt: skip
        self.stack, self.sink, self.say, self.lasts = stack, sink, say, lasts
        self.chance = random.Random(seed)  # noqa: S311 - which worker dies is no secret
        self.killed, self.ill_until = 0, 0.0
        others: list[Callable[[], None]] = [
            self._flush, self._restart_valkey, self._restart_postgres,
            lambda: self._mail_server("refuse"), lambda: self._mail_server("hang"),
            lambda: self._mail_server("deaf"), lambda: self._mail_server("hang_up"),
            lambda: self._mail_server("brief"),
        ]  # fmt: skip
        self.chance.shuffle(others)
        # Each comes when so many mails have been taken: at the same moments however slow it runs.
        last = due * 0.85
        when = [(last * (n + 0.5 + self.chance.uniform(-0.3, 0.3)) / kills, self._kill)
                for n in range(kills)]  # fmt: skip
        when += [(last * (n + 0.5) / len(others), blow) for n, blow in enumerate(others)]
        self.waiting = sorted(when, key=lambda pair: pair[0])

    def fall(self, taken: int) -> None:
        """Let happen what is due after so many mails."""
        if self.ill_until and time.monotonic() > self.ill_until:
            self.ill_until = 0.0
            self.say("the mail server is well again")
            self.sink.tell("take")
        if self.waiting and self.waiting[0][0] <= taken:
            self.waiting.pop(0)[1]()

    @property
    def are_over(self) -> bool:
        return not self.waiting and not self.ill_until

    def _kill(self) -> None:
        name = self.chance.choice(self.stack.workers)
        # The supervisor starts it again; one that is just coming up has nothing to lose yet.
        self.stack.wait_for_worker(name)
        self.say(f"kill -9 {name}")
        self.stack.kill_worker(name)
        self.killed += 1

    def _flush(self) -> None:
        self.say("FLUSHALL")
        password = self.stack.valkey.secrets.read("valkey")
        with socket.create_connection(("127.0.0.1", self.stack.valkey.port), 5) as wire:
            wire.sendall(f"AUTH {password}\r\nFLUSHALL\r\n".encode())
            heard = b""
            while heard.count(b"+OK") < 2:
                heard += wire.recv(100)

    def _restart_valkey(self) -> None:
        self.say("Valkey restarts, empty")
        self.stack.valkey.stop()
        self.stack.valkey.start()

    def _restart_postgres(self) -> None:
        self.say("PostgreSQL restarts")
        self.stack.postgres.stop()
        self.stack.postgres.start()

    def _mail_server(self, how: str) -> None:
        self.say(f"the mail server: {how}, for {self.lasts:.0f} s")
        self.sink.tell(how)
        self.ill_until = time.monotonic() + self.lasts
