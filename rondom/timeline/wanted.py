"""What a reader wants to see of a timeline, as it stands in the address. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from rondom.timeline.file import CARD_LANES

# Only what is new since its reader looked before, or only the turning points.
ONLY = ("nieuw", "sleutel")
VIEWS = ("together", "side-by-side", "list")
ZOOMS = ("life", "school", "year")


@dataclass(frozen=True)
class Wanted:
    """What a reader wants to see: view, zoom and filters, as they stand in the address."""

    view: str = "together"
    zoom: str = "life"
    lane: str = ""
    voice: str = ""
    since: str = ""
    until: str = ""
    only: str = ""

    @property
    def is_chosen(self) -> bool:
        """Whether somebody filled in the form; what is new has a link of its own."""
        return self.is_filtered and self != Wanted(self.view, self.zoom, only="nieuw")

    @property
    def is_filtered(self) -> bool:
        return bool(self.lane or self.voice or self.since or self.until or self.only)

    @property
    def filters_after(self) -> str:
        """The filters as they follow in an address, to take along to another view or zoom."""
        chosen = {"baan": self.lane, "stem": self.voice, "van": self.since, "tot": self.until, "alleen": self.only}
        return "".join(f"&{name}={quote(value)}" for name, value in chosen.items() if value)


@dataclass(frozen=True)
class Excerpt:
    """Which part of a timeline goes on paper, in years, lanes and voices. What is not named is not left out."""

    lanes: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()
    since: int | None = None
    until: int | None = None

    def has_lane(self, lane: str) -> bool:
        return not self.lanes or lane in self.lanes

    def has_voice(self, letter: str) -> bool:
        return not self.voices or letter in self.voices

    def has_years(self, first: int | None, last: int | None) -> bool:
        """Whether a time from one year to another touches this part; what has no time belongs to every part."""
        is_after = self.since is None or last is None or last >= self.since
        return is_after and (self.until is None or first is None or first <= self.until)

    def window(self, birth_date: date, today: date) -> tuple[int, int] | None:
        """The days since birth from which to which it runs; nothing where no year is named."""
        if self.since is None and self.until is None:
            return None
        first = date(self.since, 1, 1) if self.since else min(birth_date, date(self.until or birth_date.year, 1, 1))
        last = date(self.until, 12, 31) if self.until else max(today, date(first.year, 12, 31))
        return (first - birth_date).days, (last - birth_date).days


WHOLE = Excerpt()


def wanted_of(given: Any) -> Wanted:
    """From the address; what is not known there is passed over."""

    def one_of(name: str, among: Sequence[str], default: str = "") -> str:
        value = given.get(name, default)
        return value if value in among else default

    years = [given.get(name, "") for name in ("van", "tot")]
    since, until = (year if is_year(year) else "" for year in years)
    if since and until and until < since:
        since, until = until, since
    return Wanted(
        view=one_of("beeld", VIEWS, "together"),
        zoom=one_of("maat", ZOOMS, "life"),
        lane=one_of("baan", tuple(CARD_LANES)),
        voice="".join(sign for sign in given.get("stem", "")[:2] if sign.isalpha()),
        since=since,
        until=until,
        only=one_of("alleen", ONLY),
    )


def is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit()
