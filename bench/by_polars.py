"""The same tables and tests as `monitor_stats`, as somebody would make them with polars and scipy; prints JSON."""

import json
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import polars as pl
from scipy import stats

APART = ("school_year", "school", "role")


def tables(path: Path) -> tuple[list[str], list[pl.DataFrame]]:
    """Of each year all numbers of all items; lowest and highest school; how often each answer was given. All in one plan."""
    if path.suffix == ".parquet":
        frame = pl.scan_parquet(path)
    else:
        names = pl.scan_csv(path).collect_schema().names()
        frame = pl.scan_csv(path, schema_overrides={name: pl.Int8 for name in names if name not in APART})
    items = [name for name in frame.collect_schema().names() if name not in APART]
    by_year = frame.group_by("school_year").agg(
        *(pl.col(each).mean().alias(f"{each} mean") for each in items),
        *(pl.col(each).std().alias(f"{each} sd") for each in items),
        *(pl.col(each).median().alias(f"{each} median") for each in items),
        *(pl.col(each).count().alias(f"{each} n") for each in items),
    )
    schools = frame.group_by("school_year", "school").agg(pl.col(items).mean()).group_by("school_year")
    ends = schools.agg(pl.col(items).min().name.suffix(" low"), pl.col(items).max().name.suffix(" high"))
    answers = [frame.group_by("school_year", pl.col(each).alias("answer")).len() for each in items]
    return items, pl.collect_all([by_year, ends, *answers])


def main() -> None:
    items, (by_year, ends, *answers) = tables(Path(sys.argv[1]))
    years = {row["school_year"]: row for row in by_year.iter_rows(named=True)}
    low_high = {row["school_year"]: row for row in ends.iter_rows(named=True)}
    found: dict[str, Any] = {}
    for item, given in zip(items, answers, strict=True):
        counts: dict[str, dict[str, int]] = {year: {} for year in years}
        for year, answer, count in given.sort("answer").iter_rows():
            if answer is not None:
                counts[year][str(answer)] = count
        said = {
            year: {
                **{each: row[f"{item} {each}"] for each in ("mean", "sd", "median", "n")},
                "lowest_school_mean": low_high[year][f"{item} low"],
                "highest_school_mean": low_high[year][f"{item} high"],
                "distribution": counts[year],
            }
            for year, row in sorted(years.items())
        }
        found[item] = {"years": said, "t": t_tests(said), "f": f_test(said)}
    sys.stdout.write(json.dumps(found))


def t_tests(said: dict[str, Any]) -> list[list[float]]:
    pairs = []
    for a, b in combinations(said.values(), 2):
        given = (a["mean"], a["sd"], a["n"], b["mean"], b["sd"], b["n"])
        pairs.append([float(stats.ttest_ind_from_stats(*given, equal_var=equal).statistic) for equal in (False, True)])
    return pairs


def f_test(said: dict[str, Any]) -> float:
    groups = list(said.values())
    n = sum(each["n"] for each in groups)
    mean = sum(each["n"] * each["mean"] for each in groups) / n
    between = sum(each["n"] * (each["mean"] - mean) ** 2 for each in groups) / (len(groups) - 1)
    f = between / (sum((each["n"] - 1) * each["sd"] ** 2 for each in groups) / (n - len(groups)))
    return f if stats.f.sf(f, len(groups) - 1, n - len(groups)) >= 0 else float("nan")


if __name__ == "__main__":
    main()
