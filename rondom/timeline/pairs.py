"""Which cards of different voices may be about the same thing: by when it was and by the words they share. Pure.

A word that only two cards have says much, one that half the story has says nothing. The words of time say when and not what;
they count by the days that they mean. Nothing here knows a child or a place: only how Dutch is written.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

WORD = re.compile(r"groep \d|[^\W\d_]+")
LEAST_LETTERS, COMPOUND = 3, 4
# A word that more cards share than this is what the whole story is about.
MOST_SHARED = 12
WITHIN_A_YEAR = 366
# Without a word in common, only what was within one season counts: a school year holds too much.
SEASON_ALONE = 0.75
# In what stands in nearly every card nobody recognises a subject; the words of time are among them.
STOP_WORDS = """
aan al alle alleen allemaal alles als altijd ander andere anders beetje ben bent bij bijna daar daarna dan dat de deze die
dingen dit doe doen doet door dus een eens eerst eerste elk elke en er erg even gaan gaat gedaan geen geweest ging gingen
goed had hadden heb hebben heeft heel hele helft hem hen het hier hij hoe hun iedereen iemand iets ik in is jaar ja je jij
jou jouw jullie kan keer kon konden komt komen kwam kwamen laat later maar maand maanden maak maakt maakte mag me meer mee
meestal met mij mijn minder moest moesten moet moeten na naar naast nee net niet niets niks nog nooit nu of om omdat onder
ons ontzettend onze ook op over paar pas per samen soms sommige staat steeds te tegen ten terug tijd tijdens toch toen tot
tussen u uit uur uw van vaak vanaf veel verder vind vindt voor vond vonden waar waarom wanneer want waren was wat we weer
wel week weken weinig werd werden wie wij wil wilde wilden word worden wordt zal ze zeer zeg zei zeiden zelf zich zie zien
ziet zij zijn zo zonder zou zouden zoveel januari februari maart april mei juni juli augustus september oktober november
december maandag dinsdag woensdag donderdag vrijdag zaterdag zondag dag dagen ochtend ochtenden middag middags avond
avonden nacht nachten lente zomer herfst winter najaar voorjaar half kwartier minuut minuten moment twee drie vier vijf
zes zeven acht negen tien elf twaalf begin beginnen begint begon begonnen blijf blijft blijven bleef bleven krijg krijgt
krijgen kreeg kregen geef geeft geven gaf gaven neem neemt nemen nam namen sta staan stond stonden zit zitten zat zaten
lig ligt liggen lag lagen
"""
STOP = frozenset(STOP_WORDS.split())
VOWELS = "aeiou"


@dataclass(frozen=True)
class Side:
    """One card as it is weighed against others."""

    id: str
    lane: str
    voice: str
    start: date | None
    end: date | None
    words: frozenset[str]  # by their stems
    group: str = ""  # with which others it is tied, as far as its reader sees them


@dataclass(frozen=True)
class Pair:
    one: str
    another: str
    weight: float


def stems(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, each without its ending."""
    words = WORD.findall(text.lower())
    return frozenset(stem(word) for word in words if word not in STOP and len(word) >= LEAST_LETTERS)


def stem(word: str) -> str:
    """Light: what Dutch spelling changes in a plural or a verb is undone (lezen, leest: lees; afspraken: afspraak)."""
    if word.startswith("groep "):
        return word
    for ending in ("tjes", "jes", "tje", "je", "en", "t", "s", "e"):
        if not word.endswith(ending) or len(word) - len(ending) < LEAST_LETTERS:
            continue
        if ending not in ("t", "s") or word[-2] not in VOWELS:  # leest: lees; but lees stays
            return whole(word.removesuffix(ending), opened=ending in ("en", "e"))
    return whole(word, opened=False)


def whole(root: str, *, opened: bool) -> str:
    if len(root) > LEAST_LETTERS and root[-1] == root[-2] and root[-1] not in VOWELS:
        return root[:-1]  # gesprekken: gesprek
    if not opened:
        return root
    if root[-1] not in VOWELS and root[-2] in "aeou" and (len(root) < 3 or root[-3] not in VOWELS):
        root = f"{root[:-1]}{root[-2]}{root[-1]}"  # praten: praat
    return root[:-1] + {"z": "s", "v": "f"}.get(root[-1], root[-1])  # lezen: lees


