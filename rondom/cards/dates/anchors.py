"""Which card some words mean: 'before the move' is told by the card about the move.

A wrong card is worse than none, so a card is named only if it holds all that the words say: 'the birth of my
sister' is not the card about a brother. What says little by itself (grandma, school) names no card alone.
"""

import re
from datetime import date

from rondom.cards.dates.fuzzy import Anchor, FuzzyDate
from rondom.cards.dates.life import Life
from rondom.cards.dates.words import MONTHS, NOW, SEASONS, clean

LONGEST_TITLE = 120


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP = words_of(
    """
    de het een die dat dit deze er en of te ten ter toe niet geen ook nog nu al wel weer net pas meer heel erg toen als dan
    mijn onze ons zijn haar hun je jouw uw hij zij ze ik we wij jij u hem hen zich
    van bij na naar voor sinds vanaf tot totdat tijdens rond omstreeks met in op aan om door over uit tussen zonder voordat nadat
    was waren is ben bent werd werden wordt worden heb heeft hebben had hadden gaan ga gaat ging gingen gegaan kwam kwamen
    kreeg kregen krijgen zat zaten zit kon konden wilde wilden moest moesten mocht deed deden
    the a an this that these those my our his her their your its he she it they i we him them us me
    of to from at by for on with in into out after before since until till during around between when while as and or not
    be been was were is are am have has had did do does got get went go goes gone came come
    """
)
# These point at a card only together with something else.
WEAK_WORDS = words_of(
    """
    oma opa papa mama vader moeder ouders broer broertje zus zusje oom tante juf meester kind baby gezin familie
    grandma grandpa grandmother grandfather mum mom dad mother father parents brother sister uncle aunt teacher child family
    school klas groep huis thuis class group home house nieuwe nieuw oude eerste tweede laatste new old first second last
    jaar maand maanden week weken dag dagen keer tijd periode year month day time
    """
)
PARENTS = words_of("papa mama vader moeder ouders mum mom dad mother father parents")
PRONOUN = re.compile(r"\b(?:ik|hij|zij|ze|i|he|she)\b")
# Words of one family: the noun that people use for what a card tells with a verb. A star: whatever begins so.
FAMILIES = {
    "=move": "verhuiz* verhuis* move moves moved moving",
    "=birth": "geboorte geboortes geboren bevalling bevallen birth born",
    "=divorce": "scheiding* echtscheiding* gescheiden scheiden scheidde scheidden uit_elkaar divorce* separat* split_up",
    "=death": "overlij* overleed overleden gestorven stierf stierven doodgegaan dood death died passed_away",
    "=illness": "ziek zieke ziekte ill illness sick",
    "=wedding": "trouwde trouwden getrouwd trouwen trouwerij bruiloft huwelijk wedding married marriage",
    "=operation": "operatie operaties geopereerd operation operations surgery",
    "=admission": "opname opgenomen admission admitted",
    "=diagnosis": "diagnose gediagnosticeerd diagnosis diagnosed",
    "=start": "start started startte startten gestart begin begon begonnen began begun beginning",
}
OF_A_BODY = frozenset({"=illness", "=operation", "=admission", "=diagnosis"})  # whose it was must fit
FAMILY_OF = {word: name for name, words in FAMILIES.items() for word in words.split() if word[-1] != "*" and "_" not in word}
BEGINNING_OF = {word[:-1]: name for name, words in FAMILIES.items() for word in words.split() if word[-1] == "*"}
BEGINNINGS = tuple(BEGINNING_OF)
TWO_WORDS = {word.replace("_", " "): name for name, words in FAMILIES.items() for word in words.split() if "_" in word}
HINTS = {name: tuple(words.replace("*", "").replace("_", " ").split(" ")) for name, words in FAMILIES.items()}
YEAR_IN_WORDS = re.compile(r"(?<!\d)(?:(?:19|20)\d{2}|'\d{2})(?!\d)")
POINTING = words_of(
    """
    voor na sinds tussen vanaf tot totdat tijdens rond omstreeks bij voordat nadat toen wanneer zodra terwijl
    before after since between until till during around about from at by when while once following
    """
)
CALENDAR = frozenset([*MONTHS, *SEASONS, *NOW])


def mentions_card(words: str) -> bool:
    """Whether the words may point at a named card, so that who asks must hand in the anchors."""
    text = clean(words or "")
    if not POINTING.isdisjoint(re.findall(r"[^\W\d_]+", text)) or "t/m" in text:
        return True
    return "-" in text and any(word not in CALENDAR for word in re.findall(r"[^\W\d_]+", text))


def stems(cleaned: str) -> set[str]:
    """What a text says that can point at a card: its words cut to their stem, those of a family by its name."""
    rest, found = YEAR_IN_WORDS.sub(" ", cleaned), set()
    for words, name in TWO_WORDS.items():
        if words in rest:
            rest = rest.replace(words, " ")
            found.add(name)
    single = set(re.findall(r"[^\W_]+", rest)) - STOP
    found |= {stem(word) for word in single if len(word) > 1 or word.isdigit()}
    return found - PARENTS if "=divorce" in found else found


def stem(word: str) -> str:
    """The family of a word, or the word without the ending of a plural or a diminutive.

    What is longer is another word: 'muziekles' is not 'muziek'.
    """
    if word in FAMILY_OF:
        return FAMILY_OF[word]
    if word.startswith(BEGINNINGS):
        return next(name for beginning, name in BEGINNING_OF.items() if word.startswith(beginning))
    if len(word) < 5:
        return word
    return re.sub(r"([^aeiou])\1$", r"\1", re.sub(r"(?:tjes?|jes?|en|s|e)$", "", word))


PEOPLE = {stem(word) for word in PARENTS | words_of("oma opa broer zus oom tante grandma grandpa brother sister uncle aunt")}
WEAK = {stem(word) for word in WEAK_WORDS} | {"=start"}


def named_card(text: str, life: Life) -> FuzzyDate | None:
    """The card that holds all these words, and lies in the year that they name; of more the first in time."""
    wanted = stems(text)
    if not wanted or (len(wanted) == 1 and wanted <= WEAK):
        return None
    year = YEAR_IN_WORDS.search(text)
    whose = bool(wanted & OF_A_BODY and PRONOUN.search(text))
    for anchor in sorted(life.anchors, key=lambda each: (each.start or date.max, each.id)):
        fits = year is None or touches(anchor, life.year(year[0]))
        if anchor.start and fits and holds(anchor.text, wanted, whose):
            return FuzzyDate(anchor.start, anchor.end, "day" if anchor.start == anchor.end else "month", anchor=anchor.id)
    return None


def holds(title: str, wanted: set[str], whose: bool) -> bool:
    """All that is said; 'when I was ill' is not the card about the illness of another."""
    title = title[:LONGEST_TITLE]
    if title.isascii() and not might_hold(title.lower(), wanted):
        return False
    card = stems(clean(title))
    return wanted <= card and not (whose and card & PEOPLE - wanted)


def might_hold(title: str, wanted: set[str]) -> bool:
    """A quick look that spares taking most cards apart."""
    return all(any(hint in title for hint in HINTS.get(word, (word,))) for word in wanted)


def touches(anchor: Anchor, year: int) -> bool:
    """An explicit year vetoes a card of another year."""
    first = anchor.start or anchor.end
    last = anchor.end or anchor.start
    return bool(first and last and first.year <= year <= last.year)
