"""Who may see what, told as people are told it: nothing here asks the product."""

from dataclasses import dataclass, field
from datetime import datetime

# Whoever answers for a case, in whichever of these roles; nobody does so twice for one case.
COUNSEL = {"attorney", "supervising_attorney", "representative", "co_counsel"}
REACHES_ALL = {"coordinator", "supervisor", "supervising_attorney"}
# Under attorneys: they read as attorneys do, and never count as one.
AGENTS = {"paralegal", "student"}
WORKS = COUNSEL | AGENTS | {"advocate"}
READS = {
    "shared": REACHES_ALL | WORKS, "attorney": COUNSEL | AGENTS | {"supervisor"},
    "advocate": {"advocate"},
    "administrative": REACHES_ALL | WORKS,
}  # fmt: skip
REPORTS = REACHES_ALL | COUNSEL
# Co-counsel comes for the cases given to her and takes nothing else, in no emergency either.
BREAKS_GLASS = WORKS - AGENTS - {"co_counsel"}
# What the board looks for -> who of the clinic may take it.
TAKES = {"attorney": COUNSEL - {"co_counsel"}, "advocate": {"advocate"}}
ROLE_SETS: tuple[tuple[str, ...], ...] = (
    ("attorney",), ("advocate",), ("attorney", "advocate"), ("coordinator",), ("supervisor",),
    ("attorney", "supervisor"), ("auditor",), ("administrator",), ("advocate", "auditor"),
    ("supervising_attorney",), ("representative",), ("co_counsel",), ("co_counsel", "advocate"),
    ("attorney", "representative"), ("paralegal",), ("student",), ("student", "advocate"),
    ("language_coordinator",),
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

    def stands_in(self, who: str, case: str, role: str) -> bool:
        """Whether somebody has this role on a case, or one that does for it."""
        alike = COUNSEL if role in COUNSEL else {role}
        return any((who, case, one) in self.assigned for one in alike)

    def answers_for(self, who: str, case: str, role: str) -> bool:
        """The same of whoever holds such a role still."""
        alike = COUNSEL if role in COUNSEL else {role}
        return self.stands_in(who, case, role) and bool(self.roles[who] & set(alike))

    def attended(self, case: str) -> bool:
        """Whether an attorney of the clinic works on a case; somebody has "D" in the walk alone."""
        lawyers = {"attorney", "supervising_attorney"}
        return case != "D" or any(
            where == case and role in lawyers and bool(self.roles[who] & lawyers)
            for who, where, role in self.assigned
        )

    def may_come(self, roles: set[str], case: str) -> bool:
        """Whether somebody comes to a case in one of these: a student only beside an attorney."""
        return bool(roles) and (roles != {"student"} or self.attended(case))

    def breaks_glass(self, who: str) -> bool:
        return bool(self.roles[who] & BREAKS_GLASS)

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
