"""The answers of closed waves as a sheet that may leave the desk of who researches, and that sheet as a file."""

import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rondom.people.desk import Desk
from rondom.surveys.items import CHOICE, FIVE, MARK, PASSED, Item
from rondom.surveys.models import Turnout, Wave
from rondom.surveys.queries import answers_of
from rondom.surveys.takeout.ddi import ddi_of
from rondom.surveys.takeout.laying import FEWEST, PERSON, ROLE, SCHOOL, UNSAID, Asked, Checked, Given, Laid, checked, code_of
from rondom.surveys.takeout.laying import columns_over as columns_of
from rondom.surveys.takeout.laying import laid as lay_rows
from rondom.surveys.takeout.sheet import (
    FEW,
    LEFT_OPEN,
    NOMINAL,
    NOT_ASKED,
    ORDINAL,
    PASSED_BY,
    SCALE,
    SIGNS,
    UNSURE,
    Sheet,
    Variable,
)
from rondom.surveys.takeout.tables import csv_of, write_xlsx
from rondom.surveys.words import label_of, now_spoken, title_of, words_of

CHANCE = random.SystemRandom()
SAV, XLSX, CSV_NL, CSV, DDI = "sav", "xlsx", "csv-nl", "csv", "ddi"
MEDIA = {
    SAV: ("application/x-spss-sav", ".sav"),
    XLSX: ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    CSV_NL: ("text/csv; charset=utf-8", "-nl.csv"),
    CSV: ("text/csv; charset=utf-8", ".csv"),
    DDI: ("application/xml", "-ddi.xml"),
}
# SPSS keeps these words for itself; names are the same whatever their capitals.
KEPT_WORDS = {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}
CHUNK = 65_536


@dataclass(frozen=True)
class Extract:
    """A sheet, and what a check of its rows found."""

    sheet: Sheet
    checked: Checked


def extract_of(desk: Desk, waves: Sequence[Wave], cut: str) -> Extract:
    """Of waves in the order of their years; letters and numbers are drawn anew each time. For a desk that researches."""
    columns = columns_of([wave.version.items for wave in waves])
    rows = lay_rows([asked_in(desk, wave, nth, columns) for nth, wave in enumerate(waves)], cut, CHANCE)
    named = sorted({row.of for row in rows} - {""})
    if cut != ROLE:
        CHANCE.shuffle(named)  # a letter says nothing of the name, nor a number of who came first
    codes = {"": UNSAID} | {of: nth for nth, of in enumerate(named, start=1)}
    years = {wave.year: int(wave.year[:4]) for wave in waves}
    variables = [
        Variable("jaar", _("Schooljaar"), ORDINAL, {number: year for year, number in years.items()}, is_answer=False),
        belongs(cut, codes),
        *answers_asked(columns, {"jaar", *NAMES.values()}),
    ]
    sheet = Sheet(
        title=f"{title_of(waves[-1].version)} {' – '.join(dict.fromkeys((waves[0].year, waves[-1].year)))}",
        variables=variables,
        rows=[[years[row.year], codes[row.of], *row.codes] for row in rows],
        missing=missing_said(),
        notes=notes_of(cut, rows),
    )
    return Extract(sheet, checked(rows, cut))


def asked_in(desk: Desk, wave: Wave, nth: int, columns: Sequence[Sequence[Item | None]]) -> Asked:
    people: Counter[tuple[str, str]] = Counter()
    for each in Turnout.objects.inside(desk).filter(school__wave=wave).select_related("school"):
        people[each.school.code, each.role] += each.answered
    given = [Given(row.school, row.role, row.item, row.value, row.tie or "") for row in answers_of(desk, wave)]
    return Asked(wave.year, [column[nth] for column in columns], people, given)


NAMES = {SCHOOL: "school", ROLE: "functie", PERSON: "persoon"}


def belongs(cut: str, codes: dict[str, int]) -> Variable:
    label = {SCHOOL: _("School"), ROLE: _("Functie"), PERSON: _("Persoon, door de jaren heen dezelfde")}[cut]
    said = {
        SCHOOL: lambda of, code: _("School %(letter)s") % {"letter": letter_of(code - 1)},
        ROLE: lambda of, code: label_of(of),
        PERSON: lambda of, code: _("Persoon %(number)s") % {"number": code},
    }[cut]
    texts = {code: said(of, code) if of else _("niet gezegd: te weinig mensen") for of, code in codes.items()}
    if cut == PERSON:
        texts.pop(UNSAID)
    return Variable(NAMES[cut], label, NOMINAL, texts, is_answer=False)


