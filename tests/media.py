"""Small pictures and sounds as browsers and telephones make them, for tests: real files, part by part."""

import struct
import zlib
from io import BytesIO

from PIL import Image

from rondom.base.pictures import SIGNATURE, chunk
from rondom.base.sounds import ogg_sum

# What a telephone writes beside a photo; a test looks for it in what is kept.
PLACE, DEVICE, REMARK = (52.011, 4.357), "Fairphone 5 van Noor", "Geheime-Straat-7"


def png(width: int = 30, height: int = 20, *, colour: int = 6, dots: bytes | None = None, more: bytes = b"") -> bytes:
    rows = dots if dots is not None else (b"\x00" + b"\x40" * width * (4 if colour == 6 else 3)) * height
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", head) + more + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def photo(width: int = 60, height: int = 40, kind: str = "JPEG", **more) -> bytes:
    """A photo with all that a telephone writes beside it."""
    beside = Image.Exif()
    beside[0x010F], beside[0x010E], beside[0x0112] = DEVICE, REMARK, 6  # made by, remark, lies on its side
    beside.get_ifd(0x8825).update({1: "N", 2: (52.0, 0.0, 39.6), 3: "E", 4: (4.0, 21.0, 25.2)})
    made = BytesIO()
    given = {"comment": REMARK.encode()} if kind == "JPEG" else {"xmp": f"<x>{REMARK}</x>".encode()}
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(made, kind, exif=beside, **given, **more)
    return made.getvalue()


# ── webm ──────────────────────────────────────────────────────────────────────────────────────────
def element(name: str, content: bytes) -> bytes:
    return bytes.fromhex(name) + (0x10000000 | len(content)).to_bytes(4, "big") + content


def track(*, kind: int = 2, codec: bytes = b"A_OPUS") -> bytes:
    return element("ae", element("83", bytes([kind])) + element("86", codec) + element("536e", DEVICE.encode()))


def webm(*, tracks: bytes | None = None, doc: bytes = b"webm", cluster: bytes | None = None, after: bytes = b"") -> bytes:
    """As Chromium records: a segment and clusters of which the length was not known yet."""
    info = element("2ad7b1", b"\x0f\x42\x40") + element("4d80", b"Chrome") + element("5741", b"Chrome 140 on a phone")
    blocks = element("e7", b"\x00") + element("a3", b"\x81\x00\x00\x80" + b"\xfc" * 40) * 3
    unknown = b"\x01" + b"\xff" * 7
    return (
        element("1a45dfa3", element("4286", b"\x01") + element("4282", doc))
        + bytes.fromhex("18538067")
        + unknown
        + element("1549a966", info + element("7ba9", REMARK.encode()) + element("4461", bytes(8)))
        + element("1654ae6b", track() if tracks is None else tracks)
        + (bytes.fromhex("1f43b675") + unknown + blocks if cluster is None else cluster)
        + element("1254c367", REMARK.encode())
        + after
    )


# ── ogg ───────────────────────────────────────────────────────────────────────────────────────────
def page(number: int, packet: bytes, *, stream: int = 7, kind: int = 0) -> bytes:
    lengths = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    made = b"OggS\x00" + bytes([kind]) + struct.pack("<QIII", number * 960, stream, number, 0)
    made += bytes([len(lengths)]) + lengths + packet
    return made[:22] + struct.pack("<I", ogg_sum(made)) + made[26:]


def ogg(*, head: bytes = b"OpusHead\x01\x01\x00\x00\x80\xbb\x00\x00\x00\x00\x00", other: int = 7) -> bytes:
    """As Firefox records."""
    said = f"ARTIST={REMARK}".encode()
    tags = b"OpusTags" + struct.pack("<I", len(DEVICE)) + DEVICE.encode() + struct.pack("<II", 1, len(said)) + said
    return page(0, head, kind=2) + page(1, tags) + page(2, b"\xfc" * 300, stream=other) + page(3, b"\xfc" * 20, kind=4)


# ── mp4 ───────────────────────────────────────────────────────────────────────────────────────────
def box(name: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), name) + content


def mp4(*, brand: bytes = b"iso5", handler: bytes = b"soun", more: bytes = b"", named: bool = True) -> bytes:
    """As Safari records."""
    hours = bytes(4) + struct.pack(">II", 3_900_000_000, 3_900_000_000) + bytes(8)
    about = box(b"hdlr", bytes(8) + handler + bytes(12) + DEVICE.encode() + b"\x00")
    told = box(b"udta", box(b"\xa9xyz", b"+52.0110+004.3570/", REMARK.encode())) if named else b""
    trak = box(b"trak", box(b"tkhd", hours), box(b"mdia", box(b"mdhd", hours), about), told)
    moov = box(b"moov", box(b"mvhd", hours), trak, told)
    return box(b"ftyp", brand + bytes(4) + b"iso5") + moov + more + box(b"mdat", b"\xfc" * 60)
