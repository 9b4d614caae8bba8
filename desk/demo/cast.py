"""The clinics of the demo and the people who work there. Nobody here exists."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoClinic:
    slug: str
    name: str
    time_zone: str


@dataclass(frozen=True)
class Person:
    """`key` is the part of the address before the @, and how the tables speak of this person."""

    key: str
    name: str
    seats: tuple[tuple[str, tuple[str, ...]], ...]


CLINICS = (
    DemoClinic("harbor", "Harbor Demo Clinic", "America/New_York"),
    DemoClinic("meadow", "Meadow Demo Clinic", "America/Los_Angeles"),
    DemoClinic("lantern", "Lantern Demo Clinic", "Europe/London"),
)


def _one(key: str, name: str, clinic: str, *roles: str) -> Person:
    return Person(key, name, ((clinic, roles),))


PEOPLE = (
    # Harbor has each role, and an attorney who is not on the case of the main job.
    _one("administrator", "Ada Demo", "harbor", "administrator"),
    _one("coordinator", "Cora Demo", "harbor", "coordinator"),
    _one("supervisor", "Sol Demo", "harbor", "supervisor"),
    _one("attorney", "Ari Demo", "harbor", "attorney"),
    _one("advocate", "Vera Demo", "harbor", "advocate"),
    _one("auditor", "Udo Demo", "harbor", "auditor"),
    # Works in two clinics and switches between them.
    Person(
        "volunteer", "Bo Demo", (("harbor", ("attorney",)), ("meadow", ("attorney",)))
    ),
    # Who else works on cases there.
    _one("supervising", "Suri Demo", "harbor", "supervising_attorney"),
    _one("representative", "Rae Demo", "harbor", "representative"),
    _one("cocounsel", "Otis Demo", "harbor", "co_counsel"),
    _one("paralegal", "Pia Demo", "harbor", "paralegal"),
    _one("languages", "Lale Demo", "harbor", "language_coordinator"),
    _one("student", "Stella Demo", "harbor", "student"),
    _one("administrator.meadow", "Mira Demo", "meadow", "administrator", "auditor"),
    _one("coordinator.meadow", "Mio Demo", "meadow", "coordinator"),
    _one("supervisor.meadow", "Mats Demo", "meadow", "supervisor", "attorney"),
    _one("advocate.meadow", "Maya Demo", "meadow", "advocate"),
    _one("administrator.lantern", "Lia Demo", "lantern", "administrator", "coordinator"),
    _one("attorney.lantern", "Lev Demo", "lantern", "attorney"),
    _one("supervisor.lantern", "Lou Demo", "lantern", "supervisor"),
    _one("advocate.lantern", "Lin Demo", "lantern", "advocate"),
)  # fmt: skip
# Invited and left again before the demo begins, so that the lists show that too.
LEAVER = _one("former.advocate", "Fay Demo", "harbor", "advocate")
# Invited and not yet here: the mail with the link waits in the demo's mailbox.
NEWCOMER = "newcomer"


def in_role(clinic: str, role: str) -> str:
    """Return the first person of a clinic in a role."""
    return next(
        person.key
        for person in PEOPLE
        for slug, roles in person.seats
        if slug == clinic and role in roles
    )