def letter_of(place: int) -> str:
    """A to Z, then AA, AB, ..."""
    beyond, own = divmod(place, len(ascii_uppercase))
    return (letter_of(beyond - 1) if beyond else "") + ascii_uppercase[own]


def answers_asked(columns: Iterable[Sequence[Item | None]], taken: set[str]) -> list[Variable]:
    """A column of which the words changed over the years has a name of its own: it is not laid beside the one before."""
    found = []
    for column in columns:
        item = next(item for item in reversed(column) if item is not None)
        found.append(Variable(name_of(item.code, taken), text_of(item.text), measure_of(item), values_of(item)))
    return found


def name_of(code: str, taken: set[str]) -> str:
    name, nth = code, 1
    while name.lower() in KEPT_WORDS | {each.lower() for each in taken}:
        nth += 1
        name = f"{code}_{nth}"
    taken.add(name)
    return name


def text_of(texts: Any) -> str:
    return texts.get(now_spoken()) or texts.get("nl", "")


def measure_of(item: Item) -> str:
    return SCALE if item.kind == MARK else NOMINAL if item.kind == CHOICE else ORDINAL


def values_of(item: Item) -> dict[int, str]:
    """What the codes of an item say; a mark says itself."""
    if item.kind == MARK:
        return {}
    words = words_of(item.kind)
    if item.kind == CHOICE:
        words = {str(nth): text_of(option) for nth, option in enumerate(item.options, start=1)}
    elif item.kind == FIVE:
        words = {"1": _("1, helemaal niet"), "5": _("5, heel veel")}
    coded = {code_of(item, value): words.get(value, value) for value in item.values if value != PASSED}
    return {code: text for code, text in coded.items() if code not in SIGNS}


def missing_said() -> dict[int, str]:
    return {
        FEW: _("te weinig mensen: staat elders of nergens"),
        NOT_ASKED: _("niet gevraagd"),
        PASSED_BY: _("niet van toepassing"),
        UNSURE: _("weet ik niet"),
        LEFT_OPEN: _("niet beantwoord"),
    }


def notes_of(cut: str, rows: Sequence[Laid]) -> tuple[str, ...]:
    found = checked(rows, cut)
    alike = ngettext(
        "Bij %(n)s vraag in een groep zei iedereen hetzelfde.",
        "Bij %(n)s vragen in een groep zei iedereen hetzelfde.",
        found.alike,
    ) % {"n": found.alike}
    of_one = _("Een rij is van één mens die een code maakte; zonder school en zonder functie.")
    mixed = _(
        "Een rij is niet van één mens: van elke vraag liggen de antwoorden apart door elkaar. Vergelijk groepen en jaren, en "
        "kruis geen twee vragen met elkaar."
    )
    return (
        of_one if cut == PERSON else mixed,
        _("Waar een vraag aan minder dan %(n)s mensen is gesteld, staat niet bij wie het antwoord hoort.") % {"n": FEWEST},
        _("Scholen heten naar letters, mensen naar nummers; die zijn voor elk bestand opnieuw geloot."),
        _("Antwoorden in eigen woorden staan niet in het bestand."),
        " ".join(f"{SIGNS[code]}: {text}." for code, text in missing_said().items()),
        alike,
    )


def file_of(extract: Extract, kind: str, waves: Sequence[Wave], maker: str) -> Iterator[bytes]:
    """The file in pieces. A file for SPSS is made by a process apart: what makes it is too heavy for one that serves pages."""
    sheet = extract.sheet
    if kind in (CSV_NL, CSV):
        return csv_of(sheet, is_dutch=kind == CSV_NL)
    if kind == DDI:
        began, ended = min(wave.opens_on for wave in waves), max(wave.closes_on for wave in waves)
        made = ddi_of(sheet, language=now_spoken(), began=f"{began:%Y-%m-%d}", ended=f"{ended:%Y-%m-%d}", maker=maker)
        return iter([made])
    return made_apart(sheet, kind)


def made_apart(sheet: Sheet, kind: str) -> Iterator[bytes]:
    """Made before the first piece goes out, so that what goes wrong is said; nothing of it stays on the disk."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / f"made.{kind}"
        if kind == XLSX:
            write_xlsx(sheet, path)
        else:
            command = [sys.executable, "-m", "rondom.surveys.takeout.sav", str(path)]
            laid = json.dumps(asdict(sheet)).encode()
            subprocess.run(command, input=laid, cwd=settings.ROOT, check=True, capture_output=True)  # noqa: S603 — our own
        made = path.open("rb")
    return pieces_of(made)


def pieces_of(made: Any) -> Iterator[bytes]:
    with made:
        while piece := made.read(CHUNK):
            yield piece
