"""A recorded voice as it comes in: taken apart as far as it says what it is, and nothing left in it but the sound (pure).

Browsers record in three kinds of file. Of each, the parts are walked by their own lengths to the last byte: something else that
only begins like a sound, holds a film or drags something behind it, is none. What was written beside the sound (the device, the
place, the hour, a title) is blanked where it stood, so that every other part stays in its place.
"""

import struct
from collections.abc import Iterator

# ── webm: elements with a number and a length ─────────────────────────────────────────────────────
HEADER, DOC_TYPE, SEGMENT = 0x1A45DFA3, 0x4282, 0x18538067
INFO, TRACKS, CLUSTER, CUES, SEEK, VOID, CHECK = 0x1549A966, 0x1654AE6B, 0x1F43B675, 0x1C53BB6B, 0x114D9B74, 0xEC, 0xBF
TRACK, TRACK_TYPE, CODEC, AUDIO = 0xAE, 0x83, 0x86, 2
OF_SEGMENT = {INFO, TRACKS, CLUSTER, CHECK}
OF_HEADER = {0x4286, 0x42F7, 0x42F2, 0x42F3, DOC_TYPE, 0x4287, 0x4285, VOID, CHECK}
# Tags, attached files, chapters; title, hour, the name of a track; what helps to find a place, and what is said to be empty.
BESIDE = {0x1254C367, 0x1941A469, 0x1043A770, 0x7BA9, 0x4461, 0x536E, CUES, SEEK, VOID}
# By what it was made: must stand there, and says nothing any more.
MADE_BY = {0x4D80, 0x5741}
# In a cluster: when, the blocks, and what only helps to find them.
OF_CLUSTER = {0xE7, 0xA3, 0xA0, 0xAB, 0xA7, VOID, CHECK}
SOUND_CODECS = (b"A_OPUS", b"A_VORBIS")

# ── mp4: boxes with a length and a name ───────────────────────────────────────────────────────────
BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"M4A ", b"M4B ", b"dash", b"mp71", b"hlsf", b"cmfc"}
BRANDS |= {b"iso8", b"iso9", b"avc1"}
WHOLE = {b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"sidx", b"mfra"}
HOLDS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts", b"mvex", b"moof", b"traf", b"mfra"}
SAID_BESIDE = {b"udta", b"meta", b"uuid", b"free", b"skip", b"wide"}
# What a player needs of a sound; anything else in a box that holds others is blanked.
NEEDED = HOLDS | {b"mvhd", b"tkhd", b"mdhd", b"hdlr", b"smhd", b"dref", b"elst", b"mehd", b"trex", b"mfhd", b"tfhd"}
NEEDED |= {b"tfdt", b"trun", b"stsd", b"stts", b"stsc", b"stsz", b"stco", b"co64", b"sgpd", b"sbgp", b"tfra", b"mfro"}
WITH_HOURS = {b"mvhd", b"tkhd", b"mdhd"}
MOST_PARTS = 50_000


class NoSound(Exception):
    """This is not what it begins as."""


def clean_sound(given: bytes) -> tuple[bytes, str]:
    """The same sound with nothing beside it, and its kind; empty where it is none that a browser records."""
    for beginning, at, kind, clean in (
        (b"\x1aE\xdf\xa3", 0, "audio/webm", clean_webm),
        (b"OggS", 0, "audio/ogg", clean_ogg),
        (b"ftyp", 4, "audio/mp4", clean_mp4),
    ):
        if given[at : at + 4] == beginning:
            try:
                return clean(given), kind
            except (NoSound, struct.error, IndexError):
                return b"", ""
    return b"", ""


