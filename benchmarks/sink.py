"""A mail server of its own process that takes mail, or refuses, hangs and hangs up when told to.

    python -m benchmarks.sink PORT LOG [MILLISECONDS]

MILLISECONDS is how long it takes to answer once it has the text of a mail, as a server does that
writes it to its own disk first. It has the mail from the text's end, whether or not the client is
there to hear so: who is killed in between, and sends it again, has made a duplicate. Each mail it
takes adds a line to LOG: time, Message-ID; each connection the word. What it is told comes by
standard input, one word a line; it answers each with the same word:

- `take`: take what comes (as at its start)
- `refuse`: answer 451 to every recipient
- `hang`: say nothing after the text of a mail, and do not take it
- `hang_up`: close the connection after the text of a mail, without taking it
- `deaf`: take connections and say nothing at all
- `brief`: close the connection when a fourth mail is offered
- `quit`
"""

import asyncio
import re
import sys
import time
from typing import Any, TextIO
from weakref import WeakKeyDictionary

from aiosmtpd.smtp import SMTP

MESSAGE_ID = re.compile(rb"(?im)^Message-ID:\s*(\S+)")
FOR_EVER = 3_600


class Sink:
    def __init__(self, log: TextIO, thinks: float) -> None:
        self.log, self.mode, self.thinks = log, "take", thinks
        self.taken: WeakKeyDictionary[Any, int] = WeakKeyDictionary()

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        # Not at once after the third: its answer must have left, or the mail would be in doubt.
        if self.mode == "brief" and self.taken.get(session, 0) >= 3:
            server.transport.abort()
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.mode == "refuse":
            return "451 4.3.0 not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.mode == "hang":
            await asyncio.sleep(FOR_EVER)
        if self.mode == "hang_up":
            server.transport.abort()
            return "451 gone"
        found = MESSAGE_ID.search(envelope.content)
        told = found[1].decode() if found else "-"
        self.log.write(f"{time.time():.6f} {told}\n")
        self.log.flush()
        await asyncio.sleep(self.thinks)
        self.taken[session] = self.taken.get(session, 0) + 1
        return "250 taken"


class Deaf(asyncio.Protocol):
    """Somebody picks up and says nothing."""


async def serve(port: int, log: TextIO, thinks: float) -> None:
    loop = asyncio.get_running_loop()
    sink = Sink(log, thinks)

    def answer() -> asyncio.BaseProtocol:
        log.write("connection\n")
        log.flush()
        if sink.mode == "deaf":
            return Deaf()
        return SMTP(sink, hostname="sink.invalid", loop=loop)

    server = await loop.create_server(answer, "127.0.0.1", port)
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    print("ready", flush=True)
    while word := (await lines.readline()).decode().strip():
        if word == "quit":
            break
        sink.mode = word
        print(word, flush=True)
    server.close()


def main() -> None:
    port, path = int(sys.argv[1]), sys.argv[2]
    thinks = float(sys.argv[3]) / 1000 if len(sys.argv) > 3 else 0.0
    with open(path, "a", encoding="ascii") as log:
        asyncio.run(serve(port, log, thinks))


if __name__ == "__main__":
    main()
