"""What the commands of the monitor print, and what they say to a file that is not right."""

import csv
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from scipy import stats

from rondom.surveys.management.commands.monitor_seed import DATA, PAGE, findings
from rondom.surveys.measures.counting import counts_by_cell, years_of_item
from rondom.surveys.measures.files import by_indicator, summaries_of
from rondom.surveys.measures.means import anova, welch_t
from rondom.surveys.measures.rounding import f_span, t_span
from rondom.surveys.measures.seed import POST_HOCS, Verdict

TABLE = DATA / "onze_tabel_f.csv"
HEAD = "indicator,school_year,mean,sd,n\n"


def said(*what: object) -> dict:
    out = StringIO()
    call_command(*map(str, what), stdout=out)
    return json.loads(out.getvalue())


def refused(*what: object) -> str:
    with pytest.raises(CommandError) as error:
        call_command(*map(str, what), stdout=StringIO())
    assert error.value.returncode == 2
    return str(error.value)


def a_file(tmp_path: Path, text: str, name: str = "tabel.csv") -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / name


def test_every_two_years_of_the_first_report_are_tested_as_scipy_does():
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = {(each["indicator"], each["school_year"]): each for each in csv.DictReader(file)}
    found = said("monitor_summary_tests", TABLE)

    assert (len(found["pairs"]), len(found["anova"])) == (17 * 6, 17)
    for pair in found["pairs"]:
        a, b = (rows[pair["indicator"], pair[year]] for year in ("year_a", "year_b"))
        given = [float(each[name]) for each in (a, b) for name in ("mean", "sd", "n")]
        for name, equal in (("welch", False), ("pooled", True)):
            theirs = stats.ttest_ind_from_stats(*given, equal_var=equal)
            assert [pair[name]["t"], pair[name]["p"]] == pytest.approx(list(theirs), abs=1e-9)
        assert pair["pooled"]["df"] == int(a["n"]) + int(b["n"]) - 2
        root = (1 / int(a["n"]) + 1 / int(b["n"])) ** 0.5
        assert pair["cohen_d"] == pytest.approx(pair["pooled"]["t"] * root)
    (climate,) = (each for each in found["anova"] if each["indicator"] == "Pedagogisch klimaat")
    assert (climate["df1"], climate["df2"], round(climate["f"], 2)) == (3, 496, 5.62)


def test_the_table_of_the_first_report_is_read_as_it_is_printed():
    with TABLE.open(encoding="utf-8", newline="") as file:
        raw = list(csv.DictReader(file))
    rows = summaries_of(TABLE)

    assert len(rows) == 68
    for printed, row in zip(raw, rows, strict=True):
        summary = row.printed.summary
        decimals = len(printed["sd"].partition(".")[2])
        assert (f"{summary.mean:.1f}", f"{summary.sd:.{decimals}f}", str(summary.n)) == (
            printed["mean"],
            printed["sd"],
            printed["n"],
        )
        assert (f"{row.lowest:.1f}", f"{row.highest:.1f}") == (printed["lowest_school_mean"], printed["highest_school_mean"])
    assert sum(row.printed.sd_step == 0.05 for row in rows) == 1, "one SD has one decimal"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("indicator,mean,sd,n\n", "Regel 1: deze kolommen ontbreken: school_year"),
        ("", "Regel 1: deze kolommen ontbreken"),
        (HEAD, "heeft een kop en geen regels"),
        (HEAD + "Werkdruk,2020,7,1,10\n\nWerkdruk,2021,zeven,1,10\n", "Regel 4: in kolom mean staat 'zeven'"),
        (HEAD + 'Werkdruk,2020,"7,1",1,10\n', "Gebruik een punt, geen komma"),
        (HEAD + "Werkdruk,2020,7,-1,10\n", "Regel 2: sd is -1"),
        (HEAD + "Werkdruk,2020,7,1,1\n", "Regel 2: n is 1"),
        (HEAD + "Werkdruk,2020,7,1,10.5\n", "Regel 2: n is 10.5"),
        (HEAD + "Werkdruk,2020,nan,1,10\n", "Dat getal kan niet kloppen"),
        (HEAD + "Werkdruk,2020,7,1,10\nWerkdruk,2020,7,1,10\n", "Regel 3: Werkdruk in 2020 staat er al, op regel 2"),
        (HEAD + "Werkdruk,2020,7,1,10,11\n", "Regel 2: er staan meer kolommen dan in de kop"),
        (HEAD + "Werkdruk,2020\n", "Regel 2: in kolom mean staat ''"),
        (HEAD + ",2020,7,1,10\n", "Regel 2: vul indicator en school_year in"),
    ],
)
def test_a_table_that_is_not_right_is_told_which_line(tmp_path, text, told):
    assert told in refused("monitor_summary_tests", a_file(tmp_path, text))


