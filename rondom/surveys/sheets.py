"""The page of who answers. For everyone of a role in a language it is the same: drawn once, and kept in this process.

It is drawn as for nobody and depends on what stands in a `Sheet` alone: not on the link, the school, the browser or who is signed
in. So what is kept can hold nothing of anybody, and a visit of somebody who is signed in can not be told from another.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from rondom.base.fixed import Fixed, fixed, mark
from rondom.surveys.pages import Sheet, answer_page
from rondom.surveys.room import Seat

MOST_KEPT = 64  # pages, at some 70 kB


def sheet_of(seat: Seat, language: str, why_not: str = "") -> Sheet:
    wave = seat.wave
    return Sheet(
        version=wave.version,
        released_at=wave.version.released_at or datetime.max,
        respondent=seat.respondent,
        year=wave.year,
        roles=tuple(wave.roles),
        language=language,
        why_not=why_not,
    )


@lru_cache(maxsize=MOST_KEPT)
def kept(sheet: Sheet) -> Fixed:
    """The page with nothing filled in; `nonce` and `key` are put in afterwards."""
    return fixed(drawn(sheet, nonce=mark("nonce"), key=mark("key")))


def drawn(sheet: Sheet, *, nonce: str, key: str, given: Mapping[str, str] | None = None, wrong: str = "") -> str:
    """The page as text, with what was given already and what is wrong with it."""
    nobody = HttpRequest()
    nobody.user = AnonymousUser()
    nobody.LANGUAGE_CODE = sheet.language
    nobody.csp_nonce = nonce  # type: ignore[attr-defined] # as the middleware of the content policy gives it
    with translation.override(sheet.language):
        context = {"page": answer_page(sheet, given or {}, key), "wrong": wrong, "language": sheet.language}
        return render_to_string("surveys/answer.html", context, nobody)