def number_at(data: bytes | bytearray, at: int, *, keeps_mark: bool) -> tuple[int, int]:
    """A number of variable length and where it ends; -1 for "unknown", which is all ones."""
    first = data[at]
    length = 9 - first.bit_length()
    if length > 8 or at + length > len(data):
        raise NoSound
    value = int.from_bytes(data[at : at + length], "big")
    if keeps_mark:
        return value, at + length
    bare = value & ((1 << 7 * length) - 1)
    return (-1 if bare == (1 << 7 * length) - 1 else bare), at + length


def element_at(data: bytes | bytearray, at: int, end: int) -> tuple[int, int, int]:
    """Which element begins here, where its content does, and where that ends (-1: unknown)."""
    name, after = number_at(data, at, keeps_mark=True)
    size, begins = number_at(data, after, keeps_mark=False)
    ends = -1 if size < 0 else begins + size
    if begins > end or ends > end:
        raise NoSound
    return name, begins, ends


def elements(data: bytes | bytearray, at: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Each element of known length: its name, where it begins, where its content does and where it ends."""
    while at < end:
        name, begins, ends = element_at(data, at, end)
        if ends < 0:
            raise NoSound
        yield name, at, begins, ends
        at = ends


def blank(data: bytearray, at: int, end: int) -> None:
    """In the place of an element, as much nothing."""
    size = end - at
    if size < 2:
        raise NoSound
    head = bytes([VOID, 0x80 | (size - 2)]) if size < 129 else bytes([VOID, 1]) + (size - 9).to_bytes(7, "big")
    data[at:end] = head + bytes(size - len(head))


def clean_webm(given: bytes) -> bytes:
    data = bytearray(given)
    name, begins, ends = element_at(data, 0, len(data))
    said = [(part, bytes(data[at:end])) for part, _at, at, end in elements(data, begins, ends)]
    kinds = [content for part, content in said if part == DOC_TYPE]
    if name != HEADER or kinds != [b"webm"] or any(part not in OF_HEADER or len(content) > 8 for part, content in said):
        raise NoSound
    name, at, end = element_at(data, ends, len(data))
    if name != SEGMENT or end not in (-1, len(data)):
        raise NoSound
    tracks = 0
    while at < len(data):
        name, begins, ends = element_at(data, at, len(data))
        if name == CLUSTER:
            at = end_of_cluster(data, begins, ends)
            continue
        if ends < 0 or name not in OF_SEGMENT | BESIDE:
            raise NoSound
        if name in BESIDE:
            blank(data, at, ends)
        elif name == INFO:
            quiet(data, begins, ends)
        elif name == TRACKS:
            tracks += sum(is_sound_track(data, *each) for each in elements(data, begins, ends))
        at = ends
    if tracks != 1:
        raise NoSound
    return bytes(data)


def end_of_cluster(data: bytearray, begins: int, ends: int) -> int:
    """A cluster is full of blocks of sound; one of unknown length ends where something else begins."""
    at, limit = begins, ends if ends >= 0 else len(data)
    while at < limit:
        name, _begins, after = element_at(data, at, limit)
        if name not in OF_CLUSTER:
            if ends >= 0:
                raise NoSound
            return at
        if after < 0:
            raise NoSound
        if name == VOID:
            blank(data, at, after)
        at = after
    return at


def quiet(data: bytearray, begins: int, ends: int) -> None:
    for name, at, content, end in list(elements(data, begins, ends)):
        if name in BESIDE:
            blank(data, at, end)
        elif name in MADE_BY:
            data[content:end] = b"-" * (end - content)


def is_sound_track(data: bytearray, name: int, at: int, begins: int, ends: int) -> bool:
    if name in (VOID, CHECK):
        return False
    parts = {part: (content, end) for part, _at, content, end in elements(data, begins, ends)}
    if name != TRACK or not {TRACK_TYPE, CODEC} <= parts.keys():
        raise NoSound
    kind = int.from_bytes(data[slice(*parts[TRACK_TYPE])], "big")
    if kind != AUDIO or not bytes(data[slice(*parts[CODEC])]).startswith(SOUND_CODECS):
        raise NoSound
    quiet(data, begins, ends)
    return True


def clean_ogg(given: bytes) -> bytes:
    """Pages of one stream of Opus; the page with what is said beside the sound is made anew, and empty."""
    at, pages, streams = 0, list[tuple[int, int, int]](), set[bytes]()
    while at < len(given):
        if given[at : at + 5] != b"OggS\x00" or len(pages) > MOST_PARTS:
            raise NoSound
        lengths = given[at + 27 : at + 27 + given[at + 26]]
        begins = at + 27 + given[at + 26]
        end = begins + sum(lengths)
        if end > len(given):
            raise NoSound
        streams.add(given[at + 14 : at + 18])
        pages.append((at, begins, end))
        at = end
    # The first page begins a stream and no other does; after its last page nothing comes.
    begin, ended = ([bool(given[at + 5] & flag) for at, _begins, _end in pages] for flag in (2, 4))
    if len(pages) < 3 or len(streams) != 1 or begin != [True] + [False] * (len(pages) - 1) or any(ended[:-1]):
        raise NoSound
    (first, head, _end), (second, said, after) = pages[:2]
    is_one_page = given[second + 27 : second + 27 + given[second + 26]][-1:] != b"\xff"
    if given[head : head + 8] != b"OpusHead" or given[said : said + 8] != b"OpusTags" or first or not is_one_page:
        raise NoSound
    nothing = b"OpusTags" + struct.pack("<II", 0, 0)
    page = given[second : second + 22] + bytes(4) + bytes([1, len(nothing)]) + nothing
    page = page[:22] + struct.pack("<I", ogg_sum(page)) + page[26:]
    return given[:second] + page + given[after:]


def ogg_sum(page: bytes) -> int:
    found = 0
    for byte in page:
        found ^= byte << 24
        for _bit in range(8):
            found = ((found << 1) ^ 0x04C11DB7 if found & 0x80000000 else found << 1) & 0xFFFFFFFF
    return found


def clean_mp4(given: bytes) -> bytes:
    data = bytearray(given)
    tops = list(boxes(data, 0, len(data)))
    names = [name for name, _begins, _end in tops]
    if names[:1] != [b"ftyp"] or not {b"moov", b"mdat"} <= set(names) or set(names) - WHOLE - SAID_BESIDE:
        raise NoSound
    _name, begins, end = tops[0]
    if bytes(data[begins : begins + 4]) not in BRANDS:
        raise NoSound
    tracks = [kind for name, at, last in tops for kind in inside(data, name, at, last, 0)]
    if tracks != [b"soun"]:
        raise NoSound
    return bytes(data)


def boxes(data: bytearray, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Each box: its name, where its content begins and ends."""
    count = 0
    while at < end:
        size, name = struct.unpack_from(">I4s", data, at)
        begins = at + 8
        if size == 1 and name == b"mdat":
            (size,) = struct.unpack_from(">Q", data, begins)
            begins += 8
        count += 1
        if at + size > end or size < begins - at or count > MOST_PARTS:
            raise NoSound
        yield name, begins, at + size
        at += size


def inside(data: bytearray, name: bytes, begins: int, end: int, depth: int) -> Iterator[bytes]:
    """Blank what is said beside the sound in a box; give the kind of each track."""
    if name in SAID_BESIDE or (depth and name not in NEEDED):
        data[begins - 4 : begins] = b"free"
        data[begins:end] = bytes(end - begins)
    elif name in WITH_HOURS:
        width = 16 if data[begins] == 1 else 8
        data[begins + 4 : begins + 4 + width] = bytes(width)
    elif name == b"hdlr":
        yield bytes(data[begins + 8 : begins + 12])
        data[begins + 24 : end] = bytes(max(0, end - begins - 24))
    elif name in HOLDS and depth < 8:
        for part, at, last in list(boxes(data, begins, end)):
            yield from inside(data, part, at, last, depth + 1)
