"""Reading a timeline file: one JSON object, checked whole before anything is kept. Pure.

What is wrong is an error that names its place (`cards[3].smiley`); what is not known is passed over with a notice.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rondom.base.signs import clean
from rondom.base.uploads import STORY
from rondom.cards.rules import is_known
from rondom.children.rules import is_letter
from rondom.timeline.file_statements import FileStatement, marked_of, statements_of

LARGEST = STORY.most_bytes
LONGEST = 4000
# So many of each at most; more is no story of one child.
MOST = {"members": 200, "groups": 40, "school_periods": 400, "lane_texts": 400, "cards": 10_000, "statements": 60}
MOST_VOICES = 60
FIRST_DAY, YEARS_AHEAD = date(1900, 1, 1), 20
CARD_LANES = {
    "levensgebeurtenissen": "life_event",
    "thuissituatie_gezin": "home",
    "school_opvang": "school",
    "ontwikkeling_kind": "development",
    "hulp_kind_gezin": "help",
    "samenwerking": "collaboration",
    "knelpunten_stelsel": "bottleneck",
}
LANE_OF = {kind: lane for lane, kind in CARD_LANES.items()}
FACES = {"goed": "good", "neutraal": "neutral", "niet_goed": "not_good"}
SMILEY_OF = {face: smiley for smiley, face in FACES.items()}
PERIODS = {"opvang": "childcare", "school": "school", "thuisonderwijs": "home_schooling", "thuis": "at_home"}
PERIOD_OF = {kind: word for word, kind in PERIODS.items()}
FILLINGS = ("vooraf_individueel", "samen")
READERS = {
    "kring": "circle",
    "gezin": "family",
    "gezin_en_school": "family_and_school",
    "gezin_en_jeugdhulp": "family_and_care",
    "leerkracht_en_ouders": "teacher_and_parents",
    "leerkracht": "teacher",
}
AUDIENCE_OF = {audience: word for word, audience in READERS.items()}
KNOWN = {
    "": "child today filling members groups school_periods lane_texts cards agreements",
    "child": "name birth_date home_municipality school_municipality home_languages",
    "members": "code name role custody language",
    "groups": "group school_year note",
    "school_periods": "order kind name printed start end marker date placed",
    "lane_texts": "order author text printed lang date placed",
    "cards": "id lane author date_printed group_printed text lang meaning response with_whom smiley about held_back "
    "key_moment date placed goes_well goes_less audience kind statements about_others",
    "statements": "author text lang day earlier_text",
}


class WrongFile(Exception):
    """A file that can not be read, with every reason in the words that the person reads."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@dataclass(frozen=True)
class FileMember:
    code: str
    name: str
    role: str
    custody: bool | None
    language: str


@dataclass(frozen=True)
class FileCard:
    """A card, a lane text or a school period of a file: they are one thing with three kinds of address."""

    place: str
    id: str
    kind: str
    author: str
    words: dict[str, str]
    about: str = ""
    held_back: bool = False
    key_moment: bool = False
    audience: str = "circle"
    start: date | None = None
    end: date | None = None
    statements: tuple[FileStatement, ...] = ()
    about_others: tuple[str, ...] = ()


@dataclass(frozen=True)
class TimelineFile:
    name: str
    birth_date: date
    facts: dict[str, Any]
    members: tuple[FileMember, ...]
    groups: tuple[tuple[str, int, str], ...]
    cards: tuple[FileCard, ...]
    notices: tuple[str, ...]
    today: date | None = None  # the day on which it was made: against it "last year" is read


