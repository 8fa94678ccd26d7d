"""A picture as it comes in: nothing is kept of it but its dots (pure).

A drawing of our own sheet is taken apart here, and checked to the last byte. A photo is drawn anew: what a phone writes beside it
(the place, the hour, the device, a small copy) does not come along.
"""

import struct
import warnings
import zlib
from io import BytesIO
from threading import Lock

from PIL import Image, ImageOps, UnidentifiedImageError

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LONGEST_SIDE = 2000
# A photo of a telephone is at most so large before it is made smaller; more dots are refused before one is unpacked.
MOST_DOTS = {"JPEG": 24_000_000, "WEBP": 12_000_000}
# Unpacked, a photo takes much memory: one at a time.
ONE_AT_A_TIME = Lock()
# Samples in a dot, by the colour type of a picture: with and without see-through. A canvas makes no others.
SAMPLES = {2: 3, 6: 4}


def clean_png(given: bytes) -> bytes:
    """The same picture with nothing in it but the picture; empty where it is none that a canvas makes."""
    if not given.startswith(SIGNATURE):
        return b""
    parts, at = [], len(SIGNATURE)
    while at + 12 <= len(given):
        length, name = struct.unpack(">I4s", given[at : at + 8])
        end = at + 12 + length
        if end > len(given) or zlib.crc32(given[at + 4 : end - 4]) != int.from_bytes(given[end - 4 : end], "big"):
            return b""
        parts.append((name, given[at + 8 : end - 4]))
        at = end
        if name == b"IEND":
            break
    if not is_whole(parts):
        return b""
    head, dots = parts[0][1], b"".join(content for name, content in parts if name == b"IDAT")
    return SIGNATURE + chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def is_whole(parts: list[tuple[bytes, bytes]]) -> bool:
    """A head of a size that we show, then exactly as many dots as it says: no bomb that grows when it is opened."""
    if not parts or parts[0][0] != b"IHDR" or len(parts[0][1]) != 13 or parts[-1][0] != b"IEND":
        return False
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", parts[0][1])
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE) or depth != 8 or colour not in SAMPLES:
        return False
    if (packing, filtering, interlace) != (0, 0, 0):
        return False
    wanted = height * (1 + width * SAMPLES[colour])
    unpacking = zlib.decompressobj()
    try:
        dots = unpacking.decompress(b"".join(content for name, content in parts if name == b"IDAT"), wanted + 1)
    except zlib.error:
        return False
    is_filtered_well = all(kind <= 4 for kind in dots[:: 1 + width * SAMPLES[colour]])
    return len(dots) == wanted and unpacking.eof and not unpacking.unused_data and is_filtered_well


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def clean_picture(given: bytes) -> tuple[bytes, str]:
    """The same picture with nothing beside it, and its kind; empty where it is none that we know."""
    if given.startswith(SIGNATURE):
        drawn = clean_png(given)
        return drawn, "image/png" if drawn else ""
    is_photo = given.startswith(b"\xff\xd8\xff") or (given[:4] == b"RIFF" and given[8:12] == b"WEBP")
    photo = drawn_anew(given) if is_photo else b""
    return photo, "image/jpeg" if photo else ""


def drawn_anew(given: bytes) -> bytes:
    """A photo upright, no side longer than we show, in its plain colours; empty where it can not be unpacked."""
    with ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            upright = unpacked(given)
        # What a decoder says of what is broken differs by the kind and by where it breaks.
        except (OSError, ValueError, SyntaxError, TypeError, ArithmeticError, LookupError, struct.error, UnidentifiedImageError):
            return b""
        except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
            return b""
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new sheet: of the old one nothing is passed on but the colour of each dot.
    sheet = Image.frombytes("RGB", upright.size, upright.tobytes())
    made = BytesIO()
    sheet.save(made, "JPEG", quality=85, optimize=True)
    return made.getvalue()


def unpacked(given: bytes) -> Image.Image:
    with Image.open(BytesIO(given), formats=tuple(MOST_DOTS)) as photo:
        if photo.width * photo.height > MOST_DOTS[photo.format or ""] or getattr(photo, "n_frames", 1) != 1:
            raise ValueError
        photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        return ImageOps.exif_transpose(photo).convert("RGB")
