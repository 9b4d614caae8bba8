"""Tell a monitor whether reminders leave: status 0, or a number of its own for what is wrong."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clinic.notices.pulses import Mail, Pulses, alarms, gauge, mail_in, pulses, youngest

# The worst one is the status; each gets a line.
STATUS = {"beat": 1, "workers": 2, "broker": 3, "turn": 4, "mail": 5}


class Command(BaseCommand):
    help = (
        "End with status 1 when beat stopped, 2 the workers, 3 the broker does not answer, "
        "4 calls do not arrive, 5 mail does not leave."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        heard = pulses()
        mail = mail_in(gauge())
        found = alarms(heard, mail)
        if found:
            lines = [_line(code, heard, mail) for code in found]
            raise CommandError(" ".join(lines), returncode=STATUS[found[0]])
        self.stdout.write("The outbox is looked after.")


def _line(code: str, heard: Pulses, mail: Mail) -> str:
    if code == "beat":
        return f"Beat does not run; last pulse: {_when(heard.beat)}."
    if code == "workers":
        return f"No worker runs; last pulse: {_when(youngest(heard.workers.values()))}."
    if code == "broker":
        return "The broker does not answer."
    if code == "turn":
        return f"Nobody looks into the outbox; last time: {_when(heard.turn)}."
    return f"Mail does not leave: {mail.refused} refused, oldest of {_when(mail.oldest)}."


def _when(moment: Any) -> str:
    return moment.isoformat(timespec="seconds") if moment else "never"
