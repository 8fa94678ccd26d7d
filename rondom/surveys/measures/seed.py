"""The printed statements of the first report, beside what its own table lets one compute again.

For each statement: what its table gives at the printed values, and what it can give under their rounding. A statement without a
statistic says that something was significant or not; it agrees when the table says the same at the printed values, and firmly
when it does so at every rounding.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rondom.surveys.measures import after
from rondom.surveys.measures.means import F, T, anova, f_from, pooled_t, welch_t
from rondom.surveys.measures.rounding import Span, f_span, pair_span, t_span
from rondom.surveys.measures.summaries import Printed, Summary, half_step

LEVEL = 0.05
TESTS: dict[str, Callable[[Summary, Summary], T]] = {"Welch": welch_t, "pooled": pooled_t}


# The p of a pair of the groups, by each test that a report may have used without saying so.
POST_HOCS: dict[str, Callable[[Mapping[object, Summary], object, object], float]] = {
    "t of the pair alone": lambda groups, a, b: pooled_t(groups[a], groups[b]).p,
    "LSD": lambda groups, a, b: after.least_difference(groups, [(a, b)])[0].p,
    "Tukey": lambda groups, a, b: after.tukey(groups, [(a, b)], interval=False)[0].p,
    "Games-Howell": lambda groups, a, b: after.games_howell(groups, [(a, b)], interval=False)[0].p,
}


class Verdict(StrEnum):
    FIRM = "agrees at every rounding"
    AGREES = "agrees at the printed values; rounding could turn it"
    WITHIN = "agrees within rounding"
    MISPRINT = "statistic agrees within rounding, its printed p does not belong to it"
    DIFFERS = "does not agree"
    UNKNOWN = "can not be computed again"


@dataclass(frozen=True)
class Finding:
    """One printed statement: what was computed, between which ends, the verdict, and why."""

    test_id: str
    indicator: str
    compared: str
    printed: str
    computed: str
    span: str
    verdict: Verdict
    why: str


def span(found: Span, digits: int = 2) -> str:
    return f"{found.low:.{digits}f} to {found.high:.{digits}f}"


def chance(p: float) -> str:
    return "< .001" if p < 0.001 else f"{p:.3f}".removeprefix("0")


def p_allowed(text: str) -> Span | None:
    """What a printed p can have been: `< .01` is 0 to .01, `.23` is .225 to .235; None where nothing is printed."""
    if not text:
        return None
    if text.startswith("<"):
        return Span(0.0, float(text.removeprefix("<")))
    step = half_step(text)
    return Span(float(text) - step, float(text) + step)


def printed_of(row: Mapping[str, str]) -> str:
    """The statement as the report gives it, in short."""
    p = row["p_printed"]
    said = {"yes": "significant", "no": "not significant"}.get(row["significant"], row["significant"])
    if not row["statistic_printed"]:
        return f"{said}, p {'= ' if p and not p.startswith('<') else ''}{p}" if p else said
    name = "F" if row["test"].startswith("F") else "t"
    return f"{name}({row['df_printed']}) = {row['statistic_printed']}, p {'' if p.startswith('<') else '= '}{p}"


def why_not(row: Mapping[str, str]) -> str:
    """Why a statement has nothing in the table to compute it from; empty where it has."""
    if row["test"].startswith("none"):
        return "not tested in the report: too few people"
    if row["significant"] not in {"yes", "no"}:
        return "the report does not say whether it is significant"
    if row["comparison"] == "function vs function":
        return "the table has no rows per function"
    if row["scope"].startswith("per school"):
        return "the table has no rows per school, only the lowest and highest mean"
    if row["indicator"].startswith("Werkplezier en"):
        return "two indicators in one statement; see T43 and T44"
    return "" if row["tabel_f_indicator"] else "the indicator has no row in the table"


def agrees(said: bool, at_printed: float, p: Span) -> Verdict:
    """Of a statement that something is significant or not."""
    if (at_printed < LEVEL) is not said:
        return Verdict.WITHIN if p.low < LEVEL <= p.high else Verdict.DIFFERS
    firm = p.high < LEVEL if said else p.low >= LEVEL
    return Verdict.FIRM if firm else Verdict.AGREES


def of_t(row: Mapping[str, str], a: Printed, b: Printed) -> tuple[str, str, Verdict, str]:
    """A printed t: which of the two tests has its df, and whether t and p can have been so."""
    df, t = float(row["df_printed"]), float(row["statistic_printed"])
    fitting = {name: test(a.summary, b.summary) for name, test in TESTS.items()}
    name = min(fitting, key=lambda each: abs(fitting[each].df - df))
    found, (ts, ps) = fitting[name], t_span(a, b, TESTS[name])
    dfs = sorted(TESTS[name](Summary(a.summary.n, 0, x), Summary(b.summary.n, 1, y)).df for x in a.sds for y in b.sds)
    shown = f"{name} t({found.df:.1f}) = {found.t:.2f}, p {chance(found.p)}"
    allowed = p_allowed(row["p_printed"])
    step = half_step(row["statistic_printed"].lstrip("-"))
    fits_df = Span(dfs[0] - 0.5, dfs[-1] + 0.5).meets(Span(df, df))
    fits = ts.meets(Span(t - step, t + step)) and fits_df and (allowed is None or ps.meets(allowed))
    why = f"df {row['df_printed']} is that of the {name} test"
    if not fits_df:
        why = f"neither test has df {row['df_printed']} (Welch {fitting['Welch'].df:.1f}, pooled {fitting['pooled'].df:.0f})"
    return shown, f"t {span(ts)}", Verdict.WITHIN if fits else Verdict.DIFFERS, why


def of_f(row: Mapping[str, str], groups: Sequence[Printed]) -> tuple[str, str, Verdict, str]:
    """A printed F: whether the table can give it, and whether the printed p belongs to it."""
    found, (fs, _ps) = anova([each.summary for each in groups]), f_span(groups)
    f, step, allowed = float(row["statistic_printed"]), half_step(row["statistic_printed"]), p_allowed(row["p_printed"])
    literal = f_from(f, 1.0, *(float(each) for each in row["df_printed"].split(","))).p
    ends = [f_from(each, 1.0, found.df1, found.df2).p for each in (f + step, f - step)]
    fits_p = allowed is None or Span(ends[0], ends[1]).meets(allowed)
    real = f"the table gives {found.df1:.0f} and {found.df2:.0f} (with those printed p would be {chance(literal)})"
    why = [f"printed with df {row['df_printed']}; {real}"]
    if not fits_p:
        why.append(f"F = {f:.2f} has p = {ends[0]:.4f} to {ends[1]:.4f} with those df, not {row['p_printed']}")
    if not fs.meets(Span(f - step, f + step)):
        return said_f(found), f"F {span(fs)}", Verdict.DIFFERS, "; ".join(why)
    return said_f(found), f"F {span(fs)}", Verdict.WITHIN if fits_p else Verdict.MISPRINT, "; ".join(why)


def said_f(found: F) -> str:
    return f"F({found.df1:.0f}, {found.df2:.0f}) = {found.f:.2f}, p {chance(found.p)}"


def of_post_hoc(row: Mapping[str, str], years: Mapping[str, Printed]) -> tuple[str, str, Verdict, str]:
    """A printed p after an F-test that does not say which test: whether one of four can have given it."""
    names, given = list(years), list(years.values())
    a, b = names.index(row["a"]), names.index(row["b"])
    allowed = p_allowed(row["p_printed"])
    assert allowed is not None
    at, spans = {}, {}
    for name, test in POST_HOCS.items():

        def p_of(groups: Sequence[Summary], test: Callable[..., float] = test) -> float:
            return test(dict(enumerate(groups)), a, b)

        at[name], spans[name] = p_of([each.summary for each in given]), pair_span(given, a, b, p_of)
    fits = [name for name, each in spans.items() if each.meets(allowed)]
    why = f"the report names no test; possible for: {', '.join(fits) or 'none of the four'}"
    shown = "; ".join(f"{name} p {chance(each)}" for name, each in at.items())
    ends = "; ".join(f"{name} {span(each)}" for name, each in spans.items())
    return shown, ends, Verdict.WITHIN if fits else Verdict.DIFFERS, why


def of_claim(row: Mapping[str, str], years: Mapping[str, Printed]) -> tuple[str, str, Verdict, str]:
    """A statement without a statistic: the classic test at the printed values, and its p under rounding."""
    said = row["significant"] == "yes"
    if row["comparison"] == "over years":
        given = list(years.values())
        found, (_fs, ps) = anova([each.summary for each in given]), f_span(given)
        return said_f(found), f"p {span(ps, 4)}", agrees(said, found.p, ps), "tested over all years"
    a, b = years[row["a"]], years[row["b"]]
    spans = [t_span(a, b, test)[1] for test in TESTS.values()]
    t = welch_t(a.summary, b.summary)
    ps = Span(min(each.low for each in spans), max(each.high for each in spans))
    shown = f"Welch t({t.df:.1f}) = {t.t:.2f}, p {chance(t.p)}"
    return shown, f"p {span(ps, 4)}", agrees(said, t.p, ps), "span over both t-tests"


def finding(row: Mapping[str, str], table: Mapping[str, Mapping[str, Printed]]) -> Finding:
    """A row of the printed statements beside the table (indicator to year to what was printed)."""
    compared = f"{row['a']} and {row['b']}" if row["comparison"] == "year vs year" else row["comparison"]
    head = (row["test_id"], row["indicator"], compared, printed_of(row))
    reason = why_not(row)
    if reason:
        return Finding(*head, "", "", Verdict.UNKNOWN, reason)
    years = table[row["tabel_f_indicator"]]
    if row["test"].startswith("t-toets"):
        told = of_t(row, years[row["a"]], years[row["b"]])
    elif row["statistic_printed"]:
        told = of_f(row, list(years.values()))
    elif row["test"].startswith("post-hoc"):
        told = of_post_hoc(row, years)
    else:
        told = of_claim(row, years)
    return Finding(*head, *told)
