"""What counts as near, late or long. Pure."""

from cases.rules import CASE_ROLES

# "This week" on the first page, and how far ahead an attorney is asked to acknowledge.
THIS_WEEK, TO_ACKNOWLEDGE = 7, 30
# After so many days without an attorney a supervisor is told.
TOO_LONG_UNASSIGNED = 14
# For so many days the attorneys of a case are told who took access to it in an emergency.
GLASS_SHOWN = 7
# Lines of a list; of what is neither late nor of this week fewer, so that the page stays short.
SHOWN, SHOWN_LATER = 10, 5
TEAM_SHOWN = 8
# Intakes that wait for somebody, the nearest to a case first.
QUEUE = ("ready", "started", "paused")
# How far a list is counted for a number: whoever has a thousand of them needs no exact one.
COUNTED = 1000
# Roles whose day is their own cases; the others look after those of the team.
OWN_WORK = frozenset(CASE_ROLES)
