"""What is said where the content of a file is not the one that was stored, or is gone."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.files.models import StoredFile
from clinic.vault.keyring import TamperedError


@contextmanager
def refuse_altered(stored: StoredFile) -> Iterator[None]:
    """Say it as a refusal, which the view or the operation that asked writes to the audit.

    :raises Blocked: what is opened within was changed or is missing
    """
    try:
        yield
    except TamperedError as error:
        raise Blocked(
            _(
                "The stored file was changed or is missing, so it was not opened. Tell your "
                "administrator: a backup may still have it."
            ),
            code="file_altered",
            target=stored,
        ) from error
