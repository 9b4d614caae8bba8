"""Ask somebody who is signed in to prove once more who they are."""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from clinic.people.factor import code_fits
from clinic.people.locking import MOST_WRONG, count_wrong, forget_wrong

SIX_DIGITS = re.compile(r"\A\s*\d{3}\s?\d{3}\s*\Z")


class TooManyWrong(Exception):
    """The last wrong proof that a session is allowed; whoever asks ends the session."""


def proves(request: HttpRequest, proof: str) -> bool:
    """Take the password or a code of the app. :raises TooManyWrong: five wrong ones in a session"""
    user: Any = request.user
    return _fits(request, proof, lambda: user.check_password(proof))


def proves_factor(request: HttpRequest, proof: str) -> bool:
    """Take a code of the app alone. :raises TooManyWrong: five wrong ones in a session"""
    return _fits(request, proof, lambda: False)


def _fits(request: HttpRequest, proof: str, otherwise: Callable[[], bool]) -> bool:
    tries = count_wrong(request.session)
    fits = tries <= MOST_WRONG and (
        otherwise() or (SIX_DIGITS.match(proof) is not None and code_fits(request.user, proof))
    )
    if fits:
        forget_wrong(request.session)
    elif tries >= MOST_WRONG:
        raise TooManyWrong
    return bool(fits)
