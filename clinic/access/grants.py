"""Object grants: django-guardian's direct foreign-key model, inside the clinic's walls."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from guardian.managers import UserObjectPermissionManager
from guardian.models import UserObjectPermissionBase

from clinic.tenancy.current import current_clinic
from clinic.tenancy.models import TenantModel


class GrantManager(UserObjectPermissionManager):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(clinic_id=current_clinic().pk)

    def standing(self) -> Any:
        """Return the grants that hold at this moment: one that has run out opens nothing."""
        return self.get_queryset().filter(holds())


def holds(prefix: str = "") -> Q:
    """Return the condition of a grant that has not run out.

    :param prefix: the way to the grant from another model, such as `cases__caseuserperm__`
    """
    return Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": timezone.now()})


class Grant(TenantModel, UserObjectPermissionBase):
    """Base of a table of grants; subclasses add `content_object` and a unique constraint.

    `until`: when it runs out by itself; a grant that an assignment explains has none.
    """

    until = models.DateTimeField(null=True)

    objects = GrantManager()  # type: ignore[assignment, misc]

    class Meta:
        abstract = True
