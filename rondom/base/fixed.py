"""A page that is the same for everybody but for a few words: drawn and compressed once, those words put in anew each time.

Marks stand in the text that is drawn where the words come. What is compressed is cut at them, so that putting a word in costs
as little as its own length: the pieces know nothing of each other, and the words lie between them as they are.
"""

import re
import secrets
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

# By chance, new with each process: no text that somebody wrote can hold it.
CHANCE = secrets.token_hex(16)
MARKS = re.compile(rf"{CHANCE}-([a-z]+)-")
ACCEPTS = re.compile(r"\bgzip\b")
# As Django's own compression does: padding of random length, so that the size tells nothing.
MOST_PADDING = 100
NAMED, NO_TIME, BEST, UNIX = 0x08, 4 * b"\0", b"\x02", b"\x03"
LONGEST = 0xFFFF  # bytes in a piece that is laid in as it is
RAW = -zlib.MAX_WBITS


def mark(name: str) -> str:
    """What stands in the drawn text where the word of this name comes."""
    return f"{CHANCE}-{name}-"


@dataclass(frozen=True)
class Fixed:
    """The pieces of a page, plain and compressed, and which word comes after each but the last."""

    plain: tuple[bytes, ...]
    pressed: tuple[bytes, ...]
    names: tuple[str, ...]

    def answered(self, request: HttpRequest, words: Mapping[str, str], status: int = 200) -> HttpResponse:
        """The page with its words, compressed where the browser takes that; with a word that is missing it is none (KeyError)."""
        put = [escape(words[name]).encode() for name in self.names]
        if not ACCEPTS.search(request.headers.get("Accept-Encoding", "")):
            return HttpResponse(b"".join(woven(self.plain, put)), status=status, headers={"Vary": "Accept-Encoding"})
        headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return HttpResponse(self.gzipped(put), status=status, headers=headers)

    def gzipped(self, put: list[bytes]) -> bytes:
        """As one file of gzip (RFC 1952), of which the size says nothing exact."""
        check, size = 0, 0
        for each in woven(self.plain, put):
            check, size = zlib.crc32(each, check), size + len(each)
        padding = b"a" * secrets.randbelow(MOST_PADDING) + b"\0"
        head = b"\x1f\x8b\x08" + bytes([NAMED]) + NO_TIME + BEST + UNIX + padding
        tail = check.to_bytes(4, "little") + (size % 2**32).to_bytes(4, "little")
        return head + b"".join(woven(self.pressed, [as_it_is(each) for each in put])) + tail


def fixed(text: str) -> Fixed:
    """A drawn page, cut at its marks."""
    cut = MARKS.split(text)
    plain = tuple(each.encode() for each in cut[::2])
    press = zlib.compressobj(level=9, wbits=RAW)
    # Flushed in full: no piece points back to what stood before its word.
    pressed = [press.compress(each) + press.flush(zlib.Z_FULL_FLUSH) for each in plain[:-1]]
    return Fixed(plain, (*pressed, press.compress(plain[-1]) + press.flush()), tuple(cut[1::2]))


def woven(pieces: tuple[bytes, ...], put: list[bytes]) -> Iterator[bytes]:
    for piece, word in zip(pieces, [*put, b""], strict=True):
        yield piece
        yield word


def as_it_is(word: bytes) -> bytes:
    """A block that is not compressed (RFC 1951, 3.2.4); it begins at a whole byte, for so a full flush ends."""
    if len(word) > LONGEST:
        raise ValueError("this is too long for a word")
    length = len(word)
    return b"\0" + length.to_bytes(2, "little") + (length ^ LONGEST).to_bytes(2, "little") + word
