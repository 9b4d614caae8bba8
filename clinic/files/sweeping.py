"""Remove content that no row names: its transaction was rolled back, or its process was killed."""

from collections.abc import Callable
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from clinic.files.actions import tenant_folder
from clinic.files.models import StoredFile

# A running transaction's content has no row that we could see yet.
LEAST_AGE = timedelta(days=1)

# What upper rooms remove of theirs, in the bound clinic; registered in `AppConfig.ready`.
sweepers: list[Callable[[], int]] = []


def sweep_stored() -> int:
    """Remove the bound clinic's content without a row; return how many."""
    folder = tenant_folder()
    if not default_storage.exists(folder):
        return 0
    _folders, names = default_storage.listdir(folder)
    present = {f"{folder}/{name}" for name in names}
    known = set(StoredFile.objects.values_list("storage_name", flat=True))
    removed = 0
    for name in present - known:
        if timezone.now() - default_storage.get_modified_time(name) > LEAST_AGE:
            default_storage.delete(name)
            removed += 1
    return removed
