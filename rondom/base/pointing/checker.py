"""What in a text could point to somebody: names, dates, numbers, ages, places, and words that say too much. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rondom.base.pointing.kinds import AT_SCHOOL, IS_SCHOOL, PERSON, SCHOOL, TITLE, TOWN, Kind, proposed
from rondom.base.pointing.lists import (
    ABBREVIATIONS,
    BETWEEN,
    GENERAL,
    ORDINARY,
    TITLES,
    common_words,
    countries,
    first_names,
    languages,
    openers,
    regions,
    surnames,
    telling_words,
)


@dataclass(frozen=True)
class Mark:
    """A piece of text that could point to somebody, and what could stand there instead."""

    start: int
    end: int
    text: str
    kind: Kind
    instead: str


MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
SHORT_MONTHS = "jan|feb|mrt|apr|jun|jul|aug|sept|sep|okt|nov|dec"
DAYS = "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
TENS = "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig"
FROM_TWO = (
    "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien"
    rf"|(?:(?:één|een|twee|drie|vier|vijf|zes|zeven|acht|negen)[eë]n)?(?:{TENS})"
)
COUNTED = rf"één|een|{FROM_TWO}|anderhalf"
NTH = (
    "eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|(?:der|veer|vijf|zes|zeven|acht|negen)"
    rf"tiende|(?:(?:één|een|twee|drie|vier|vijf|zes|zeven|acht|negen)[eë]n)?(?:{TENS})ste"
)
YEAR_IN_WORDS = rf"tweeduizend(?:\s?(?:en\s?)?(?:{COUNTED}))?|negentien(?:honderd)?\s?(?:{FROM_TWO})"
# Names of one's own work; or by name what may stand for it ("het kind").
Known = Iterable[str] | Mapping[str, str]
# Letters of another script have no capitals, or none that our lists know.
ELSEWHERE = "[^\x00-\u036f\u1e00-\u1eff\u2000-\u2bff\u2e00-\u303f\ufe00-\ufe0f\ufeff\U0001f000-\U0001faff]+"
AGE_WORDS = r"(?:-?\s?jarige?n?|(?:\s?jaar|\s?jr\b|\s?maanden|\s?mnd\b|\s?weken)(?:\s+oud\b)?|\s?kinderen|\s?broers|\s?zussen)"
PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.ADDRESS, r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        (Kind.ADDRESS, r"\b(?:https?://|www\.)\S+"),
        (Kind.ADDRESS, r"\b\d{4}\s?[A-Z]{2}\b(?!\w)(?<!\bde)"),
        (Kind.ADDRESS, r"\b[\w-]*(?:straat|laan|weg|plein|gracht|singel|kade|dreef|hof|steeg|pad|dijk)\s\d+\s?[a-z]?\b"),
        (Kind.NUMBER, r"\b\d{2}[A-Z]{2}(?:\d{2})?\b"),  # what a school is registered by
        (Kind.NUMBER, r"\b[A-Z]{2}\d{2,}\b"),
        (Kind.DATE, rf"\b(?:(?:{DAYS})\s+)?\d{{1,2}}\s*(?:e|ste|de)?\s*(?:{MONTHS}|{SHORT_MONTHS})\b\.?(?:\s*'?\d{{2,4}})?"),
        (Kind.DATE, r"\b\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?\b"),
        (Kind.DATE, r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b"),
        (Kind.DATE, rf"\b(?:{MONTHS}|{SHORT_MONTHS})\b\.?\s+'?\d{{2,4}}\b"),
        (Kind.DATE, rf"\b(?:{DAYS})\s+(?:de\s+)?\d{{1,2}}(?:e|ste|de)?\b"),
        (Kind.DATE, rf"\b(?:{COUNTED}|{NTH})\s+(?:van\s+)?(?:{MONTHS})\b(?:\s+(?:{YEAR_IN_WORDS}|\d{{4}})\b)?"),
        (Kind.DATE, rf"\b(?:{YEAR_IN_WORDS})\b"),
        (Kind.DATE, r"\b(?:19|20)\d{2}(?:\s?[-/]\s?(?:19|20)?\d{2})?\b"),
        (Kind.AGE, rf"\b(?:\d{{1,2}}(?:[.,]\d)?|(?:{COUNTED})){AGE_WORDS}"),
        (Kind.AGE, r"\bgroep\s?\d(?:\s?/\s?\d)?\b"),
        (Kind.AGE, rf"\b(?:groep|klas)\s+(?:{FROM_TWO})\b"),
        (Kind.AGE, rf"\b(?:bijna|wordt|werd)\s+(?:{FROM_TWO})\b"),
        (Kind.NUMBER, rf"\b(?:(?:nul|{COUNTED})[\s,-]+){{3,}}(?:nul|{COUNTED})\b"),
        (Kind.NAME, rf"{ELSEWHERE}(?: {ELSEWHERE})*"),
        (Kind.NAME, r"(?<![\w.])[a-z]\.\s+(?:(?:van|de|den|der|el|al|ter|ten)\s+)+\w+"),
        (Kind.PLACE, r"\b(?:basisschool|obs|cbs|rkbs|pcbs)\s+(?:de|het|'t)\s+\w+"),
        (Kind.NUMBER, r"\+?\d[\d\s().-]{6,}\d"),
        (Kind.NUMBER, r"\b\d+(?:[.,:]\d+)*(?:e|ste|de)?\b"),
    )
)
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?")
OPENS = " \t\"'“”‘’„«»()[]-–—•*"


def marks_in(text: str, known: Known = (), *, small_here: frozenset[str] | None = None) -> tuple[Mark, ...]:
    """Every piece that could point to somebody, in order; where two overlap, the one that begins first and reaches furthest.

    `small_here` are the words that stand in small letters in the same story; without it those of this text."""
    here = small_in([text]) if small_here is None else small_here
    found = [*known_in(text, known), *patterns_in(text), *places_in(text), *telling_in(text), *names_in(text, here)]
    found.sort(key=lambda mark: (mark.start, -mark.end, mark.kind != Kind.KNOWN))
    kept: list[Mark] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
        elif mark.end > kept[-1].end or mark.kind == Kind.KNOWN:
            kept[-1] = joined(text, kept[-1], mark)
    return tuple(with_title(text, one, last.end if last else 0) for last, one in zip([None, *kept], kept, strict=False))


def with_title(text: str, one: Mark, since: int) -> Mark:
    """A name goes with what stands before it: juf Marit, mevrouw Jansen."""
    found = TITLE.search(text, since, one.start) if one.kind in (Kind.NAME, Kind.KNOWN) else None
    if found is None:
        return one
    instead = "de leerkracht" if found[1].casefold() in AT_SCHOOL else one.instead
    return Mark(found.start(), one.end, text[found.start() : one.end], one.kind, instead)


def joined(text: str, first: Mark, second: Mark) -> Mark:
    end = max(first.end, second.end)
    kind = Kind.KNOWN if Kind.KNOWN in (first.kind, second.kind) else first.kind
    says_more = second.kind == Kind.KNOWN and first.kind in (Kind.NAME, Kind.PLACE)
    return Mark(first.start, end, text[first.start : end], kind, second.instead if says_more else first.instead)


def mark(text: str, start: int, end: int, kind: Kind, instead: str = "") -> Mark:
    return Mark(start, end, text[start:end], kind, instead or proposed(kind, text, start, end))


def patterns_in(text: str) -> Iterable[Mark]:
    for kind, pattern in PATTERNS:
        for found in pattern.finditer(text):
            yield mark(text, found.start(), found.end(), kind)


# What stands in a word and is not seen, or is an accent by itself.
UNSEEN = "[\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff]*"
# Letters with a stroke, which fall apart into nothing.
STROKES = str.maketrans("łŁøØđĐıŧħæÆœŒ", "lLoOdDithaAoO")


def known_in(text: str, known: Known) -> Iterable[Mark]:
    """Names of one's own work, whole and by their parts, also with an s behind them, made small (Noortje), or without accents."""
    flat = bare_letters(text)
    parts = instead_by_part(known)
    for part in sorted(parts, key=len, reverse=True):
        ends = r"(?:['’]?s|tje|je|ke|ken)?" if part[-1:].isalpha() else ""
        pattern = re.compile(rf"(?<!\w){UNSEEN.join(map(re.escape, part))}{UNSEEN}{ends}(?!\w)", re.IGNORECASE)
        for found in pattern.finditer(flat):
            yield mark(text, found.start(), found.end(), Kind.KNOWN, TOWN if part.casefold() in regions() else parts[part])


