"""Two hundred hostile files: of none is a byte kept that could do something, and none costs much (rule R106)."""

import json
import random
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from io import BytesIO

import pytest
from PIL import Image

from rondom.base.pictures import LONGEST_SIDE, SIGNATURE, chunk, clean_picture
from rondom.base.sounds import clean_sound
from rondom.timeline.file import WrongFile, read_timeline
from tests.base.clamd import EICAR
from tests.media import REMARK, box, element, mp4, ogg, page, photo, png, track, webm

SEED = 20261129
COUNT = 200
SCRIPT = b"<script>window.__hit=1</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="window.__hit=1"><script>window.__hit=1</script></svg>'
# What stands in none of what is kept, wherever it was hidden.
MARKS = (b"<script", b"<svg", b"__hit", b"PK\x03\x04", b"%PDF", b"MZ\x90", b"<?php", EICAR, REMARK.encode())


def archive(size: int = 30_000_000) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("../../etc/passwd", b"\x00" * size)
    return made.getvalue()


def saved(kind: str, size: tuple[int, int] = (8, 8), **more) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "red").save(made, kind, **more)
    return made.getvalue()


def jpeg_of_size(width: int, height: int) -> bytes:
    """A head that says it is of this size, and little behind it."""
    given = bytearray(saved("JPEG"))
    at = given.index(b"\xff\xc0") + 5
    given[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(given)


def polyglots() -> dict[str, bytes]:
    """A picture or a sound, and something else as well."""
    zipped = archive()
    frames = BytesIO()
    Image.new("RGB", (9, 9)).save(frames, "WEBP", save_all=True, append_images=[Image.new("RGB", (9, 9), "red")] * 3)
    return {
        "png and archive": png() + zipped,
        "png with text": png(more=chunk(b"tEXt", b"Comment\0" + SCRIPT)),
        "png with packed text": png(more=chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SCRIPT * 9000))),
        "png with a profile": png(more=chunk(b"iCCP", b"x\0\0" + zlib.compress(SCRIPT))),
        "png with places": png(more=chunk(b"eXIf", REMARK.encode())),
        "moving png": png(more=chunk(b"acTL", struct.pack(">II", 99, 0)) + chunk(b"fcTL", bytes(26))),
        "jpeg and page": photo() + SCRIPT,
        "jpeg and archive": photo() + zipped,
        "jpeg with script beside it": photo(icc_profile=SCRIPT * 40),
        "jpeg that is php": photo().replace(REMARK.encode(), b"<?php exit();?>!"),
        "webp and page": photo(kind="WEBP") + SCRIPT,
        "webp that moves": frames.getvalue(),
        "webm and page": webm(after=SCRIPT),
        "webm and archive": webm(after=zipped),
        "webm with a film": webm(tracks=track() + track(kind=1, codec=b"V_VP9")),
        "webm with words under it": webm(tracks=track(kind=17, codec=b"S_TEXT/WEBVTT")),
        "webm with a file inside": webm(after=element("1941a469", element("61a7", element("465c", SCRIPT)))),
        "webm of another kind": webm(doc=b"matroska"),
        "webm with strange parts": webm(cluster=element("1f43b675", element("fb", SCRIPT))),
        "webm without an end": webm()[:-9],
        "ogg and page": ogg() + SCRIPT,
        "ogg of two": ogg(other=8),
        "ogg with a film": ogg(head=b"\x80theora" + bytes(20)),
        "ogg of flac": ogg(head=b"\x7fFLAC" + bytes(30)),
        "mp4 with a film": mp4(handler=b"vide"),
        "mp4 with a page": mp4(more=box(b"html", SCRIPT)),
        "mp4 with a note": mp4(more=box(b"uuid", SCRIPT)),
        "mp4 and page": mp4() + SCRIPT,
        "heic by its first word": box(b"ftyp", b"heic" + bytes(4) + b"mif1") + box(b"meta", SCRIPT) + box(b"mdat", SCRIPT),
        "mp4 that says it is huge": b"\xff\xff\xff\xffftypiso5" + SCRIPT,
        "mp4 in itself": box(b"ftyp", b"iso5") + box(b"moov", *[b"\0\0\0\x08moov"] * 9000) + box(b"mdat"),
    }


def bombs() -> dict[str, bytes]:
    zipped = archive()
    return {
        "dots without end": png(LONGEST_SIDE, LONGEST_SIDE, dots=b"\0" * 60_000_000),
        "four milliard dots": SIGNATURE + chunk(b"IHDR", struct.pack(">IIBBBBB", 65500, 65500, 8, 6, 0, 0, 0)) + png()[33:],
        "jpeg of four milliard dots": jpeg_of_size(65500, 65500),
        "jpeg of no dots": jpeg_of_size(0, 0),
        "a zip bomb": zipped,
        "a zip bomb as picture": SIGNATURE + zipped,
        "deep json": b'{"a":' * 100_000,
        "deep list": b"[" * 100_000,
        "long number": b'{"child": ' + b"9" * 5000 + b"}",
        "many names": json.dumps({str(nth): nth for nth in range(60_000)}).encode(),
    }


