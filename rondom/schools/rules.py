"""Why something a school keeps about itself can not be done now, in words for who tries."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondom.schools.models import ActivityState, FigureKind, Verdict
from rondom.schools.reading import LARGEST_FILE, MOST_LINES, Wrong
from rondom.schools.years import EARLIEST, name_of, year_of

FEWEST = 2  # people before a scan can be laid together
MOST_LISTS = 6

# What to do about each thing that can be wrong in a file; `%(said)s` is what stood there.
TO_DO: Mapping[str, Any] = {
    "large": gettext_lazy("Dit bestand is te groot: hooguit %(kilobytes)d kB. Stuur alleen de regels met cijfers."),
    "lines": gettext_lazy("Dit zijn te veel regels: hooguit %(lines)d. Verdeel ze over twee bestanden."),
    "encoding": gettext_lazy("Dit is geen CSV in UTF-8. Kies in Excel: Opslaan als, CSV UTF-8."),
    "empty": gettext_lazy("In dit bestand staat geen enkel cijfer. Kies een ander bestand."),
    "broken": gettext_lazy("Een aanhalingsteken is niet gesloten. Sla het bestand opnieuw op als CSV."),
    "columns": gettext_lazy("Deze kolommen missen: %(said)s. Neem de eerste regel over uit het voorbeeld."),
    "formula": gettext_lazy("Er staat een formule of een teken vooraan: %(said)s. Schrijf de uitkomst zelf op."),
    "kind": gettext_lazy("Dit soort cijfer kennen we niet: %(said)s. Kies een woord uit het voorbeeld."),
    "year": gettext_lazy("Dit is geen schooljaar: %(said)s. Schrijf bijvoorbeeld 2024-2025."),
    "when": gettext_lazy("Dit schooljaar kan niet: %(said)s. Kies een jaar dat al begonnen is."),
    "percent": gettext_lazy("Hier staat een percentage: %(said)s. Schrijf het aantal kinderen op."),
    "value": gettext_lazy("Dit is geen getal: %(said)s. Schrijf bijvoorbeeld 7."),
    "whole": gettext_lazy("Dit moet een heel getal zijn: %(said)s."),
    "definition": gettext_lazy("Deze definitie is er niet: %(said)s. Schrijf 1, of voeg eerst een definitie toe."),
    "source": gettext_lazy("De bron is leeg. Schrijf op waar het cijfer vandaan komt."),
    "long": gettext_lazy("De bron is te lang: hooguit 200 tekens."),
    "twice": gettext_lazy("Dit cijfer staat ook in regel %(said)s. Haal er een weg."),
}


def to_do(wrong: Wrong) -> str:
    given = {"said": wrong.said, "kilobytes": LARGEST_FILE // 1000, "lines": MOST_LINES}
    return str(TO_DO[wrong.what]) % given


def why_not_this_year(year: int, today: date) -> str | None:
    if EARLIEST <= year <= year_of(today):
        return None
    return _("Kies een schooljaar dat al begonnen is.")


def why_not_this_value(kind: str, value: Decimal) -> str | None:
    if kind != FigureKind.WEIGHT and value != value.to_integral_value():
        return _("Dit moet een heel getal zijn.")
    return None


def why_not_defined(*, from_year: int, last_from: int) -> str | None:
    if from_year > last_from:
        return None
    return _("Deze definitie moet later beginnen dan de vorige, die van %(year)s.") % {"year": name_of(last_from)}


def why_not_fill(*, is_closed: bool) -> str | None:
    return _("Deze scan is klaar. Wat je invulde, is niet bewaard.") if is_closed else None


def why_not_close(*, people: int, is_closed: bool) -> str | None:
    if is_closed:
        return _("Deze scan is al klaar.")
    if people < FEWEST:
        return _("Er hebben nog te weinig mensen ingevuld. Wacht tot het er minstens %(fewest)d zijn.") % {"fewest": FEWEST}
    return None


def why_not_these_lists(keys: list[str]) -> str | None:
    return _("Kies hooguit %(most)d lijsten.") % {"most": MOST_LISTS} if len(keys) > MOST_LISTS else None


def why_not_shown(*, is_there: bool) -> str | None:
    return _("Deze organisatie leest jullie cijfers al.") if is_there else None


def why_not_go_on(*, is_over: bool) -> str | None:
    return _("Dit doel is klaar. Zet een nieuw doel neer als jullie verder willen.") if is_over else None


def why_not_turned(now: str, state: str) -> str | None:
    return _("Dat staat er al.") if now == state else None


def why_not_held(*, is_held: bool) -> str | None:
    return _("Hier is al op teruggekeken. Wat er stond, is gebleven.") if is_held else None


def is_over(verdict: str) -> bool:
    return verdict in (Verdict.REACHED, Verdict.STOPPED)


def is_ready(state: str) -> bool:
    return state in (ActivityState.DONE, ActivityState.STOPPED)


def why_not_used_on(day: date, year: int) -> str | None:
    if year_of(day) == year:
        return None
    return _("Deze dag ligt niet in schooljaar %(year)s.") % {"year": name_of(year)}
