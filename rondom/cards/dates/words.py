"""The words for months, seasons, numbers and amounts, in Dutch and English, and cleaning what was typed."""

import re
import unicodedata


def numbered(rows: str, first: int = 0) -> dict[str, int]:
    """Names by number: the rows are parted by commas, the names for one number by spaces."""
    return {name: number for number, names in enumerate(rows.split(","), first) for name in names.split()}


def any_of(names: dict[str, int] | dict[str, str]) -> str:
    """A pattern for one of them, the longest first, so that 'sept' is not read as 'sep'."""
    return "(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + ")"


MONTHS = numbered(
    "januari jan january, februari feb february febr, maart mrt march mar, april apr, mei may, juni jun june, juli jul july,"
    "augustus aug august, september sep sept, oktober okt october oct, november nov, december dec",
    first=1,
)
WEEKDAYS = numbered(
    "ma maandag monday mon, di dinsdag tuesday tue tues, wo woensdag wednesday wed, do donderdag thursday thu thurs,"
    "vr vrijdag friday fri, za zaterdag saturday sat, zo zondag sunday sun"
)
SEASONS = {
    "lente": "spring", "voorjaar": "spring", "spring": "spring",
    "zomer": "summer", "summer": "summer", "zomervakantie": "summer", "grote vakantie": "summer",
    "summer holiday": "summer", "summer holidays": "summer", "summer vacation": "summer", "summer break": "summer",
    "herfst": "autumn", "najaar": "autumn", "autumn": "autumn", "fall": "autumn",
    "winter": "winter",
}  # fmt: skip
CARDINALS = numbered(
    "nul zero, een one a an, twee two, drie three, vier four, vijf five, zes six, zeven seven, acht eight, negen nine, tien ten,"
    "elf eleven, twaalf twelve, dertien thirteen, veertien fourteen, vijftien fifteen, zestien sixteen, zeventien seventeen,"
    "achttien eighteen, negentien nineteen, twintig twenty"
)
ORDINALS = numbered(
    "eerste first, tweede second, derde third, vierde fourth, vijfde fifth, zesde sixth, zevende seventh, achtste eighth,"
    "negende ninth, tiende tenth, elfde eleventh, twaalfde twelfth, dertiende thirteenth, veertiende fourteenth,"
    "vijftiende fifteenth, zestiende sixteenth, zeventiende seventeenth, achttiende eighteenth",
    first=1,
)
# What nobody counts: from how many to how many.
FEW = {
    "een paar": (2, 4), "paar": (2, 4), "enkele": (2, 4), "een aantal": (2, 4), "a few": (2, 4), "some": (2, 4),
    "a couple of": (2, 3), "a couple": (2, 3),
}  # fmt: skip
UNITS = {
    "jaar": "year", "jaren": "year", "jr": "year", "year": "year", "years": "year", "yrs": "year",
    "maand": "month", "maanden": "month", "month": "month", "months": "month", "mnd": "month",
    "week": "week", "weken": "week", "weeks": "week",
    "dag": "day", "dagen": "day", "day": "day", "days": "day",
}  # fmt: skip
# How people end what still goes on.
NOW = {
    "heden", "nu", "nu toe", "vandaag", "op heden", "op de dag van vandaag", "op dit moment", "now", "today", "present",
    "the present", "date",
}  # fmt: skip

MONTH, SEASON, WEEKDAY, UNIT = any_of(MONTHS), any_of(SEASONS), any_of(WEEKDAYS), any_of(UNITS)
CARDINAL = rf"(?:\d{{1,3}}|{any_of(CARDINALS)})"
ORDINAL = rf"(?:\d{{1,2}}(?:e|de|ste|st|nd|rd|th)|{any_of(ORDINALS)})"
HALF = (
    rf"(?:anderhal(?:f|ve)|one and a half|(?:een |a )?half(?: an?)?|halve"
    rf"|{CARDINAL}(?:[.,]5| ?en ?een ?half| ?(?:een)?enhalf| en half| and a half))"
)
AMOUNT = rf"(?:{HALF}|{CARDINAL}|{'|'.join(FEW)})"
NEARLY = r"(?:bijna|ruim|zo'n|ongeveer|circa|ca\.?|meer dan|minder dan|almost|nearly|about|around|over|more than|just)"


def clean(words: str) -> str:
    """Lower case, single spaces, Western digits, plain dashes and quotes; accents off, but é in één means one.

    A half is written out and 'about' has one word, so that the readers need know only that.
    """
    text = re.sub(r"(?<=\d) ?½", ",5", words).replace("½", "half")
    text = unicodedata.normalize("NFKC", text).strip().lower()
    text = "".join(str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign for sign in text)
    text = re.sub(r"[‐‑‒–—−]", "-", text)
    text = re.sub(r"[’‘`´]", "'", text)
    text = re.sub(r"±|\+/-|\+-|~|≈", " ongeveer ", text)
    text = re.sub(r"[()\[\]]", " ", text)
    text = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    text = re.sub(r"(?<!\w)'t(?!\w)", "het", text)
    text = re.sub(r"\s+", " ", text)
    return text.strip(" .,;:!")


def number_of(word: str) -> int | None:
    """A number in digits or words, how many or the how manieth."""
    if found := re.fullmatch(r"(\d{1,4})(?:e|de|ste|st|nd|rd|th)?", word):
        return int(found[1])
    return CARDINALS.get(word, ORDINALS.get(word))


def amount_of(words: str) -> tuple[float, float] | None:
    """How many, from and to: 'anderhalf' is 1.5, 'een paar' is 2 to 4."""
    if words in FEW:
        low, high = FEW[words]
        return float(low), float(high)
    if words in {"anderhalf", "anderhalve", "one and a half"}:
        return 1.5, 1.5
    if words in {"half", "een half", "a half", "halve", "half a", "half an"}:
        return 0.5, 0.5
    whole = re.fullmatch(rf"({CARDINAL})(.*)", words)
    count = number_of(whole[1]) if whole else None
    if whole is None or count is None:
        return None
    if not whole[2]:
        return float(count), float(count)
    return (count + 0.5, count + 0.5) if re.fullmatch(HALF, words) else None
