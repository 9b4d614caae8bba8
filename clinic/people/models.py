"""People who sign in, their seats in clinics, and the invitations to take one."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from clinic.tenancy.models import TenantModel, new_id
from clinic.vault.fields import EncryptedTextField


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, email: str, name: str, password: str | None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who works at one or more clinics. Never a client."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="people_user_email_lower")]

    def __str__(self) -> str:
        return self.name


class Membership(TenantModel):
    """A person's seat in one clinic. Readable by that person before a clinic is bound."""

    open_to = ("user",)

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=20))
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "user"],
                condition=models.Q(ended_at=None),
                name="people_membership_one_seat",
            )
        ]

    def __str__(self) -> str:
        return self.user.name


class Invitation(TenantModel):
    """An offer of a seat, readable before sign-in by whoever holds the link."""

    open_to = ("link",)

    email = models.EmailField()
    roles = ArrayField(models.CharField(max_length=20))
    token_hash = models.BinaryField()
    # The outbox mails the link once and empties this; then only the hash stays.
    token = EncryptedTextField(label="invitation.token")
    invited_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    membership = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "token_hash"], name="people_invitation_token")
        ]

    def is_open(self, now: Any) -> bool:
        return not (self.accepted_at or self.revoked_at) and self.expires_at > now
