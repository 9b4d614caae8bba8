"""Who may see what, told as people are told it: nothing here asks the product."""

from dataclasses import dataclass, field
from datetime import datetime

REACHES_ALL, WORKS = {"coordinator", "supervisor"}, {"attorney", "advocate"}
READS = {
    "shared": REACHES_ALL | WORKS, "attorney": {"attorney", "supervisor"}, "advocate": {"advocate"},
    "administrative": REACHES_ALL | WORKS,
}  # fmt: skip
REPORTS = {"coordinator", "supervisor", "attorney"}
ROLE_SETS: tuple[tuple[str, ...], ...] = (
    ("attorney",), ("advocate",), ("attorney", "advocate"), ("coordinator",), ("supervisor",),
    ("attorney", "supervisor"), ("auditor",), ("administrator",), ("advocate", "auditor"),
)  # fmt: skip


@dataclass
class Model:
    """Who may see what, by name of person and case."""

    client_of: dict[str, str]
    roles: dict[str, set[str]]
    now: datetime
    assigned: set[tuple[str, str, str]] = field(default_factory=set)
    until: dict[tuple[str, str], datetime] = field(default_factory=dict)
    walls: set[tuple[str, str]] = field(default_factory=set)

    def works_on(self, who: str, case: str) -> bool:
        return any(one[:2] == (who, case) for one in self.assigned)

    def let_in(self, who: str, case: str) -> bool:
        return self.until.get((who, case), self.now) > self.now

    def sees(self, who: str, case: str) -> bool:
        if (who, self.client_of[case]) in self.walls:
            return False
        if self.roles[who] & REACHES_ALL:
            return True
        given = self.works_on(who, case) or self.let_in(who, case)
        return bool(self.roles[who] & WORKS) and given

    def sees_client(self, who: str, client: str) -> bool:
        if (who, client) in self.walls:
            return False
        cases = [case for case, of in self.client_of.items() if of == client]
        return bool(self.roles[who] & REACHES_ALL) or any(self.sees(who, case) for case in cases)

    def raise_wall(self, who: str, client: str) -> None:
        self.walls.add((who, client))
        behind = {case for case, of in self.client_of.items() if of == client}
        self.assigned = {one for one in self.assigned if one[0] != who or one[1] not in behind}
        self.until = {
            key: at for key, at in self.until.items() if key[0] != who or key[1] not in behind
        }
