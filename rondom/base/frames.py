"""A file sealed in frames, so that a part of it can be read and opened without the rest: a minute of sound from its middle.

On disk: which key it was, chance of its own for this file, and frames of equal size, each sealed by itself. The number of a frame
and whether it is the last are part of its nonce: frames can not be swapped, left out or taken from another file.
"""

import secrets
from collections.abc import Callable

from cryptography.exceptions import InvalidTag

from rondom.base.keys import NAME, DataKey

VERSION = b"\x02"
FRAME = 64 * 1024
TAG, CHANCE = 16, 7
HEAD = 1 + NAME + CHANCE


class NotWhole(Exception):
    """A frame is not what was sealed there."""


def shut(key: DataKey, plain: bytes, bound_to: bytes) -> bytes:
    chance, many = secrets.token_bytes(CHANCE), frames_of(len(plain))
    parts = [plain[at * FRAME : (at + 1) * FRAME] for at in range(many)]
    sealed = [key.cipher.encrypt(nonce(chance, at, many), part, VERSION + bound_to) for at, part in enumerate(parts)]
    return VERSION + key.name + chance + b"".join(sealed)


def opened(find: Callable[[bytes], DataKey], laid: bytes, bound_to: bytes) -> bytes:
    return opened_part(find, laid[:HEAD], laid[HEAD:], size_of(len(laid)), bound_to, 0)


def opened_part(
    find: Callable[[bytes], DataKey], head: bytes, laid: bytes, size: int, bound_to: bytes, first: int
) -> bytes:
    """Frames from the `first` on, of a file that holds so many bytes when it is open."""
    key, chance, many = find(head[1 : 1 + NAME]), head[1 + NAME : HEAD], frames_of(size)
    if size < 0 or len(chance) != CHANCE:
        raise NotWhole
    found, step = [], FRAME + TAG
    for number, at in enumerate(range(0, len(laid), step), start=first):
        try:
            found.append(key.cipher.decrypt(nonce(chance, number, many), laid[at : at + step], VERSION + bound_to))
        except (InvalidTag, ValueError) as error:
            raise NotWhole from error
    return b"".join(found)


def frames_of(size: int) -> int:
    return max(1, -(-size // FRAME))


def size_of(laid: int) -> int:
    """How many bytes a file holds when it is open, by how many lie there."""
    there = laid - HEAD
    return there - TAG * max(1, -(-there // (FRAME + TAG)))


def where(first: int, last: int) -> tuple[int, int, int]:
    """For the bytes from `first` to `last`: the first frame that is needed, where it begins on disk, and how much to take."""
    begins, ends = first // FRAME, last // FRAME
    return begins, HEAD + begins * (FRAME + TAG), (ends - begins + 1) * (FRAME + TAG)


def nonce(chance: bytes, number: int, many: int) -> bytes:
    return chance + bytes([number == many - 1]) + number.to_bytes(4, "big")
