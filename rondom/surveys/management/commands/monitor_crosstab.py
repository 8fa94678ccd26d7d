"""`monitor_crosstab A B C D`: chi-square with and without Yates and Fisher's p of two by two counts, as JSON."""

from math import isnan
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rondom.surveys.measures.counts import ChiSquare, chi_square, fisher, is_little_to_go_by
from rondom.surveys.measures.effects import cramer_v
from rondom.surveys.measures.printing import as_json

NAMES = ("a", "b", "c", "d")


class Command(BaseCommand):
    help = "Toetst vier aantallen: twee groepen (a b en c d), twee antwoorden."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        for name in NAMES:
            parser.add_argument(name, help="aantal mensen")

    def handle(self, *args: Any, **options: Any) -> None:
        a, b, c, d = (count(options[name]) for name in NAMES)
        table = [[a, b], [c, d]]
        plain, yates = chi_square(table), chi_square(table, yates=True)
        if isnan(plain.statistic):
            raise CommandError("Een hele rij of kolom is 0: dan is er niets te vergelijken.", returncode=2)
        effect = cramer_v(plain, a + b + c + d, 2, 2)
        found = {"chi_square": of(plain), "chi_square_yates": of(yates), "fisher": {"p": fisher(a, b, c, d)}, "cramer_v": effect}
        found["least_expected"], found["use_fisher"] = plain.least_expected, is_little_to_go_by(plain)
        self.stdout.write(as_json(found))


def of(found: ChiSquare) -> dict[str, float]:
    return {"statistic": found.statistic, "df": found.df, "p": found.p}


def count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise CommandError(f"'{text[:40]}' is geen aantal. Geef vier hele getallen van 0 of meer: a b c d.", returncode=2)
    return int(text)
