"""The code that only one person can make again: three small facts, hashed slowly with a secret of the questionnaire.

Who has the database alone can not try out all codes: the secret lies in the key store. Who has both needs a tenth of a second
and sixteen megabytes for each try.
"""

import hashlib
import unicodedata
from threading import BoundedSemaphore

PARTS = 3
# So many are made at once: each takes sixteen megabytes, and a processor from whoever asks for a page meanwhile.
AT_ONCE = BoundedSemaphore(2)


def tie_of(parts: tuple[str, ...], secret: bytes) -> str:
    """Nothing where a part is left out: half a code would tie people who have nothing to do with each other."""
    plain = [as_written(each) for each in parts]
    if len(plain) != PARTS or not all(plain):
        return ""
    with AT_ONCE:
        return hashlib.scrypt("|".join(plain).encode(), salt=secret, n=2**14, r=8, p=1, dklen=16).hex()


def as_written(part: str) -> str:
    """The same however it is typed: without accents, capitals and spaces, and a number without noughts before it."""
    letters = unicodedata.normalize("NFKD", part.strip().casefold())
    plain = "".join(sign for sign in letters if sign.isalnum())[:4]
    return plain.lstrip("0") if plain.isdecimal() else plain