def instead_by_part(known: Known) -> dict[str, str]:
    """By each part of a name what may stand for it. A part that is of more than one, as a surname, says none of them."""
    named = known if isinstance(known, Mapping) else dict.fromkeys(known, "")
    found: dict[str, str] = {}
    for name, instead in named.items():
        said = instead or (SCHOOL if IS_SCHOOL.match(name.strip()) else PERSON)
        for part in parts_of(name):
            flat = bare_letters(unicodedata.normalize("NFC", part))
            found[flat] = said if found.get(flat, said) == said else PERSON
    return found


def bare_letters(text: str) -> str:
    """Each letter without its accent, letter for letter, so that Zoë, Zoe and zoé are one."""
    return "".join(unicodedata.normalize("NFD", each)[0] for each in text.translate(STROKES))


def parts_of(name: str) -> Iterable[str]:
    """What of a name points to it: the whole, and each word that is none of all names and no ordinary word (Oma, Buurvrouw)."""
    nothing = BETWEEN | GENERAL | common_words()
    whole = name.strip()
    yield from [whole] if whole and whole.casefold() not in nothing else []
    words = {*re.split(r"[\s,]+", name), *re.split(r"[\s,\-–]+", name)}
    yield from (part for part in words if says_a_name(part) and part.casefold() not in nothing)


