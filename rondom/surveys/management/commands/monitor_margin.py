"""`monitor_margin P1 N1 P2 N2`: the margin of the first report round two percentages, and Newcombe's, as JSON."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rondom.surveys.measures.counts import difference_of_shares, seed_margin
from rondom.surveys.measures.printing import as_json

NAMES = ("p1", "n1", "p2", "n2")


class Command(BaseCommand):
    help = "Zegt of twee percentages verschillen, met de marge zoals het eerste rapport die geeft."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        for name, what in zip(NAMES, ("percentage", "aantal mensen") * 2, strict=True):
            parser.add_argument(name, help=what)

    def handle(self, *args: Any, **options: Any) -> None:
        p1, p2 = (percentage(options[name]) for name in ("p1", "p2"))
        n1, n2 = (people(options[name]) for name in ("n1", "n2"))
        found = seed_margin(p1, n1, p2, n2)
        _difference, newcombe = difference_of_shares(p1 * n1 / 100, n1, p2 * n2 / 100, n2)
        said = {"difference": found.difference, "margin": found.margin, "significant": found.significant, "newcombe": newcombe}
        self.stdout.write(as_json(said))


def number(text: str) -> float:
    try:
        return float(text.replace(",", ".").removesuffix("%"))
    except ValueError:
        raise CommandError(f"'{text[:40]}' is geen getal. Geef een percentage en een aantal, twee keer.", returncode=2) from None


def percentage(text: str) -> float:
    found = number(text)
    if not 0 <= found <= 100:
        raise CommandError(f"{text[:40]} is geen percentage. Dat loopt van 0 tot 100.", returncode=2)
    return found


def people(text: str) -> int:
    found = number(text)
    if not 2 <= found <= 1e9 or found != int(found):
        raise CommandError(f"{text[:40]} is geen aantal waarmee dit kan. Geef een heel getal van 2 of meer.", returncode=2)
    return int(found)
