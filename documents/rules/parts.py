"""A large file arrives in parts, so that a broken line costs one part and not the whole."""

from datetime import timedelta

# A part is refused or kept whole; a phone sends one in seconds.
PART_BYTES = 1024 * 1024
MOST_BYTES = 200 * 1024 * 1024
# After so long without a part, what arrived goes.
STALE = timedelta(hours=24)
MOST_UNFINISHED = 5


def part_size(size: int, offset: int) -> int:
    """Return how many bytes the part at this offset has, in a file of this size."""
    return min(PART_BYTES, size - offset)