def says_a_name(part: str) -> bool:
    """Of two letters only where both are letters (Bo, Li): an initial with its point is in every text."""
    return len(part) > 2 or (len(part) == 2 and part.isalpha())


def small(text: str) -> str:
    """In small letters, letter for letter: a capital that becomes two (İ) would move every mark behind it."""
    return "".join(made if len(made := each.lower()) == 1 else made[0] for each in text)


def places_in(text: str) -> Iterable[Mark]:
    lowered = small(text)
    for name in places_by_length():
        if name in ORDINARY:
            continue  # with a capital it is found among the names
        start = 0
        while (start := lowered.find(name, start)) >= 0:
            end = start + len(name)
            while end < len(lowered) and lowered[end : end + 1].isalpha():
                end += 1
            is_word = not (start and lowered[start - 1].isalnum())
            if is_word and lowered[start + len(name) : end] in {"", "s", "se", "er", "ers", "e"}:
                yield mark(text, start, end, Kind.PLACE)
            start = end


def places_by_length() -> Sequence[str]:
    return sorted(regions(), key=len, reverse=True)


def telling_in(text: str) -> Iterable[Mark]:
    lowered = small(text)
    for word, instead in telling_words().items():
        for found in re.finditer(rf"(?<!\w){re.escape(word)}(?:en|s|e)?(?!\w)", lowered):
            yield mark(text, found.start(), found.end(), Kind.TELLING, instead)


def small_in(texts: Iterable[str]) -> frozenset[str]:
    """Words of a story that stand there in small letters, and with a capital only where a sentence begins: no names."""
    small_ones, names = set(), set()
    for text in texts:
        for found in WORD.finditer(text):
            word = bare(found.group())
            if word.islower():
                small_ones.add(word.casefold())
            elif not begins_sentence(text, found.start()):
                names.add(word.casefold())
    return frozenset(small_ones - names - BETWEEN)


def names_in(text: str, small_here: frozenset[str]) -> Iterable[Mark]:
    """Capitals that begin no sentence; at a beginning what is no ordinary word; and in small letters what is only a name."""
    words = [(found.start(), found.end(), found.group()) for found in WORD.finditer(text)]
    nth = 0
    while nth < len(words):
        start, end, word = words[nth]
        if not is_name(text, start, word, small_here):
            nth += 1
            continue
        last = nth
        # A name goes on over small words and capitals: Van der Meer-Bakker, El Amrani.
        while True:
            ahead = next_part(text, words, last)
            if ahead is None:
                break
            last = ahead
        end = words[last][1]
        if text[end - 1] == "." and len(words[last][2]) > 2:
            end -= 1
        said = text[start:end].casefold()
        kind = Kind.PLACE if said in regions() or said in countries() else Kind.NAME
        yield mark(text, start, end, kind)
        nth = last + 1


def next_part(text: str, words: Sequence[tuple[int, int, str]], last: int) -> int | None:
    """The next word of the same name, passing over the small ones."""
    nth = last + 1
    while nth < len(words) and text[words[nth - 1][1] : words[nth][0]].strip(" ") == "":
        word = words[nth][2]
        if word[:1].isupper() and not ends_sentence(words[nth - 1][2]):
            return nth if bare(word) not in ABBREVIATIONS else None
        if word.casefold() not in BETWEEN:
            return None
        nth += 1
    return None


