"""Words of the field that a page may not leave unexplained, each with what it means, said to everybody alike.

How a word looks in each language stands in `locale/terms.json`: there a translator sees which word to use, and by it a
page finds out which of these words stand on it.
"""

import json
import re
from functools import cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _

EXPLAINED = {
    "gezag": (_("gezag"), _("Wie gezag heeft, mag belangrijke dingen over een kind beslissen. Meestal zijn dat de ouders.")),
    "toestemming": (_("toestemming"), _("Een ja van wie beslist. Zonder dat ja wordt er niet gedeeld. Stoppen kan altijd.")),
    "kring": (_("kring"), _("Iedereen om het kind heen die hier meedoet: gezin, vrienden, school en hulp.")),
    "aanspreekpunt": (_("aanspreekpunt"), _("De vaste persoon die het overzicht houdt. Iedereen kan daar terecht met vragen.")),
    "overdracht": (_("overdracht"), _("Wie stopt, vertelt aan de opvolger wat die moet weten.")),
    "noodtoegang": (
        _("noodtoegang"),
        _("Iemand van school of hulp las een uur lang alles, omdat een kind in gevaar was. Een collega kijkt dat na."),
    ),
    "geheim adres": (_("geheim adres"), _("Eén ouder mag dan niet weten waar het kind woont of naar school gaat.")),
    "sleutelmoment": (_("sleutelmoment"), _("Een moment waarop iets veranderde, ten goede of ten kwade.")),
    "knelpunt": (_("knelpunt"), _("Iets in regels, geld of organisatie waardoor hulp vastloopt.")),
    "jeugdhulp": (_("jeugdhulp"), _("Hulp voor kinderen en ouders, geregeld door de gemeente.")),
    "wijkteam": (_("wijkteam"), _("Mensen van de gemeente die gezinnen in de buurt helpen.")),
    "intern begeleider": (_("intern begeleider"), _("Regelt op school de extra hulp voor kinderen.")),
    "gedragswetenschapper": (_("gedragswetenschapper"), _("Weet veel van gedrag en leren, en geeft de school advies.")),
    "gezinsvoogd": (
        _("gezinsvoogd"),
        _("Helpt een gezin van wie de rechter zegt dat er hulp moet komen. De ouders blijven beslissen."),
    ),
    "voogd": (_("voogd"), _("Beslist over een kind in plaats van de ouders.")),
    "pleegouder": (_("pleegouder"), _("Zorgt thuis voor een kind van een ander.")),
    "ontwikkelingsperspectief": (
        _("ontwikkelingsperspectief"),
        _("Plan van de school: wat kan een kind bereiken, en welke hulp is daarvoor nodig?"),
    ),
    "toelaatbaarheidsverklaring": (
        _("toelaatbaarheidsverklaring"),
        _("Papier waarmee een kind naar het speciaal onderwijs kan."),
    ),
}
@cache
def words() -> dict[str, dict[str, str]]:
    """Of each word the beginnings that it has in each language, as a pattern; in Dutch the word itself."""
    told: dict[str, dict[str, str]] = json.loads((settings.ROOT / "locale" / "terms.json").read_text(encoding="utf-8"))
    return {word: {"nl": word, **others} for word, others in told.items()}


@cache
def looks_like(word: str, language: str) -> re.Pattern[str]:
    """A word in any of its forms, in small letters, and not inside a tag."""
    # Arabic and Tigrinya write small words, such as 'the' and 'to', onto the word.
    before = "" if language in ("ar", "ti") else r"\b"
    return re.compile(f"{before}(?:{words()[word][language]})(?![^<>]*>)")


@cache
def starts(word: str, language: str) -> tuple[str, ...]:
    """With which plain letters a word can begin: on a board of thousands of cards these are found ten times sooner."""
    return tuple(re.split(r"[\\\[(]", form)[0] for form in words()[word][language].split("|"))


def small(text: str) -> str:
    return text.replace("İ", "i").lower()


def stands_in(word: str, text: str, language: str) -> bool:
    return looks_like(word, language).search(small(text)) is not None


def words_on(page: str, language: str) -> list[str]:
    """Which of the words that we explain a page says, by its own words and not by its tags."""
    said = small(page)
    found = [word for word in EXPLAINED if any(start in said for start in starts(word, language))]
    return [word for word in found if looks_like(word, language).search(said)]
