"""Ask somebody who is signed in to prove once more who they are."""

import re
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
    tries = count_wrong(request.session)
    fits = tries <= MOST_WRONG and (
        user.check_password(proof)
        or (SIX_DIGITS.match(proof) is not None and code_fits(user, proof))
    )
    if fits:
        forget_wrong(request.session)
    elif tries >= MOST_WRONG:
        raise TooManyWrong
    return bool(fits)