@dataclass
class Reader:
    """Goes through a file and gathers what is wrong and what is passed over."""

    errors: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    passed_over: dict[str, None] = field(default_factory=dict)

    def wrong(self, place: str, why: str) -> None:
        if len(self.errors) < 20:
            self.errors.append(clean(f"{place}: {why}"))

    def text(self, row: dict[str, Any], key: str, place: str, *, needed: bool = False, longest: int = LONGEST) -> str:
        value = row.get(key)
        if value is None or value == "":
            if needed:
                self.wrong(f"{place}.{key}", _("dit moet ingevuld zijn"))
            return ""
        if not isinstance(value, str):
            self.wrong(f"{place}.{key}", _("dit moet tekst zijn"))
            return ""
        if len(value) > longest:
            self.wrong(f"{place}.{key}", _("deze tekst is te lang (meer dan %(n)s tekens)") % {"n": longest})
        return clean(value).strip()

    def choice(self, row: dict[str, Any], key: str, place: str, among: dict[str, str], *, needed: bool = False) -> str:
        value = row.get(key)
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or value not in among:
            self.wrong(f"{place}.{key}", _("kies een van: %(among)s") % {"among": ", ".join(among)})
            return ""
        return among[value]

    def yes(self, row: dict[str, Any], key: str, place: str) -> bool:
        value = row.get(key)
        if value is not None and not isinstance(value, bool):
            self.wrong(f"{place}.{key}", _("dit moet waar of niet waar zijn (true of false)"))
        return value is True

    def day(self, row: dict[str, Any], key: str, place: str, *, needed: bool = False) -> date | None:
        value = row.get(key)
        if value is None and not needed:
            return None
        try:
            day = date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            self.wrong(f"{place}.{key}", _("dit is geen dag die bestaat. Schrijf hem als jaar-maand-dag, zoals 2016-04-12"))
            return None
        if not FIRST_DAY <= day < date(date.today().year + YEARS_AHEAD + 1, 1, 1):
            self.wrong(f"{place}.{key}", _("deze dag ligt te ver weg: kies er een tussen 1900 en twintig jaar na nu"))
            return None
        return day

    def letter(self, row: dict[str, Any], key: str, place: str, *, needed: bool = False) -> str:
        """The sign of a voice."""
        found = self.text(row, key, place, needed=needed, longest=2).upper()
        if found and not is_letter(found):
            self.wrong(f"{place}.{key}", _("schrijf een of twee letters, zoals M of S"))
        return found

    def language(self, row: dict[str, Any], key: str, place: str) -> str:
        """A language by its short name; a country behind it is passed over."""
        found = re.split("[-_]", self.text(row, key, place, longest=20).lower())[0]
        if not is_known("language", found):
            self.wrong(f"{place}.{key}", _("schrijf een taal in twee letters, zoals nl of pl"))
        return found

    def rows(self, value: Any, place: str, known: str) -> list[tuple[str, dict[str, Any]]]:
        """The objects of a list with their places; what is none is wrong, what is not known is passed over."""
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(place, _("dit moet een lijst zijn"))
            return []
        if len(value) > MOST[known]:
            self.wrong(place, _("dit zijn er te veel (meer dan %(n)s)") % {"n": MOST[known]})
            return []
        found = []
        for number, row in enumerate(value):
            here = f"{place}[{number}]"
            if isinstance(row, dict):
                self.pass_over(row, known, here)
                found.append((here, row))
            else:
                self.wrong(here, _("hier hoort een blok tussen accolades"))
        return found

    def pass_over(self, row: dict[str, Any], known: str, place: str) -> None:
        for key in row:
            if key not in KNOWN[known].split():
                name = clean(f"{place}.{key}" if place else key)[:80]
                # Once for each name, not once for each of five hundred cards.
                self.passed_over.setdefault(re.sub(r"\[\d+\]", "[…]", name))


def read_timeline(text: bytes | str) -> TimelineFile:
    """A whole timeline file, or `WrongFile` with every reason."""
    reader = Reader()
    whole = loaded(text)
    reader.pass_over(whole, "", "")
    child = whole.get("child")
    if not isinstance(child, dict):
        raise WrongFile([_("child: hier hoort te staan over welk kind het gaat")])
    reader.pass_over(child, "child", "child")
    if "agreements" in whole:
        reader.notices.append(_("agreements: afspraken bewaren wij nog niet; die slaan wij over"))
    birth_date = reader.day(child, "birth_date", "child", needed=True)
    if birth_date and birth_date > date.today():
        reader.wrong("child.birth_date", _("deze geboortedatum kan niet"))
    facts, members, groups = facts_of(whole, child, reader), members_of(whole, reader), groups_of(whole, reader)
    cards = (*cards_of(whole, reader), *lane_texts_of(whole, reader), *periods_of(whole, reader))
    passed_over = (_("%(name)s: dit kennen wij niet en slaan wij over") % {"name": name} for name in reader.passed_over)
    found = TimelineFile(
        name=reader.text(child, "name", "child", longest=200),
        birth_date=birth_date or date.min,
        facts=facts,
        members=members,
        groups=groups,
        cards=cards,
        notices=(*reader.notices, *passed_over),
        today=reader.day(whole, "today", ""),
    )
    check_cards(found, reader)
    if reader.errors:
        raise WrongFile(reader.errors)
    return found


