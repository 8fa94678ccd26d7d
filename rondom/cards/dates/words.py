"""The words for months, seasons, numbers and phases of life, in Dutch and English, and cleaning what was typed."""

import re
import unicodedata

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb february febr",
            "maart mrt march mar",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "augustus aug august",
            "september sep sept",
            "oktober okt october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
SEASONS = {
    "lente": "spring", "voorjaar": "spring", "spring": "spring",
    "zomer": "summer", "summer": "summer", "zomervakantie": "summer",
    "herfst": "autumn", "najaar": "autumn", "autumn": "autumn", "fall": "autumn",
    "winter": "winter",
}  # fmt: skip
NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "nul zero", "een één one eerste first a an", "twee two tweede second", "drie three derde third",
            "vier four vierde fourth", "vijf five vijfde fifth", "zes six zesde sixth", "zeven seven zevende seventh",
            "acht eight achtste eighth", "negen nine negende ninth", "tien ten tiende tenth", "elf eleven elfde eleventh",
            "twaalf twelve twaalfde twelfth", "dertien thirteen dertiende thirteenth", "veertien fourteen veertiende fourteenth",
            "vijftien fifteen", "zestien sixteen", "zeventien seventeen",
        )
    )
    for name in names.split()
}  # fmt: skip
PHASES = {"baby": (0, 1), "dreumes": (1, 2), "toddler": (1, 3)}
STOP = frozenset(
    [
        "de",
        "het",
        "een",
        "the",
        "a",
        "an",
        "mijn",
        "onze",
        "zijn",
        "haar",
        "my",
        "our",
        "his",
        "her",
        "hun",
        "van",
        "of",
        "to",
        "bij",
        "na",
        "voor",
        "sinds",
        "dat",
        "die",
    ]
)
# Words of one family: the noun that people use for what a card tells with a verb.
FAMILIES = (
    ("verhuiz", "verhuis", "moved", "move", "moving"),
    ("geboort", "geboren", "birth", "born"),
    ("scheid", "gescheiden", "uit elkaar", "divorce", "separat"),
    ("overlijd", "overled", "gestorv", "dood", "death", "died"),
    ("ziek", "ziekte", "ill"),
    ("trouw", "bruiloft", "wedding", "married"),
    ("operat", "geopereerd", "surgery"),
)


def clean(words: str) -> str:
    """Lower case, single spaces, Western digits, plain dashes and quotes; accents off, but é in één means one."""
    text = unicodedata.normalize("NFKC", words).strip().lower()
    text = "".join(str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign for sign in text)
    text = re.sub(r"[‐‑‒–—−]", "-", text)
    text = re.sub(r"[’‘`´]", "'", text)
    text = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    text = re.sub(r"\s+", " ", text)
    return text.strip(" .,;:!")


def number_of(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    if found := re.fullmatch(r"(\d{1,2})(?:e|de|ste|st|nd|rd|th)", word):
        return int(found[1])
    return NUMBERS.get(word)


def stems(text: str) -> set[str]:
    """The words of a text that can point at a card, each cut to its stem or to the name of its family."""
    cleaned = clean(text)
    found = {f"family {nth}" for nth, family in enumerate(FAMILIES) if any(part in cleaned for part in family)}
    words = re.findall(r"[^\W\d_]+", cleaned)
    return found | {word[:6] for word in words if len(word) > 2 and word not in STOP}
