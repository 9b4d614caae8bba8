"""Writers of what is unique in a clinic wait for each other."""

from clinic.tenancy.current import current_clinic
from clinic.tenancy.models import Clinic


def take_turn() -> None:
    """Hold the clinic's row until the transaction ends.

    Two submits of one form at the same moment would both find nothing and both insert. Rows that
    point at the clinic are not held up: only whoever takes a turn waits.
    """
    Clinic.objects.select_for_update(no_key=True).get(pk=current_clinic().pk)
