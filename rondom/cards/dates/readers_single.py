"""One date: the plain readers in their order, and one date with 'about', 'early' or 'the first half of' before it."""

from rondom.cards.dates import fuzzy
from rondom.cards.dates.fuzzy import UNKNOWN, FuzzyDate
from rondom.cards.dates.life import Life, Reader, match, read_first
from rondom.cards.dates.readers_ages import a_birth, a_phase, a_year_of_life, an_age
from rondom.cards.dates.readers_days import a_day, a_month, a_quarter, a_school_year, a_season, a_year
from rondom.cards.dates.readers_groups import a_group, between_groups
from rondom.cards.dates.readers_holidays import a_holiday, corona
from rondom.cards.dates.readers_today import from_today, so_long_ago

# The most exact first; a school year before a month, since '2009-10' is rather the one than the other.
PLAIN: tuple[Reader, ...] = (
    a_day,
    a_school_year,
    a_month,
    a_season,
    a_holiday,
    a_quarter,
    a_year,
    a_group,
    between_groups,
    corona,
    from_today,
    so_long_ago,
    a_birth,
    a_year_of_life,
    an_age,
    a_phase,
)
PIECES = {
    "first": "begin beginning start early vroeg",
    "middle": "midden middle mid halverwege halfway half medio",
    "last": "eind einde end late laat slot",
}
PIECE_OF = {word: nth for nth, words in PIECES.items() for word in words.split()}
ABOUT = (
    r"(?:zo )?(?:rond|rondom|ongeveer|circa|ca|omstreeks|tegen|in de loop van|ik denk|volgens mij|misschien|waarschijnlijk"
    r"|around|about|approximately|roughly|circa|i think|maybe|perhaps|probably|sometime in|ergens in|towards)"
)


def read_plain(text: str, life: Life) -> FuzzyDate:
    return read_first(PLAIN, text, life)


def read_one(text: str, life: Life) -> FuzzyDate:
    """A date inside a longer phrase: a piece of it is told narrowly, so that 'since late 2019' begins in October."""
    return read_first((*PLAIN, a_half, a_piece, about_one), text, life)


def part_and_whole(text: str) -> tuple[str, str] | None:
    found = match(
        rf"(?:(?:in|aan|at|tegen|towards) )?(?:(?:het|the|de|zijn|haar) )?({'|'.join(PIECE_OF)})"
        r"(?: van| of| in)?(?: de| het| the)?[ -](.+)",
        text,
    )
    return (PIECE_OF[found[1]], found[2]) if found else None


def a_piece(text: str, life: Life) -> FuzzyDate | None:
    parted = part_and_whole(text)
    whole = read_plain(parted[1], life) if parted else UNKNOWN
    return fuzzy.piece(whole, parted[0]) if parted and whole.is_known else None


def part_of(text: str, life: Life) -> FuzzyDate | None:
    """'begin 2020', 'eind groep 5', 'medio maart 2021': by itself it is told as the whole, approximately."""
    parted = part_and_whole(text)
    whole = read_plain(parted[1], life) if parted else UNKNOWN
    return fuzzy.roughly(whole) if whole.is_known else None


def a_half(text: str, life: Life) -> FuzzyDate | None:
    """'eerste helft van 2021'."""
    found = match(
        r"(?:in )?(?:de |the )?(eerste|1e|first|tweede|2e|second|laatste|last) (?:helft|half)(?: van| of)? (?:het |the )?(.+)",
        text,
    )
    whole = read_plain(found[2], life) if found else UNKNOWN
    return fuzzy.half_of(whole, first=found[1] in {"eerste", "1e", "first"}) if found and whole.is_known else None


def about_one(text: str, life: Life) -> FuzzyDate | None:
    found = match(rf"{ABOUT}\.? (.+)", text)
    when = read_first((*PLAIN, a_half, a_piece), found[1], life) if found else UNKNOWN
    return fuzzy.roughly(when) if when.is_known else None
