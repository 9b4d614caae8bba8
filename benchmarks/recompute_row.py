"""One row of `benchmarks.recompute`, in a process of its own that has the role of a worker."""

import sys

import django

django.setup()

from benchmarks.recompute import rows  # noqa: E402

if __name__ == "__main__":
    rows(sys.argv[1], int(sys.argv[2]))