def test_a_file_that_is_not_there_or_is_no_text(tmp_path):
    assert "staat er niet" in refused("monitor_summary_tests", tmp_path / "weg.csv")
    (tmp_path / "oud.csv").write_bytes(b"indicator\xff\xfe")
    assert "UTF-8" in refused("monitor_summary_tests", tmp_path / "oud.csv")


def test_groups_without_a_spread_print_as_nothing(tmp_path):
    found = said("monitor_summary_tests", a_file(tmp_path, HEAD + "A,2020,7,0,10\nA,2021,7,0,10\nB,2020,7,1,10\n"))

    assert [each["indicator"] for each in found["pairs"]] == ["A"]
    assert found["pairs"][0]["welch"] == {"t": None, "df": 18.0, "p": None}


def test_the_margin_and_the_table_of_four():
    found, table = said("monitor_margin", "40%", "101", "60,0", "101"), said("monitor_crosstab", 3, 1, 1, 3)

    assert (round(found["margin"], 3), found["significant"]) == (13.579, True)
    assert table["fisher"]["p"] == pytest.approx(34 / 70)
    assert [table[each]["statistic"] for each in ("chi_square", "chi_square_yates")] == pytest.approx([2, 0.5])
    assert table["use_fisher"] is True


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("monitor_margin", "veel", "10", "5", "10"), "is geen getal"),
        (("monitor_margin", "140", "10", "5", "10"), "is geen percentage"),
        (("monitor_margin", "40", "1", "5", "10"), "is geen aantal"),
        (("monitor_crosstab", "1", "2", "x", "4"), "Geef vier hele getallen"),
        (("monitor_crosstab", "0", "0", "3", "4"), "Een hele rij of kolom is 0"),
    ],
)
def test_numbers_that_can_not_be_are_told_so(given, told):
    assert told in refused(*given)


def test_the_statements_of_the_first_report():
    _rows, found = findings()
    verdicts = {each.test_id: each.verdict for each in found}

    assert len(found) == 50
    assert verdicts["T03"] is verdicts["T17"] is Verdict.WITHIN, "one has the df of Welch, the other of the pooled test"
    assert verdicts["T25"] is Verdict.MISPRINT, "F(3, 496) = 5.34 has no p below .001"
    assert verdicts["T05"] is Verdict.FIRM and verdicts["T43"] is Verdict.AGREES and verdicts["T01"] is Verdict.UNKNOWN
    assert Verdict.DIFFERS not in verdicts.values()
    assert all(each.why for each in found if each.verdict is Verdict.UNKNOWN)


def test_the_page_about_the_first_report_is_as_it_would_be_written_now():
    call_command("monitor_seed", "--check", stdout=StringIO())


def test_a_page_that_says_something_else_is_found(settings, tmp_path):
    """Planted: without this the check above would say nothing."""
    kept = tmp_path / PAGE
    kept.parent.mkdir()
    kept.write_text((settings.ROOT / PAGE).read_text(encoding="utf-8") + "Nog iets.", encoding="utf-8")
    settings.ROOT = tmp_path
    with pytest.raises(CommandError, match="klopt niet meer"):
        call_command("monitor_seed", "--check", stdout=StringIO())