def likely_pairs(sides: Sequence[Side], refused: Iterable[tuple[str, str]] = (), most: int = 10) -> tuple[Pair, ...]:
    """The likeliest pairs, the surest first. Each card stands in one of them at most: what is left comes when that is settled."""
    apart = {frozenset(pair) for pair in refused}
    shared = shared_words(sides)
    found = []
    for one, another in candidates(sides, shared):
        if may_go_together(one, another) and frozenset((one.id, another.id)) not in apart:
            weight = likeness(one, another, shared.get(frozenset((one.id, another.id)), 0.0))
            if weight:
                found.append(Pair(one.id, another.id, weight))
    groups = {side.id: side.group or side.id for side in sides}
    chosen: list[Pair] = []
    taken: set[str] = set()
    for pair in sorted(found, key=lambda each: (-each.weight, each.one, each.another)):
        both = {groups[pair.one], groups[pair.another]}
        if len(chosen) < most and not both & taken:
            chosen.append(pair)
            taken |= both
    return tuple(chosen)


def may_go_together(one: Side, another: Side) -> bool:
    """Two voices, one lane, and not said already to be about the same thing."""
    return one.voice != another.voice and one.lane == another.lane and not (one.group and one.group == another.group)


def shared_words(sides: Sequence[Side]) -> dict[frozenset[str], float]:
    """How much the words weigh that two cards share: one that only they have counts whole, others by how many have it."""
    holders: dict[str, set[str]] = defaultdict(set)
    for side in sides:
        for word in side.words:
            holders[word].add(side.id)
    # A compound is about what it begins with: help with reading, and reading.
    known = sorted(holders)
    for nth, word in enumerate(known):
        if len(word) < COMPOUND or " " in word:
            continue
        for longer in known[nth + 1 :]:
            if not longer.startswith(word):
                break
            holders[word] |= holders[longer]
    weights: dict[frozenset[str], float] = defaultdict(float)
    for holding in holders.values():
        if 1 < len(holding) <= MOST_SHARED:
            for both in combinations(sorted(holding), 2):
                weights[frozenset(both)] += 1 / (len(holding) - 1)
    return weights


def candidates(sides: Sequence[Side], shared: dict[frozenset[str], float]) -> Iterable[tuple[Side, Side]]:
    """What shares a word, and what was in the same season: not everything against everything."""
    by_id = {side.id: side for side in sides}
    for both in shared:
        first, second = sorted(both)
        yield by_id[first], by_id[second]
    dated = [(side.lane, side.start, side.end, side.id) for side in sides if side.start and side.end and is_short(side)]
    dated.sort()
    for nth, (lane, _start, end, key) in enumerate(dated):
        for other_lane, start, _end, other in dated[nth + 1 :]:
            if other_lane != lane or start > end:
                break
            if frozenset((key, other)) not in shared:
                yield by_id[key], by_id[other]


def is_short(side: Side) -> bool:
    return 1 / (1 + days(side) / 365) >= SEASON_ALONE


def days(side: Side) -> int:
    return (side.end - side.start).days + 1 if side.start and side.end else WITHIN_A_YEAR


def likeness(one: Side, another: Side, words: float) -> float:
    """When it was counts for at most one, and so do the words. Nothing where the two do not fit."""
    words = min(words, 1.0)
    time = nearness(one, another)
    if time is None:  # one of them has no date: then it takes a word that nobody else has
        return words if words >= 1 else 0.0
    if not words:
        return time if time >= SEASON_ALONE else 0.0
    return time + words if time else 0.0


def nearness(one: Side, another: Side) -> float | None:
    """From one, on the same day, to nothing, over a year apart. The longer it lasted, the less the same time says."""
    spans = [(side.start or side.end, side.end or side.start) for side in (one, another)]
    (start, end), (begin, until) = spans
    if start is None or end is None or begin is None or until is None:
        return None
    apart = max((begin - end).days, (start - until).days, 0)
    if apart:
        return max(0.0, 0.3 * (1 - apart / WITHIN_A_YEAR))
    return 1 / (1 + max(days(one), days(another)) / 365)
