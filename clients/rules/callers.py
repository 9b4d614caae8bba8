"""A caller's phrase: by it the clinic knows that the caller is she. Checked, never shown.

Only a slow hash is kept, itself sealed: nobody can be talked into reading the phrase out.
"""

import hashlib
import hmac
import unicodedata
from datetime import timedelta

SHORTEST = 6
# So many wrong ones within this time, and the telephone is no way to ask any more.
MOST_WRONG = 5
WITHIN = timedelta(minutes=30)
SALT_BYTES = 16
_COST = {"n": 2**14, "r": 8, "p": 1}


def as_heard(phrase: str) -> str:
    """Return the phrase as it sounds: case, marks of a keyboard and spaces do not count."""
    folded = unicodedata.normalize("NFKC", phrase).casefold()
    kept = "".join(sign if sign.isalnum() else " " for sign in folded)
    return " ".join(kept.split())


def hash_of(phrase: str, salt: bytes) -> str:
    digest = hashlib.scrypt(as_heard(phrase).encode(), salt=salt, **_COST)
    return f"{salt.hex()}${digest.hex()}"


def is_it(phrase: str, kept: str) -> bool:
    """Compare in constant time; an empty one is never it."""
    salt = bytes.fromhex(kept.partition("$")[0])
    return bool(as_heard(phrase)) and hmac.compare_digest(hash_of(phrase, salt), kept)