def something_else() -> dict[str, bytes]:
    zipped, gif = archive(), b"GIF89a/*" + SCRIPT + b"*/=1;"
    return {
        "svg": SVG,
        "svg as xml": b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + SVG,
        "page": b"<!doctype html>" + SCRIPT,
        "gif": gif,
        "gif that is a script": gif + SCRIPT,
        "bmp": saved("BMP"),
        "tiff": saved("TIFF"),
        "icon": saved("ICO"),
        "pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
        "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%id) (w) file",
        "program": b"MZ\x90\x00" + bytes(60) + b"PE\0\0",
        "elf": b"\x7fELF" + bytes(60),
        "shell": b"#!/bin/sh\nid\n",
        "office with macros": zipped.replace(b"../../etc/passwd", b"word/vbaProject."),
        "virus that is none": EICAR,
        "php": b"<?php system('id');?>",
        "nothing": b"",
        "one byte": b"\x89",
        "spaces": b" " * 9000,
        "noughts": bytes(9000),
    }


@cache
def written_by_hand() -> dict[str, bytes]:
    return {**polyglots(), **bombs(), **something_else()}


def broken(count: int) -> Iterator[tuple[str, bytes]]:
    """Good files in which a byte, a part or a length is wrong, and files behind the first letters of another."""
    chance = random.Random(SEED)
    good = {"png": png(), "jpeg": photo(), "webp": photo(kind="WEBP"), "webm": webm(), "ogg": ogg(), "mp4": mp4()}
    good["json"] = json.dumps({"child": {"name": "Noor"}, "cards": [{"text": SCRIPT.decode()}]}).encode()
    for nth in range(count):
        name = chance.choice(list(good))
        given = bytearray(good[name])
        how = chance.choice(["cut", "flip", "stuff", "twice", "swap", "head"])
        at = chance.randrange(len(given))
        if how == "cut":
            given = given[:at]
        elif how == "flip":
            for _time in range(chance.randrange(1, 9)):
                given[chance.randrange(len(given))] = chance.randrange(256)
        elif how == "stuff":
            given[at:at] = chance.choice([SCRIPT, SVG, b"\xff" * 9, EICAR])
        elif how == "twice":
            given *= 2
        elif how == "swap":
            given = given[: at // 2] + good[chance.choice(list(good))][at // 2 :]
        else:
            given = bytearray(good[chance.choice(list(good))][:16]) + SCRIPT
        yield f"{nth} {name} {how}", bytes(given)


@cache
def table() -> dict[str, bytes]:
    named = written_by_hand()
    return {**named, **dict(broken(COUNT - len(named)))}


def test_the_table_has_two_hundred_files_and_is_the_same_each_time():
    assert len(table()) == COUNT
    assert {name: zlib.crc32(given) for name, given in broken(50)} == {name: zlib.crc32(given) for name, given in broken(50)}


def kept_of(given: bytes) -> list[tuple[bytes, str]]:
    return [clean_picture(given), clean_sound(given)]


def test_nothing_hostile_is_kept_and_nothing_costs_much():
    before, kept, slowest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, 0, 0.0
    for name, given in table().items():
        began = time.monotonic()
        for content, kind in kept_of(given):
            assert bool(content) == bool(kind), name
            kept += bool(content)
            assert not [mark for mark in MARKS if mark in content], name
            assert kind in ("", "image/png", "image/jpeg", "audio/webm", "audio/ogg", "audio/mp4"), name
            if kind.startswith("image/"):
                with Image.open(BytesIO(content)) as seen:
                    seen.load()
                    assert max(seen.size) <= LONGEST_SIDE, name
            elif kind:
                assert clean_sound(content) == (content, kind), name
        slowest = max(slowest, time.monotonic() - began)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024

    assert 20 < kept < COUNT, "some are a picture all the same, with what was hidden taken out"
    assert slowest < 8
    assert grown < 250, "megabytes"


NEITHER = ["svg", "page", "gif", "pdf", "program", "a zip bomb", "virus that is none", "tiff", "mp4 with a film"]


@pytest.mark.parametrize("first", NEITHER)
def test_what_is_no_picture_and_no_sound_is_none(first):
    assert kept_of(written_by_hand()[first]) == [(b"", ""), (b"", "")]


def test_no_hostile_file_is_a_story_that_breaks_the_reader():
    read = 0
    for name, given in table().items():
        try:
            read_timeline(given)
            read += 1
        except WrongFile as wrong:
            assert wrong.reasons, name
            assert not [reason for reason in wrong.reasons if len(reason) > 1000], name
    assert read < COUNT / 10


def test_what_was_planted_would_be_found():
    """Kept as it came, most of the table holds something that a browser or a machine could do."""
    assert sum(any(mark in given for mark in MARKS) for given in table().values()) > 60
    assert page(0, b"x")[:4] == b"OggS"