def loaded(text: bytes | str) -> dict[str, Any]:
    if len(text) > LARGEST:
        raise WrongFile([_("Dit bestand is te groot. Een tijdlijn is kleiner dan 2 megabyte.")])
    try:
        whole = json.loads(text if isinstance(text, str) else text.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise WrongFile([_("Dit bestand is geen tekst. Kies een tijdlijnbestand dat op .json eindigt.")]) from None
    except json.JSONDecodeError as broken:
        place = {"line": broken.lineno, "column": broken.colno}
        raise WrongFile([_("Dit bestand is beschadigd bij regel %(line)s, teken %(column)s.") % place]) from None
    except ValueError:  # a number of thousands of digits
        raise WrongFile([_("Dit bestand is geen tijdlijn: er staat een getal in dat veel te groot is.")]) from None
    except RecursionError:
        raise WrongFile([_("Dit bestand is geen tijdlijn: het zit te diep in elkaar.")]) from None
    if not isinstance(whole, dict):
        raise WrongFile([_("Dit bestand is geen tijdlijn. Het moet beginnen met een accolade.")])
    return whole


def facts_of(whole: dict[str, Any], child: dict[str, Any], reader: Reader) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for key in ("home_municipality", "school_municipality"):
        if value := reader.text(child, key, "child", longest=100):
            facts[key] = value
    languages = child.get("home_languages")
    if languages is not None:
        is_list = isinstance(languages, list) and len(languages) <= 20
        if is_list and all(isinstance(each, str) and len(each) <= 40 for each in languages):
            facts["home_languages"] = [clean(each).strip() for each in languages]
        else:
            reader.wrong("child.home_languages", _('dit moet een lijst van talen zijn, zoals ["nl", "pl"]'))
    if filling := reader.choice(whole, "filling", "", {each: each for each in FILLINGS}):
        facts["filling"] = filling
    return facts


def members_of(whole: dict[str, Any], reader: Reader) -> tuple[FileMember, ...]:
    members = []
    for place, row in reader.rows(whole.get("members"), "members", "members"):
        custody = reader.yes(row, "custody", place)
        members.append(
            FileMember(
                code=reader.letter(row, "code", place, needed=True),
                name=reader.text(row, "name", place, longest=200),
                role=reader.text(row, "role", place, longest=100),
                custody=custody if row.get("custody") is not None else None,
                language=reader.language(row, "language", place),
            )
        )
    return tuple(members)


def groups_of(whole: dict[str, Any], reader: Reader) -> tuple[tuple[str, int, str], ...]:
    """Group, first year of its school year and note. A plain list of groups says nothing that the birth date does not."""
    given = whole.get("groups")
    if isinstance(given, list) and all(isinstance(each, str) for each in given):
        for number, each in enumerate(given):
            if each not in {str(group) for group in range(1, 9)}:
                reader.wrong(f"groups[{number}]", _("schrijf een groep als 1 tot en met 8"))
        return ()
    groups: list[tuple[str, int, str]] = []
    for place, row in reader.rows(given, "groups", "groups"):
        group = reader.text(row, "group", place, needed=True, longest=10)
        if group[:1].isdigit() and not re.fullmatch(r"[1-8](\D.*)?", group):
            reader.wrong(f"{place}.group", _("schrijf een groep als 1 tot en met 8"))
        years = reader.text(row, "school_year", place, needed=True, longest=9)
        first, _dash, last = years.partition("-")
        is_year = re.fullmatch(r"(19|20)[0-9]{2}-(19|20|21)[0-9]{2}", years) and int(last) == int(first) + 1
        if is_year and (group, int(first)) in {each[:2] for each in groups}:
            reader.wrong(place, _("deze groep staat er in dit schooljaar al"))
        elif is_year:
            groups.append((group, int(first), reader.text(row, "note", place, longest=200)))
        elif years:
            reader.wrong(f"{place}.school_year", _("schrijf een schooljaar als 2021-2022"))
    return tuple(groups)


WORDS = ("text", "meaning", "response", "with_whom", "goes_well", "goes_less")


def cards_of(whole: dict[str, Any], reader: Reader) -> list[FileCard]:
    cards = []
    for place, row in reader.rows(whole.get("cards"), "cards", "cards"):
        is_said = bool(row.get("goes_well") or row.get("goes_less"))
        words = {name: reader.text(row, name, place, needed=name == "text" and not is_said) for name in WORDS}
        words["date"] = reader.text(row, "date_printed", place, longest=200)
        words["group"] = reader.text(row, "group_printed", place, longest=60)
        words["language"] = reader.language(row, "lang", place) or "nl"
        words["face"] = reader.choice(row, "smiley", place, FACES)
        words["school_period"] = reader.choice(row, "kind", place, PERIODS)
        cards.append(
            FileCard(
                place=place,
                id=reader.text(row, "id", place, needed=True, longest=80),
                kind=reader.choice(row, "lane", place, CARD_LANES, needed=True),
                author=reader.letter(row, "author", place, needed=True),
                words=words,
                about=reader.text(row, "about", place, longest=100),
                held_back=reader.yes(row, "held_back", place),
                key_moment=reader.yes(row, "key_moment", place),
                audience=reader.choice(row, "audience", place, READERS) or "circle",
                statements=statements_of(row, place, reader),
                about_others=marked_of(row, place, reader),
            )
        )
    return cards


def lane_texts_of(whole: dict[str, Any], reader: Reader) -> list[FileCard]:
    lanes = whole.get("lane_texts") or {}
    if not isinstance(lanes, dict):
        reader.wrong("lane_texts", _("hier hoort per baan een lijst te staan"))
        return []
    found = []
    for lane, rows in lanes.items():
        kind = reader.choice({"lane": lane}, "lane", "lane_texts", CARD_LANES, needed=True)
        for place, row in sorted_rows(reader.rows(rows, f"lane_texts.{lane}", "lane_texts")):
            words = {
                "text": reader.text(row, "text", place, needed=True),
                "date": reader.text(row, "printed", place, longest=200),
            }
            words["language"] = reader.language(row, "lang", place) or "nl"
            author = reader.letter(row, "author", place) or "O"
            found.append(FileCard(place, "", kind, author, words))
    return found


def periods_of(whole: dict[str, Any], reader: Reader) -> list[FileCard]:
    found = []
    for place, row in sorted_rows(reader.rows(whole.get("school_periods"), "school_periods", "school_periods")):
        words = {
            "text": reader.text(row, "name", place, needed=True, longest=200),
            "date": reader.text(row, "printed", place, longest=200),
            "marker": reader.text(row, "marker", place, longest=40),
            "school_period": reader.choice(row, "kind", place, PERIODS, needed=True),
        }
        start, end = reader.day(row, "start", place), reader.day(row, "end", place)
        if start and end and end < start:
            reader.wrong(f"{place}.end", _("het einde ligt voor het begin"))
        found.append(FileCard(place, "", "school", "S", words, start=start, end=end))
    return found


def sorted_rows(rows: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    order: Callable[[tuple[str, dict[str, Any]]], float] = lambda row: (  # noqa: E731
        row[1]["order"] if isinstance(row[1].get("order"), int | float) else float("inf")
    )
    return sorted(rows, key=order)


def check_cards(file: TimelineFile, reader: Reader) -> None:
    cards = file.cards
    if len({each.code for each in file.members} | {card.author for card in cards}) > MOST_VOICES:
        reader.wrong("cards", _("dit zijn te veel verschillende letters (meer dan %(n)s)") % {"n": MOST_VOICES})
    seen: dict[str, str] = {}
    for card in cards:
        if card.id and card.id in seen:
            reader.wrong(f"{card.place}.id", _("dit nummer heeft %(other)s ook al") % {"other": seen[card.id]})
        elif card.id:
            seen[card.id] = card.place
