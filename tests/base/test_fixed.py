"""A page that is drawn once and filled in anew: any reader of gzip reads it, and no word of one asking stays for the next."""

import gzip
import zlib

import pytest
from django.test import RequestFactory

from rondom.base.fixed import MOST_PADDING, as_it_is, fixed, mark

PAGE = f'<p nonce="{mark("nonce")}">' + "Hoe ging het? " * 900 + f'<input value="{mark("key")}">' + f"<b>{mark('nonce')}</b>"
WORDS = {"nonce": "a+b/c==", "key": "een sleutel <&>"}
FILLED = PAGE.replace(mark("nonce"), "a+b/c==").replace(mark("key"), "een sleutel &lt;&amp;&gt;")


def asked(accepts: str):
    return RequestFactory().get("/", headers={"Accept-Encoding": accepts} if accepts else {})


@pytest.mark.parametrize("accepts", ["", "br", "gzip", "gzip, deflate, br"])
def test_the_words_come_in_their_places_compressed_or_not(accepts):
    answer = fixed(PAGE).answered(asked(accepts), WORDS, status=422)

    read = gzip.decompress(answer.content) if "gzip" in accepts else answer.content
    assert read.decode() == FILLED
    assert (answer.status_code, answer["Vary"]) == (422, "Accept-Encoding")
    assert answer.get("Content-Encoding") == ("gzip" if "gzip" in accepts else None)


def test_a_browser_reads_it_piece_by_piece_too():
    press = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    sent = fixed(PAGE).answered(asked("gzip"), WORDS).content

    read = b"".join(press.decompress(bytes([each])) for each in sent) + press.flush()

    assert read.decode() == FILLED and press.eof and not press.unused_data


def test_its_size_tells_nothing_exact_and_stays_small():
    page = fixed(PAGE)
    sizes = {len(page.answered(asked("gzip"), WORDS).content) for _nth in range(40)}

    assert len(sizes) > 5 and max(sizes) - min(sizes) < MOST_PADDING
    assert max(sizes) < len(PAGE) / 20


def test_a_page_without_words_and_one_that_misses_one():
    assert gzip.decompress(fixed("niets").answered(asked("gzip"), {}).content) == b"niets"
    with pytest.raises(KeyError):
        fixed(PAGE).answered(asked("gzip"), {"nonce": "x"})
    with pytest.raises(ValueError, match="too long"):
        as_it_is(b"x" * 70_000)
