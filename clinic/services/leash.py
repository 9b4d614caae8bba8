"""Become a command that ends when its parent does: `leash.py PARENT_PID COMMAND…`.

A supervisor killed with -9 cannot clean up; the kernel then ends its children for it. Run by path
(`python -P -S leash.py`) to start in a few milliseconds. Trap: the kernel watches the thread that
started us, so that thread must live as long as we should.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, command: list[str]) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))
    if os.getppid() == parent:  # else it died before we asked
        os.execvp(command[0], command)  # noqa: S606


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