def test_what_a_rounded_table_can_mean_holds_what_it_was_rounded_from():
    """Any table that prints like this one gives a statistic within the ends."""
    chance = np.random.default_rng(3)
    years = list(by_indicator(summaries_of(TABLE))["Pedagogisch klimaat"].values())
    (ts, ps), (fs, fps) = t_span(years[0], years[3], welch_t), f_span(years)
    for _try in range(200):
        given = [type(each.summary)(each.summary.n, chance.uniform(*each.means), chance.uniform(*each.sds)) for each in years]
        t, f = welch_t(given[0], given[3]), anova(given)
        assert t.t in ts and t.p in ps and f.f in fs and f.p in fps
    assert set(POST_HOCS) == {"t of the pair alone", "LSD", "Tukey", "Games-Howell"}


def answers(people: int = 400) -> pl.DataFrame:
    chance = np.random.default_rng(4)
    marks = chance.integers(1, 11, people)
    return pl.DataFrame(
        {
            "school_year": [f"{2019 + each}-{2020 + each}" for each in chance.integers(0, 3, people)],
            "school": [f"s{each}" for each in chance.integers(0, 7, people)],
            "role": "leerkracht",
            "werkdruk": [None if each == 4 else int(each) for each in marks],
        }
    )


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_many_answers_are_counted_as_polars_does(tmp_path, kind):
    frame, path = answers(), tmp_path / f"a.{kind}"
    frame.write_csv(path) if kind == "csv" else frame.write_parquet(path)
    found = said("monitor_stats", path, "--dont-know", "9")
    (item,) = found["items"]

    assert (found["people"], found["schools"], item["item"]) == (400, 7, "werkdruk")
    for year, told in item["years"].items():
        own = frame.filter(pl.col("school_year") == year)
        known = own.filter(pl.col("werkdruk") != 9)
        marks, schools = known["werkdruk"], known.group_by("school").agg(pl.col("werkdruk").mean())["werkdruk"]
        expected = [marks.count(), marks.mean(), marks.std(), marks.median(), schools.min(), schools.max()]
        names = ("n", "mean", "sd", "median", "lowest_school_mean", "highest_school_mean")
        assert [told[each] for each in names] == pytest.approx(expected)
        assert (told["missing"], told["dont_know"]) == (own["werkdruk"].null_count(), (own["werkdruk"] == 9).sum())
    groups = [frame.filter((pl.col("school_year") == year) & (pl.col("werkdruk") != 9))["werkdruk"] for year in found["years"]]
    assert item["anova"]["f"] == pytest.approx(stats.f_oneway(*(each.drop_nulls() for each in groups)).statistic)
    assert len(item["pairs"]) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("school,a\nx,1\n", "deze kolommen ontbreken: school_year"),
        ("school_year,school\n2020,x\n", "geen kolommen met antwoorden"),
        ("school_year,school,a\n", "geen regels"),
        ("school_year,school,a\n2020,x,7\n2020,x,zes\n", "Regel 3: in kolom a staat 'zes'"),
        ("school_year,school,a\n2020,x,7.5\n", "Regel 2: in kolom a staat '7.5'"),
        ("school_year,school,a\n2020,x,-3\n", "Regel 2: in kolom a staat -3"),
        ("school_year,school,a\n2020,x,7\n,x,7\n", "Regel 3: kolom school_year is leeg"),
        ("school_year,school,a\n2020,x,7\n2020,x,7,8\n", "Regel 3: er staan 4 kolommen; de kop heeft er 3"),
    ],
)
def test_answers_that_are_not_right_are_told_which_line(tmp_path, text, told):
    assert told in refused("monitor_stats", a_file(tmp_path, text))


def test_a_parquet_that_is_none(tmp_path):
    assert "geen bestand in parquet" in refused("monitor_stats", a_file(tmp_path, "x", "a.parquet"))


def test_an_item_that_nobody_answered():
    counts = counts_by_cell(np.array([-1, -1]), np.array([0, 1]), 2, 0)
    (year,) = years_of_item(counts, 1)

    assert (year.said.n, year.said.missing, year.lowest, year.schools) == (0, 2, None, 0)


def test_no_page_loads_what_counts_and_tests():
    heavy = {"numpy", "scipy", "statsmodels", "polars", "pyreadstat"}
    code = f"import django, sys; django.setup(); import config.urls, config.asgi; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=settings.ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
