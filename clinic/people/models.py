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
    # The seat of another program, which only ever comes with an access token. Its user cannot sign
    # in and is nobody to assign, remind or write to.
    is_system = models.BooleanField(default=False)

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


class AccessToken(TenantModel):
    """A secret by which a program acts for a seat. Found by whoever holds it, as a hash alone.

    It opens what the seat's roles open at that moment and `capabilities` names, in all the cases
    the seat reaches or in `case_ids`.
    """

    open_to = ("link",)

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    token_hash = models.BinaryField()
    # The last characters, so that a person can tell which of several a program holds.
    ending = models.CharField(max_length=4)
    capabilities = ArrayField(models.CharField(max_length=40))
    case_ids = ArrayField(models.UUIDField(), null=True)
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    last_used_from = models.GenericIPAddressField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "token_hash"], name="people_token_hash")
        ]
        # Looked for before a clinic is known.
        indexes = [models.Index(fields=["token_hash"], name="people_token_by_hash")]

    def is_live(self, now: Any) -> bool:
        return self.revoked_at is None and self.expires_at > now
