"""Reminders while everything around them dies.

    .venv/bin/python -m benchmarks.chaos                        # 10,000 reminders, 15 kills
    .venv/bin/python -m benchmarks.chaos --reminders 600 --kills 4 --day-reminders 60

Starts a PostgreSQL (with fsync), a Valkey, web, beat, several workers with two processes each, and
a mail server that has a mail `--thinks` milliseconds before it says so, all in a folder of its
own. Makes that many reminders due, by deadlines whose last day is today, and lets beat find them.
While they leave: workers are killed with -9, whole pools, at random; Valkey is flushed, and
restarted empty; PostgreSQL is restarted; the mail server refuses, hangs with a mail in its hands,
hangs up, says nothing at all, and closes its connections after three mails. Then beat is killed;
the alarm that a monitor reads (`/metrics`) must be raised within its interval. The data is moved a
day into the past, as if nobody had noticed; beat starts, and the day's reminders must come.

Which blow falls when follows from `--seed` and the number of mails taken, so two runs differ only
in what the machine does. Leases (20 s) and beat's turns (2 s) are shorter than usual: what a kill
leaves behind is taken over sooner, nothing else changes. Status 1 when a figure is bad.
"""

import argparse
import sys
import time
import urllib.request
from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

from benchmarks.chaos.blows import Blows
from benchmarks.place import place, seed
from benchmarks.servers import MailSink, mail_sink
from clinic.services.stack import Stack

MAILS_A_DEADLINE = 3  # attorney, coordinator, supervisor: on the last day everybody is asked
METRICS_TOKEN = "chaos-" + "m" * 32
ALARM_WITHIN = 90.0
DUE = "SELECT count(*) FROM notices_outboxitem WHERE kind = 'filings.reminder'"
NOT_DONE = f"{DUE} AND done_at IS NULL"
IDS = "SELECT message_token FROM notices_outboxitem WHERE kind = 'filings.reminder'"


def say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)


