"""Where sealed files lie: random names, for this system user alone.

An S3 storage of django-storages can stand in its place (`STORAGES["default"]`): only `save`,
`open` and `delete` are used, and names and sealing do not depend on it.
"""

from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from clinic.files.incoming import SealedContent


@deconstructible(path="clinic.files.storage.SealedStorage")
class SealedStorage(FileSystemStorage):
    def __init__(self, **options: Any) -> None:
        defaults = {
            "location": settings.ALCOVE_FILES_DIR / "stored",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        }
        super().__init__(**{**defaults, **options})

    def _save(self, name: str, content: Any) -> str:
        if not isinstance(content, SealedContent):
            raise TypeError("Only sealed content is stored.")
        kept: str = super()._save(name, content)  # type: ignore[misc]
        return kept

    def url(self, name: str | None) -> str:
        raise TypeError("A sealed file has no address; it leaves through a view that asks who.")
