"""Reading words for a date: ordered readers, each for one way of saying it; the first that understands wins.

One date is read by `readers_single`, which holds the readers for days, holidays, ages, groups and today;
phrases that hold another date are read by `readers_spans`.
"""

from collections.abc import Sequence
from datetime import date

from rondom.cards.dates import fuzzy
from rondom.cards.dates.fuzzy import UNKNOWN, Anchor, FuzzyDate
from rondom.cards.dates.life import Life, Reader, match, read_first
from rondom.cards.dates.readers_single import PLAIN, a_half, part_of
from rondom.cards.dates.readers_spans import (
    a_range,
    after,
    before,
    during,
    either_or,
    roughly,
    since,
    so_long_beside,
    until,
)
from rondom.cards.dates.readers_today import for_so_long, with_years
from rondom.cards.dates.words import clean
from rondom.children.schooling import GroupYear

LONGEST = 200
# One date first, being the most exact; 'since two years' before 'since', which would read an age in it.
WHOLE: tuple[Reader, ...] = (
    *PLAIN,
    a_half,
    part_of,
    for_so_long,
    a_range,
    so_long_beside,
    since,
    before,
    after,
    until,
    roughly,
    during,
    either_or,
)


def read_date(
    words: str | None,
    *,
    birth_date: date,
    today: date,
    groups: Sequence[GroupYear] = (),
    anchors: Sequence[Anchor] = (),
) -> FuzzyDate:
    """What the words say, or the unknown date. Never raises."""
    life = Life(birth_date, today, groups, anchors)
    text = with_years(clean((words or "")[:LONGEST])[:LONGEST], life)
    hedged = match(r"(.+?)(?: ?(?:\?|ofzo|of zo|of daaromtrent|denk ik|or so|i think))+", text)
    if hedged:
        return fuzzy.roughly(read_first(WHOLE, hedged[1], life))
    return read_first(WHOLE, text, life) if text else UNKNOWN