class Run:
    def __init__(self, stack: Stack, sink: MailSink, asked: argparse.Namespace) -> None:
        self.stack, self.sink, self.asked = stack, sink, asked
        self.bad: list[str] = []

    def sql(self, *statements: str) -> str:
        options = [option for each in statements for option in ("-c", each)]
        return self.stack.postgres.psql("alcove", *options)

    def row(self, what: str, figure: object, good: bool = True) -> None:
        print(f"{what:<46} {figure}{'' if good else '   <-- BAD'}", flush=True)
        if not good:
            self.bad.append(what)

    # --- while they leave -----------------------------------------------------------------------

    def deliver(self) -> None:
        due = self._queued()
        say(f"{due} reminders are due")
        blows = Blows(
            self.stack, self.sink, seed=self.asked.seed, kills=self.asked.kills, due=due,
            lasts=self.asked.lasts, say=say,
        )  # fmt: skip
        self._until_all_done(blows)
        mails = self.sink.mails()
        took = mails[-1][0] - mails[0][0]
        counts = Counter(told for _when, told in mails)
        lost = self._ids() - counts.keys()
        again = len(mails) - len(counts)
        self.row("reminders due", due, due >= self.asked.reminders)
        self.row("workers killed with -9", blows.killed, blows.killed >= self.asked.kills)
        self.row("delivered, distinct", len(counts), len(counts) == due)
        self.row("lost", len(lost), not lost)
        self.row("duplicates, same Message-ID", again, again <= blows.killed // 5)
        self.row("Message-IDs that belong to no reminder", len(counts.keys() - self._ids()),
                 counts.keys() <= self._ids())  # fmt: skip
        self.row("delivered more than twice", sum(n > 2 for n in counts.values()))
        self.row("time", f"{took:.0f} s")
        self.row("mails a second, all blows included", f"{len(mails) / took:.1f}")

    def _queued(self) -> int:
        """Wait until beat's scan has found all."""
        before, since = -1, time.monotonic()
        while True:
            count = int(self.sql(DUE))
            if count >= self.asked.reminders and count == before:
                return count
            if time.monotonic() - since > self.asked.patience:
                raise SystemExit(f"The scan found {count} reminders of {self.asked.reminders}.")
            before = count
            time.sleep(1)

    def _until_all_done(self, blows: Blows) -> None:
        quiet_since, seen = time.monotonic(), 0
        while True:
            taken = len({told for _when, told in self.sink.mails()})
            blows.fall(taken)
            if taken > seen:
                seen, quiet_since = taken, time.monotonic()
            if blows.are_over and int(self.sql(NOT_DONE)) == 0:
                return
            if time.monotonic() - quiet_since > self.asked.patience:
                say("nothing moves any more")
                return
            time.sleep(0.25)

    def _ids(self) -> set[str]:
        return {f"<{token.replace('-', '')}@127.0.0.1>" for token in self.sql(IDS).split()}

    # --- a day without beat ---------------------------------------------------------------------

    def a_day_without_beat(self) -> None:
        rest = self.asked.day_reminders // MAILS_A_DEADLINE
        self.sql(
            "UPDATE filings_deadline SET status = 'done' WHERE id NOT IN "  # noqa: S608 - a number
            f"(SELECT id FROM filings_deadline ORDER BY id LIMIT {rest})"
        )
        say("beat is killed and stays dead")
        with self.stack.without("beat"):
            since = time.monotonic()
            while not self._alarm() and time.monotonic() - since < 3 * ALARM_WITHIN:
                time.sleep(0.5)
            raised = time.monotonic() - since
            self.row("alarm raised after", f"{raised:.0f} s of {ALARM_WITHIN:.0f}",
                     raised <= ALARM_WITHIN + 2)  # fmt: skip
            before, had = self._ids(), len(self.sink.mails())
            say("a day passes")
            self.sql(*moved_a_day())
            self.row("alarm stands after the day", self._alarm(), self._alarm())
        self._until_new_ones(before, rest * MAILS_A_DEADLINE)
        new = self._ids() - before
        counts = Counter(told for _when, told in self.sink.mails()[had:])
        self.row("due after the day", len(new), len(new) == rest * MAILS_A_DEADLINE)
        self.row("lost after the day", len(new - counts.keys()), not new - counts.keys())
        self.row("duplicates after the day", sum(counts.values()) - len(counts),
                 sum(counts.values()) == len(counts))  # fmt: skip
        self.row("alarm ends", not self._alarm(), not self._alarm())

    def _until_new_ones(self, before: set[str], expected: int) -> None:
        end = time.monotonic() + self.asked.patience
        while time.monotonic() < end:
            if len(self._ids() - before) >= expected and int(self.sql(NOT_DONE)) == 0:
                return
            time.sleep(1)

    def _alarm(self) -> bool:
        """Ask as a monitor would."""
        request = urllib.request.Request(  # noqa: S310 - our own web
            f"{self.stack.base_url}/metrics", headers={"Authorization": f"Bearer {METRICS_TOKEN}"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            text = answer.read().decode()
        return 'alcove_alarm{code="beat"} 1' in text


def moved_a_day() -> list[str]:
    """Statements that take the data a day back, as a day that passed would."""
    days = {"filings_deadline": ("outer", "target", "by_rule", "remind_by"),
            "filings_reminder": ("counted_to",)}  # fmt: skip
    times = {
        "filings_reminder": ("queued_at", "send_at", "sent_at"),
        "notices_outboxitem": ("not_before", "due_at", "created_at", "done_at"),
        "notices_heartbeat": ("at",),
        "notices_outboxgauge": ("at", "oldest_mail"),
    }
    return [
        f'UPDATE {table} SET "{column}" = "{column}" - {step}'  # noqa: S608 - constants
        for columns, step in ((days, "1"), (times, "interval '1 day'"))
        for table, names in columns.items()
        for column in names
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reminders", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=15)
    parser.add_argument("--workers", type=int, default=3, help="each with two processes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clinics", type=int, default=21, help="the first holds half of all")
    parser.add_argument("--thinks", type=int, default=10, help="ms the mail server takes a mail")
    parser.add_argument("--lasts", type=float, default=15, help="seconds it is out of order")
    parser.add_argument("--day-reminders", type=int, default=600)
    parser.add_argument("--patience", type=float, default=300, help="seconds without any progress")
    asked = parser.parse_args()
    env = {
        "ALCOVE_DRAIN_SECONDS": "2", "ALCOVE_LEASE_SECONDS": "20", "ALCOVE_SCAN_SECONDS": "10",
        "ALCOVE_BENCH_MAIL_TIMEOUT": "10", "ALCOVE_METRICS_TOKEN": METRICS_TOKEN,
        "ALCOVE_SMTP_HOST": "127.0.0.1",
    }  # fmt: skip
    with place(env, workers=asked.workers) as stack, mail_sink(stack.directory, asked.thinks) as it:
        stack.extra_env["ALCOVE_SMTP_PORT"] = str(it.port)
        deadlines = -(-asked.reminders // MAILS_A_DEADLINE // 4) * 4 + 4 * asked.clinics
        today = datetime.now(ZoneInfo("America/New_York")).date().isoformat()
        say(seed(stack, "--deadlines", str(deadlines), "--clinics", str(asked.clinics),
                 "--first", "0", "--last", "0", "--today", today))  # fmt: skip
        stack.say = say
        stack.start()
        run = Run(stack, it, asked)
        run.deliver()
        run.a_day_without_beat()
    if run.bad:
        sys.exit(f"bad: {', '.join(run.bad)}")


if __name__ == "__main__":
    main()
