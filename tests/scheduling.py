"""Which worker of xdist a test goes to.

`--dist loadgroup` of xdist 3.8 writes the group of `xdist_group` behind a test's id, which pytest
9.2 no longer takes: every worker would start all of Alcove and do the main job for itself.
"""

import re
from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parents[1]
GROUP = re.compile(r'xdist_group\("(\w+)"\)')


@cache
def group_of(file: str) -> str | None:
    """Return the group that a file's `pytestmark` names."""
    path = ROOT / file
    found = GROUP.search(path.read_text(encoding="utf-8")) if path.suffix == ".py" else None
    return found[1] if found else None


class ByGroup(LoadScopeScheduling):
    """Sends the tests of a group to one worker, all others to whichever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid.partition("::")[0]) or nodeid