def ends_sentence(word: str) -> bool:
    return word.endswith(".") and len(word) > 2 and word[:-1].casefold() not in TITLES


def bare(word: str) -> str:
    return word.rstrip(".")


def is_name(text: str, start: int, word: str, small_here: frozenset[str]) -> bool:
    plain = bare(word)
    lowered = plain.casefold()
    if not plain or re.split(r"['’-]", plain)[0] in ABBREVIATIONS or lowered in SAID_OF_ALL:
        return False
    if plain[0].isupper():
        if lowered in BETWEEN:
            return leads_to_name(text, start + len(word))
        # At the beginning of a sentence an ordinary word has a capital too.
        return not begins_sentence(text, start) or not is_ordinary(lowered, small_here)
    return lowered not in ORDINARY and lowered not in common_words() and (is_listed(lowered) or lowered in countries())


# Of nearly everyone here.
SAID_OF_ALL = frozenset({"nederland", "nederlands", "nederlandse"})
# What ends so is a thing or a doing, unless it stands among the names.
THINGS = re.compile(
    r"(?:ing|ingen|heid|heden|schap|zaal|school|huis|klas|tjes?|jes|isch|ische|atie|aties|eren|baar|loos|lijk|lijke|werk|plek|tijd"
    r"|dag|dagen|toets|lessen|gesprek|plan|therapie|onderzoek|begeleider|leerkracht|woorden|kaart|kaartje|muziek|hulp|coach)$"
)


def is_ordinary(word: str, small_here: frozenset[str]) -> bool:
    """Whether a word with which a sentence begins is no name. What is both is marked: a person says that it is none."""
    if word in first_names() or word in surnames():
        return word in common_words() and word in ORDINARY
    if word in regions() or word in countries() or word in languages():
        return False
    return word in common_words() or word in openers() or word in small_here or THINGS.search(word) is not None


def leads_to_name(text: str, end: int) -> bool:
    """Whether after a small word, or some of them, a capital follows: Van der Meer."""
    for word in text[end : end + 40].split():
        if word[:1].isupper():
            return bare(word) not in ABBREVIATIONS
        if word.casefold() not in BETWEEN:
            return False
    return False


def is_listed(word: str) -> bool:
    listed = first_names() | LONG_SURNAMES
    return word in listed or any(word.removesuffix(ending) in listed for ending in ("'s", "’s") if word.endswith(ending))


# In small letters only what can hardly be another word.
LONG_SURNAMES = frozenset(name for name in surnames() if len(name) > 5)


def begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(OPENS)
    if not before or before[-1] in "!?:\n…":
        return True
    if before[-1] == ".":
        last = re.search(r"([\w.'’]+)\.$", before)
        # One letter before it is an initial; one digit ends a sentence (groep 3.) as a word does.
        return last is None or (last[1].casefold() not in TITLES and (len(last[1]) > 1 or last[1].isdigit()))
    return False


# ── settling what was marked ──────────────────────────────────────────────────────────────────────

STAYS = "="  # said of a mark: this points to nobody
AS_PROPOSED = "+"  # and of this: what we proposed


def wordings(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Each marked wording once, as it stands first: it is settled once, wherever it stands."""
    found: dict[str, Mark] = {}
    for one in marks:
        found.setdefault(one.text.casefold(), one)
    return tuple(found.values())


def settled_wrongly(marks: Iterable[Mark], choices: Mapping[str, str]) -> tuple[Mark, ...]:
    """The marks that nobody settled, and those of the own work of which somebody said that they may stay."""
    return tuple(
        one
        for one in wordings(marks)
        if one.text.casefold() not in choices or (one.kind == Kind.KNOWN and choices[one.text.casefold()] == STAYS)
    )


def apply_choices(text: str, marks: Sequence[Mark], choices: Mapping[str, str]) -> str:
    """The text with each mark as it was settled; an empty choice leaves it out. What we propose fits each place."""
    for one in reversed(marks):
        chosen = choices.get(one.text.casefold(), AS_PROPOSED)
        if chosen != STAYS:
            text = text[: one.start] + (one.instead if chosen == AS_PROPOSED else chosen) + text[one.end :]
    return re.sub(r"[ \t]{2,}", " ", text).strip()
