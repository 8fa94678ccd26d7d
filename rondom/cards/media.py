"""What a child drew or said, as it comes in: only what is plainly a picture or a sound, and nothing that hides in it (pure)."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LONGEST_SIDE = 2000
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


def sound_type(given: bytes) -> str:
    """Which of the sounds that browsers record this is; empty where it is none."""
    if given.startswith(b"\x1aE\xdf\xa3") and b"webm" in given[:64]:
        return "audio/webm"
    if given.startswith(b"OggS"):
        return "audio/ogg"
    return "audio/mp4" if given[4:8] == b"ftyp" else ""
