"""`monitor_summary_tests FILE.csv`: t-tests between every two years and ANOVA over all, from printed summaries, as JSON.

Columns: indicator, school_year, mean, sd, n (those of Tabel F of the first report; others may stand beside them).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rondom.surveys.measures.counting import over_all, pairs_of
from rondom.surveys.measures.files import Unreadable, by_indicator, summaries_of
from rondom.surveys.measures.means import T
from rondom.surveys.measures.printing import as_json
from rondom.surveys.measures.summaries import Printed


class Command(BaseCommand):
    help = "Toetst verschillen tussen schooljaren, uit een tabel met gemiddelde, sd en n."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV met indicator, school_year, mean, sd, n")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = tests_of(by_indicator(summaries_of(options["file"])))
        except Unreadable as error:
            raise CommandError(str(error), returncode=2) from None
        self.stdout.write(as_json(found))


def tests_of(table: Mapping[str, Mapping[str, Printed]]) -> dict[str, list[dict[str, Any]]]:
    """Both lists, in the order of the file; an indicator of one year has no test."""
    pairs: list[dict[str, Any]] = []
    anova: list[dict[str, Any]] = []
    for indicator, years in table.items():
        groups: dict[object, Any] = {year: each.summary for year, each in years.items()}
        pairs += [
            {
                "indicator": indicator,
                "year_a": each.first,
                "year_b": each.second,
                "welch": of(each.welch),
                "pooled": of(each.pooled),
                "cohen_d": each.cohen_d,
            }
            for each in pairs_of(groups)
        ]
        f, _welch = over_all(groups)
        if f:
            anova.append({"indicator": indicator, "f": f.f, "df1": f.df1, "df2": f.df2, "p": f.p})
    return {"pairs": pairs, "anova": anova}


def of(found: T) -> dict[str, float]:
    return {"t": found.t, "df": found.df, "p": found.p}
