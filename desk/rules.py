"""What counts as near, late or long. Pure."""

# "This week" on the first page, and how far ahead an attorney is asked to acknowledge.
THIS_WEEK, TO_ACKNOWLEDGE = 7, 30
# After so many days without an attorney a supervisor is told.
TOO_LONG_UNASSIGNED = 14
SHOWN = 10
# Intakes that wait for somebody, the nearest to a case first.
QUEUE = ("ready", "started", "paused")
