"""A second factor's secret is good in the row of its person and nowhere else."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from clinic.people.models import User
from clinic.vault.keyring import TamperedError
from tests.builders import make_clinic, make_member, user_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> tuple[User, User]:
    clinic = make_clinic()
    return user_of(make_member(clinic, "attorney")), user_of(make_member(clinic, "advocate"))


def secret_of(person: User) -> str:
    row = Authenticator.objects.get(user=person)
    return str(get_adapter().decrypt(row.data["secret"]))


def test_a_secret_opens_in_the_row_of_its_person(people: tuple[User, User]) -> None:
    secret = generate_totp_secret()
    row = TOTP.activate(people[0], secret).instance
    row.save()  # sealed once, however often the row is saved
    assert secret_of(people[0]) == secret
    assert secret not in str(row.data)


def test_a_secret_copied_to_another_persons_row_does_not_load(people: tuple[User, User]) -> None:
    theirs, own = (TOTP.activate(one, generate_totp_secret()).instance for one in people)
    Authenticator.objects.filter(pk=theirs.pk).update(data=own.data)
    with pytest.raises(TamperedError, match="another person"):
        Authenticator.objects.get(pk=theirs.pk)


def test_a_copied_secret_that_names_the_other_person_does_not_open(
    people: tuple[User, User],
) -> None:
    theirs, own = (TOTP.activate(one, generate_totp_secret()).instance for one in people)
    forged = own.data["secret"].replace(str(people[1].pk), str(people[0].pk))
    Authenticator.objects.filter(pk=theirs.pk).update(data={"secret": forged})
    with pytest.raises(TamperedError):
        secret_of(people[0])


def test_a_secret_bound_to_nobody_does_not_open(people: tuple[User, User]) -> None:
    row = TOTP.activate(people[0], generate_totp_secret()).instance
    loose = get_adapter().encrypt(generate_totp_secret())
    Authenticator.objects.filter(pk=row.pk).update(data={"secret": loose})
    with pytest.raises(TamperedError, match="not bound"):
        secret_of(people[0])
