"""Tell a monitor whether beat and the workers still run: status 0, or 1 with a line why."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clinic.notices.queries import beat_is_late, last_beat


class Command(BaseCommand):
    help = "End with status 1 when beat or the workers have stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        last = last_beat()
        if beat_is_late(last):
            when = last.isoformat(timespec="seconds") if last else "never"
            raise CommandError(f"Nobody looks into the outbox; last time: {when}.")
        self.stdout.write("The outbox is looked after.")
