"""Object grants: django-guardian's direct foreign-key model, inside the clinic's walls."""

from typing import Any

from guardian.managers import UserObjectPermissionManager
from guardian.models import UserObjectPermissionBase

from clinic.tenancy.current import current_clinic
from clinic.tenancy.models import TenantModel


class GrantManager(UserObjectPermissionManager):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(clinic_id=current_clinic().pk)


class Grant(TenantModel, UserObjectPermissionBase):
    """Base of a table of grants; subclasses add `content_object` and a unique constraint."""

    objects = GrantManager()  # type: ignore[assignment, misc]

    class Meta:
        abstract = True
