"""`monitor_stats FILE.parquet|csv`: counts and tests the answers of all schools, as JSON.

One line a person in a year. Columns: `school_year`, `school`, and `role` if known; every other column is an item, with whole
numbers from 0 to 100 and nothing where an answer is missing. `--dont-know 9` sets apart what stands for "weet ik niet".
"""

from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser
from numpy.typing import NDArray

from rondom.surveys.measures.columns import Answers, opened
from rondom.surveys.measures.counting import MOST, YearOfItem, counts_by_cell, over_all, pairs_of, years_of_item
from rondom.surveys.measures.files import Unreadable
from rondom.surveys.measures.printing import as_json


class Command(BaseCommand):
    help = "Telt en toetst antwoorden van veel scholen: per vraag en schooljaar, en tussen schooljaren."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="parquet of CSV met school_year, school en een kolom per vraag")
        parser.add_argument("--dont-know", type=int, nargs="*", default=[], help="antwoorden die 'weet ik niet' zijn")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = stats_of(opened(options["file"]), [each for each in options["dont_know"] if 0 <= each <= MOST])
        except Unreadable as error:
            raise CommandError(str(error), returncode=2) from None
        self.stdout.write(as_json(found))


def stats_of(answers: Answers, dont_know: list[int]) -> dict[str, Any]:
    """Per item what is said in each year, every two years tested, and all years together."""
    items = [item_of(name, given, answers, dont_know) for name, given in answers.each()]
    return {"people": answers.people, "years": answers.years, "schools": answers.schools, "items": items}


def item_of(name: str, given: NDArray[np.integer], answers: Answers, dont_know: list[int]) -> dict[str, Any]:
    cells = len(answers.years) * answers.schools
    counts = counts_by_cell(given, answers.cells, cells, int(given.max(initial=0)))
    years = dict(zip(answers.years, years_of_item(counts, len(answers.years), dont_know), strict=True))
    groups: dict[object, Any] = {year: each.said.summary for year, each in years.items()}
    f, welch = over_all(groups)
    return {
        "item": name,
        "years": {year: year_of(each) for year, each in years.items()},
        "pairs": pairs_of(groups),
        "anova": f,
        "welch_anova": welch,
    }


def year_of(found: YearOfItem) -> dict[str, Any]:
    said = found.said
    return {
        "n": said.n,
        "missing": said.missing,
        "dont_know": said.dont_know,
        "mean": said.mean,
        "sd": said.sd,
        "median": said.median,
        "distribution": said.distribution,
        "lowest_school_mean": found.lowest,
        "highest_school_mean": found.highest,
        "schools": found.schools,
    }
