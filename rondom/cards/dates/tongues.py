"""Dates in Arabic, Turkish, Polish, Ukrainian and Tigrinya, said in the Dutch words that the readers know, in the order of Dutch.

Only a text in other letters than ours, or with Turkish or Polish words, is touched; every other comes back as it is.
What no table holds stays as it was written, so that a card can still be named by it. Pure, and never raises.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from rondom.cards.dates import tongues_arabic as arabic
from rondom.cards.dates import tongues_other as other
from rondom.cards.dates import tongues_turkish as turkish
from rondom.cards.dates.tongues_order import in_order

LONGEST = 300
FOLDED = str.maketrans({"ى": "ي", "ی": "ي", "ک": "ك", "ء": None, "ـ": None, "ı": "i", "\\": "/"})
MARKS = str.maketrans("؟،؛٫", "?,,,")
UNSEEN = re.compile(r"[\u061c\u200c-\u200f\u202a-\u202e\u2066-\u2069]")  # steers the direction of writing
ARABIC = re.compile(r"[\u0621-\u064a\u066e-\u06d3]")


def fold(text: str) -> str:
    """Without accents and vowel signs, and one form for letters that people write in two."""
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign)).translate(FOLDED)


def table(lines: str) -> dict[str, str]:
    """An Arabic word that ends in ة is found with ه too, where that is not another word."""
    found = {}
    for line in lines.strip().splitlines():
        dutch, *words = line.split()
        said = "" if dutch == "." else dutch.replace("_", " ")
        found.update({fold(word).replace("_", " "): said for word in words})
    return {**{word.replace("ة", "ه"): said for word, said in found.items()}, **found}


class Roots:
    """Words of many forms by their root, perhaps with something written onto it; one look tells whether any fits."""

    def __init__(self, lines: str, leads: Mapping[str, str]) -> None:
        parted = [fold_pattern(line).split(" ", 1) for line in lines.strip().splitlines()]
        self.names = [name.replace("_", " ") for name, _forms in parted]
        self.starts = {forms[:3] for _name, forms in parted}
        self.leads = leads
        self.any = re.compile(rf"({'|'.join(leads)})(?:{'|'.join(f'({forms})' for _name, forms in parted)})")

    def name_of(self, word: str) -> str | None:
        found = self.any.fullmatch(word)
        return f"{self.leads[found[1]]} {self.names[found.lastindex - 2]}".strip() if found and found.lastindex else None


def fold_pattern(pattern: str) -> str:
    return r"\w".join(fold(part) for part in pattern.split(r"\w"))


ARABIC_WORDS, TURKISH_WORDS = table(arabic.WORDS), table(turkish.WORDS)
LEADS = {"": "", **arabic.PREFIXES}
ARABIC_ROOTS, TURKISH_ROOTS = Roots(arabic.ROOTS, LEADS), Roots(turkish.ROOTS, {"": ""})
WHOLE, ENDINGS, DOUBTFUL, ALONE = (
    frozenset(fold(words).split()) for words in (turkish.WHOLE, turkish.SUFFIXES, turkish.DOUBTFUL, turkish.ALONE)
)
STEMS = {word: said for word, said in TURKISH_WORDS.items() if word not in WHOLE}
STARTS = {word[:3] for word in TURKISH_WORDS} | TURKISH_ROOTS.starts
FROM = ("dan", "den", "tan", "ten")
WHEN = re.compile(r"\w*(?:[dt][iu]g\w*[dt][ae]|[iu]nc[ae]|ken)")
SUFFIXED_NUMBER = re.compile(r"(\d+)'?((?:[dt][ae]n?)(?:yken|ki)?|[ny]?[aeiu]|n?[iu]n)\b")
SURE_NUMBER = re.compile(r"\d(?:'[dt][ae](?:yken|ki)?|'?[dt][ae]n)\b")
DIED = re.compile(r"\böl(?=d|[uü]m|[uü]nce|meden)")  # without its accents it is 'became'

POLISH_WORDS, UKRAINIAN_WORDS, TIGRINYA_WORDS = table(other.POLISH), table(other.UKRAINIAN), table(other.TIGRINYA)
UKRAINIAN, TIGRINYA = re.compile(r"[\u0400-\u052f]"), re.compile(r"[\u1200-\u139f]")
DOUBTFUL_POLISH = frozenset(fold(other.DOUBTFUL).split())


def in_dutch(text: str) -> str:
    """Lower-case words, said in Dutch if they are Arabic or Turkish; what is longer than a title stays."""
    text = UNSEEN.sub("", text).translate(MARKS)
    head, tail = text[:LONGEST], text[LONGEST:]
    if ARABIC.search(head):
        return in_order(from_arabic(head)) + tail
    if is_turkish(head):
        return in_order(from_turkish(head)) + tail
    for belongs, known in ((UKRAINIAN.search, UKRAINIAN_WORDS), (TIGRINYA.search, TIGRINYA_WORDS), (is_polish, POLISH_WORDS)):
        if belongs(head):
            return by_word(head, known) + tail
    return text


def by_word(text: str, known: Mapping[str, str]) -> str:
    """Each word, or the two or three that belong together, by the table. These languages have the order of Dutch."""
    return any_word(tuple(known)).sub(lambda found: known[found[0]], " ".join(fold(text).split()))


@cache
def any_word(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)")


def is_polish(text: str) -> bool:
    """Whether all words are Polish, and one of them is no word of Dutch or English."""
    found = any_word(tuple(POLISH_WORDS))
    plain = fold(text)
    sure = [word for word in found.findall(plain) if word not in DOUBTFUL_POLISH]
    return bool(sure) and re.search(r"[^\W\d_]", found.sub("", plain)) is None


def from_arabic(text: str) -> str:
    text = re.sub(r"(?<=[\u0621-\u06d3])(?=\d)|(?<=\d)(?=[\u0621-\u06d3])", " ", fold(text))
    parts = re.split(r"([\u0621-\u06d3]+)", " ".join(text.split()))  # every other is a word
    nth, said = 1, [parts[0]]
    while nth < len(parts):
        both = arabic_words(f"{parts[nth]} {parts[nth + 2]}") if parts[nth + 1] == " " and nth + 2 < len(parts) else None
        said.append(arabic_word(parts[nth]) if both is None else both)
        nth += 2 if both is None else 4
        said.append(parts[nth - 1])
    return "".join(said)


def arabic_words(words: str) -> str | None:
    """By themselves, else behind an article, a preposition or 'and' that is written onto them."""
    for lead, dutch in LEADS.items():
        if words.startswith(lead) and (said := ARABIC_WORDS.get(words[len(lead) :])) is not None:
            return f"{dutch} {said}"
    return None


def arabic_word(word: str) -> str:
    """By the table or by its root; what is in neither only loses its article."""
    said = arabic_words(word)
    said = ARABIC_ROOTS.name_of(word) if said is None else said
    if said is None:
        return word.removeprefix("ال") if len(word) > 4 else word
    return said


def is_turkish(text: str) -> bool:
    """Whether a word is surely Turkish, or all are and one is a month or a season: 'Mart' is a man too."""
    if SURE_NUMBER.search(text):
        return True
    words = re.findall(r"[^\W\d_]+", fold(text))
    known = [word for word in words if turkish_word(word) is not None]
    sure = any(word not in DOUBTFUL and word not in ALONE for word in known)
    return sure or (len(known) == len(words) and not ALONE.isdisjoint(words))


def from_turkish(text: str) -> str:
    text = fold(DIED.sub("vefat", text))
    text = re.sub(r"(\d\.)(?=[a-z])", r"\1 ", " ".join(text.split()))
    text = SUFFIXED_NUMBER.sub(lambda found: found[1] + whence(found[2]), text)
    return re.sub(r"(?<!\d)([^\W\d_]+)(?:'([^\W\d_]+))?", lambda found: turkish_or_name(found[1], found[2] or ""), text)


def turkish_or_name(word: str, suffix: str) -> str:
    """A name has its suffix behind an apostrophe, which comes off."""
    said = turkish_word(word + suffix)
    return word + whence(suffix) if said is None else said


def turkish_word(word: str) -> str | None:
    """By itself or without its suffix; 'from' is then said behind it, and so is 'when'."""
    if word[:3] not in STARTS:
        return None
    if word in TURKISH_WORDS:
        return TURKISH_WORDS[word]
    for cut in range(len(word) - 1, 2, -1):
        if word[cut:] in ENDINGS and word[:cut] in STEMS:
            return STEMS[word[:cut]] + whence(word[cut:])
    name = TURKISH_ROOTS.name_of(word)
    if name is None:
        return None
    return f"{name} toen" if WHEN.fullmatch(word) else name + whence(word)


def whence(suffix: str) -> str:
    return " vanaf" if suffix.endswith(FROM) else ""
