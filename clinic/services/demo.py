"""`make demo`: the whole product on this machine with made-up clinics, until Ctrl-C.

`--once` stops after the summary, with status 0 only when every step succeeded. The folder
`.alcove/` keeps everything; a second run goes on with it.
"""

import argparse
import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from clinic.services.places import ROOT, ServiceFailed, locked
from clinic.services.postgres import Postgres
from clinic.services.stack import Stack
from clinic.services.valkey import Valkey

DIRECTORY = ROOT / ".alcove"
TEST_DIRECTORY = ROOT / ".alcove-test"
PORT = 8000


def say(line: str) -> None:
    print(f"demo: {line}", flush=True)


def on_terminate(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def downloads() -> float:
    try:
        return float(json.loads((ROOT / "build" / "setup.json").read_text())["downloads"])
    except (OSError, ValueError, KeyError):
        return 0.0


def seed(stack: Stack) -> int:
    """Run the nine steps through the product's own actions; it prints its own table."""
    command = [sys.executable, str(ROOT / "manage.py"), "seed_demo"]
    return subprocess.run(command, cwd=ROOT, env=stack.env("app")).returncode


def demo(*, once: bool, since: float) -> int:
    # Beat looks for due deadlines every few seconds, so that nobody waits for a reminder to leave.
    often = {"ALCOVE_SCAN_SECONDS": "5"}
    stack = Stack(DIRECTORY, "clinic.settings.demo", often, port=PORT, say=say)
    with stack:
        status = seed(stack)
        took = time.time() - since - downloads()
        print(f"\ndownloads took {downloads():.0f} s, set-up and run took {took:.0f} s")
        if status:
            say(f"a step failed (status {status}); logs are in {stack.logs}")
        if once:
            return status
        say(f"Alcove is at {stack.base_url}  (Ctrl-C stops it, the data stays)")
        stack.wait()
    return 1 if stack.failure else status


def stop(directory: Path) -> None:
    """Stop what a killed run left behind; a demo in use is not ours to stop."""
    if directory.exists():
        with locked(directory / "stack.lock", wait=False):
            Valkey(directory).stop()
            Postgres(directory).stop()


def reset() -> None:
    if DIRECTORY.exists():
        stop(DIRECTORY)
        Postgres(DIRECTORY).destroy()  # its data may lie elsewhere, see places.home_for
        shutil.rmtree(DIRECTORY)
    say("nothing left; `make demo` starts over")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--once", action="store_true", help="stop after the summary")
    parser.add_argument("--since", type=float, default=time.time(), help="when `make demo` began")
    parser.add_argument("--reset", action="store_true", help="throw the demo's data away")
    parser.add_argument("--stop", action="store_true", help="stop what a killed run left behind")
    wants = parser.parse_args()
    signal.signal(signal.SIGTERM, on_terminate)
    try:
        if wants.reset:
            reset()
        elif wants.stop:
            for directory in (DIRECTORY, TEST_DIRECTORY):
                stop(directory)
        else:
            return demo(once=wants.once, since=wants.since)
    except ServiceFailed as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("stopped; the data stays in .alcove/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
