"""A report as plain values, from the sheets of a wave and the years before it (pure): sections with texts, figures and tables.

What is made here is kept as JSON with the report. Page, paper and files read it and reckon nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rondom.reports import wording
from rondom.reports.wording import number

Sheet = Mapping[str, Any]
ALL = "all"
STEPS = {
    1: "Een nieuwe manier van werken",
    2: "Goed samenwerken met zorg",
    3: "Een sterke school met een sterk team",
    4: "Goede schoolloopbanen, blije kinderen, tevreden ouders",
}
OTHER = 0  # questions that belong to no step
MOST = 3  # to celebrate, and to talk about


@dataclass
class Making:
    """A report while it is made: the sheets, whose line it is about, and the sections so far."""

    sheets: Sequence[Sheet]
    key: str
    about: str
    roles: Mapping[str, str]  # how each is called
    sections: list[dict[str, Any]] = field(default_factory=list)

    @property
    def now(self) -> Sheet:
        return self.sheets[-1]

    def add(self, key: str, title: str, texts: Sequence[str] = (), **more: Any) -> None:
        made = [{"key": f"{key}.{nth}", "made": text, "own": ""} for nth, text in enumerate(texts)]
        self.sections.append({"title": title, "texts": made, "figures": [], "tables": [], "level": 2, "is_list": False, **more})

    def items(self) -> list[Mapping[str, Any]]:
        """The questions of which this report shows its own line."""
        return [item for item in self.now["items"] if self.key in item["lines"]]

    def tests(self, code: str, key: str = "") -> list[Mapping[str, Any]]:
        return [each for each in self.now["tests"].get(key or self.key, []) if each["code"] == code]

    def line_in(self, year: str, code: str, key: str) -> Mapping[str, Any] | None:
        """A line of a year, where the question was asked alike."""
        sheet = next(each for each in self.sheets if each["year"] == year)
        if code in self.now["not_compared"].get(year, ()):
            return None
        return next((item["lines"].get(key) for item in sheet["items"] if item["code"] == code), None)

    def band_in(self, year: str, code: str) -> list[float] | None:
        sheet = next(each for each in self.sheets if each["year"] == year)
        if code in self.now["not_compared"].get(year, ()):
            return None
        return next((item["band"] for item in sheet["items"] if item["code"] == code), None)

    @property
    def years(self) -> list[str]:
        return [sheet["year"] for sheet in self.sheets]


def content_of(
    sheets: Sequence[Sheet], *, kind: str, key: str, about: str, titles: Mapping[str, str], roles: Mapping[str, str]
) -> dict[str, Any]:
    """A report of the last sheet about one line: all together, a role or a school. JSON; texts carry a key to reword them by."""
    making = Making(sheets, key, about or "Iedereen samen", roles)
    year = sheets[-1]["year"]
    in_short(making)
    ladder(making)
    for step in (*STEPS, OTHER):
        one_step(making, step)
    tables(making)
    response(making)
    making.add("method", "Hoe dit is onderzocht", wording.METHOD)
    making.add("protection", "Waarom u soms niets ziet", wording.PROTECTION)
    names = {"year": f"Jaarrapport {year}", "role": f"Rapport over een rol, {year}", "school": f"Schoolrapport {year}"}
    return {
        "title": f"{names[kind]}: {about}" if about else f"{names[kind]}: alle scholen",
        "subtitle": f"{titles['questionnaire']} · {titles['by']}",
        "year": year,
        "sections": making.sections,
    }


def in_short(making: Making) -> None:
    """What to celebrate and what to talk about: first what is shown to have changed, then what stands high or low."""
    glad: list[tuple[float, str]] = []
    talk: list[tuple[float, str]] = []
    for item in making.items():
        line = item["lines"][making.key]
        test = next((each for each in making.tests(item["code"]) if each["changed"]), None)
        before = making.line_in(test["years"][0], item["code"], making.key) if test else None
        said = wording.headline(item, line, test, before)
        good = wording.is_good(item, test) if test else wording.stands_out(item, line)
        weight = 100 + abs(test["effect"] or 0) if test else abs(distance(item, line))
        if good or (good is None and test is not None):
            (glad if good else talk).append((weight, said))
        elif good is False:
            talk.append((weight, said))
    first = [text for _weight, text in sorted(glad, reverse=True)][:MOST]
    second = [text for _weight, text in sorted(talk, reverse=True)][:MOST]
    making.add("celebrate", "Wat we vieren", wording.none_of(first, "Er is niets dat er hoog uitspringt."), is_list=True)
    making.add("talk", "Waar we over praten", wording.none_of(second, "Er is niets dat er laag uitspringt."), is_list=True)
    making.add("questions", "Vragen voor het gesprek", wording.TALK, is_list=True)
    changed = any(test["changed"] for item in making.items() for test in making.tests(item["code"]))
    if changed:
        making.sections[-1]["texts"].append({"key": "questions.others", "made": wording.OTHERS, "own": ""})


def distance(item: Mapping[str, Any], line: Mapping[str, Any]) -> float:
    """How far from the middle of its scale, from 0 to 1."""
    if "mean" in line:
        middle, reach = (5.5, 4.5) if item["kind"] == "mark" else (3.0, 2.0)
        return float((line["mean"] - middle) / reach)
    return (int(line["shares"][0]) - 50) / 50 if line["shares"][0].isdecimal() else 1.0


def ladder(making: Making) -> None:
    """The steps, with how many of their questions went up, down, or were not shown to differ from the year before."""
    steps = []
    for step, name in STEPS.items():
        own = [item for item in making.items() if item["step"] == step]
        counted = {"up": 0, "down": 0, "other": 0}
        for item in own:
            test = last_test(making, item["code"])
            way = (
                "other"
                if test is None or not test["changed"] or "shares" in item["lines"][making.key]
                else "up"
                if test["up"]
                else "down"
            )
            counted[way] += 1
        steps.append({"name": name, "number": step, "questions": len(own), **counted})
    words = "; ".join(
        f"trede {each['number']}, {each['name']}: {each['questions']} vragen, "
        f"{each['up']} aangetoond hoger, {each['down']} aangetoond lager"
        for each in steps
    )
    figure = {
        "kind": "ladder",
        "caption": "De effecttrap: elke trede maakt de volgende mogelijk.",
        "words": f"De effecttrap. {words[0].upper()}{words[1:]}.",
        "drawn": {"steps": steps},
    }
    text = (
        "Elke vraag hoort bij een trede. Bij een trede staat hoeveel vragen aangetoond hoger of lager zijn dan het jaar ervoor."
    )
    making.add("ladder", "De effecttrap", [text], figures=[figure])


def last_test(making: Making, code: str) -> Mapping[str, Any] | None:
    """Against the year before, where there is one."""
    return next(iter(reversed(making.tests(code))), None)


def one_step(making: Making, step: int) -> None:
    own = [item for item in making.items() if (item["step"] or OTHER) == step]
    if not own:
        return
    title = f"Trede {step}: {STEPS[step]}" if step else "Andere vragen"
    means = [item for item in own if "mean" in item["lines"][making.key]]
    small = [small_multiples(making, means, title)] if len(means) > 1 else []
    making.add(
        f"step{step}",
        title,
        [f"Bij deze trede horen {len(own)} vragen." if step else "Deze vragen horen bij geen trede."],
        figures=small,
    )
    for item in own:
        texts = wording.standing(item, making.key, making.about)
        for test in making.tests(item["code"]):
            texts += wording.change(item, test, making.line_in(test["years"][0], item["code"], making.key))
        texts += not_comparable(making, item)
        figure = year_line(making, item) if item in means else bars(making, item)
        making.add(f"item.{item['code']}", item["text"], texts, figures=[figure], level=3)


def not_comparable(making: Making, item: Mapping[str, Any]) -> list[str]:
    lacking = [year for year in making.years[:-1] if making.line_in(year, item["code"], making.key) is None]
    if not lacking:
        return []
    return [
        f"Vergelijken met {' en '.join(lacking)} kan niet: de vraag was er niet of was anders, of er waren te weinig antwoorden."
    ]


def series(making: Making, item: Mapping[str, Any]) -> dict[str, Any]:
    """The own line, that of all together, and the band, over the years: a value or nothing for each."""

    def means(key: str) -> list[float | None]:
        lines = [making.line_in(year, item["code"], key) for year in making.years]
        return [None if line is None else line["mean"] for line in lines]

    starred = [test["years"][0] for test in making.tests(item["code"]) if test["changed"]]
    return {
        "years": making.years,
        "own": means(making.key),
        "own_name": making.about,
        "all": means(ALL) if making.key != ALL else [],
        "band": [making.band_in(year, item["code"]) for year in making.years],
        "low": 1,
        "high": 10 if item["kind"] == "mark" else 5,
        "is_changed": bool(starred),
        "title": item["text"],
    }


def in_words(drawn: Mapping[str, Any]) -> str:
    said = []
    for nth, year in enumerate(drawn["years"]):
        parts = [
            f"{drawn['own_name']} {number(drawn['own'][nth])}"
            if drawn["own"][nth] is not None
            else f"{drawn['own_name']} niet te tonen"
        ]
        if drawn["all"] and drawn["all"][nth] is not None:
            parts.append(f"iedereen samen {number(drawn['all'][nth])}")
        if drawn["band"][nth]:
            parts.append(f"scholen van {number(drawn['band'][nth][0])} tot {number(drawn['band'][nth][1])}")
        said.append(f"{year}: {', '.join(parts)}")
    return "; ".join(said)


def year_line(making: Making, item: Mapping[str, Any]) -> dict[str, Any]:
    drawn = series(making, item)
    star = " Een ster (*) betekent: aangetoond anders dan een eerder jaar." if drawn["is_changed"] else ""
    band = " De band loopt van de laagste tot de hoogste school." if any(drawn["band"]) else ""
    caption = f"De hele schaal, van {drawn['low']} tot {drawn['high']}.{band}{star}"
    return {"kind": "years", "caption": caption, "words": f"{item['text']} {in_words(drawn)}.", "drawn": drawn}


def small_multiples(making: Making, items: Sequence[Mapping[str, Any]], title: str) -> dict[str, Any]:
    drawn = [series(making, item) for item in items]
    words = ". ".join(f"{each['title'].rstrip('.')} {in_words(each)}" for each in drawn)
    caption = (
        "Alle vragen van deze trede naast elkaar, elk op de hele schaal. Een ster (*): aangetoond anders dan een eerder jaar."
    )
    return {"kind": "small", "caption": caption, "words": f"{title}. {words}.", "drawn": {"lines": drawn}}


def bars(making: Making, item: Mapping[str, Any]) -> dict[str, Any]:
    """A bar per year of the own line, and this year's of all together below."""
    rows = []
    for year in making.years:
        line = making.line_in(year, item["code"], making.key)
        past = next(
            (each for sheet in making.sheets if sheet["year"] == year for each in sheet["items"] if each["code"] == item["code"]),
            item,
        )
        if line is not None and past["cells"] == item["cells"]:
            rows.append({"name": year, "shares": line["shares"]})
    everybody = item["lines"].get(ALL)
    if making.key != ALL and everybody is not None:
        rows.append({"name": f"iedereen, {making.years[-1]}", "shares": everybody["shares"]})
    answers = wording.answer_words(item)
    words = "; ".join(
        f"{row['name']}: " + ", ".join(f"{answer} {share}%" for answer, share in zip(answers, row["shares"], strict=True))
        for row in rows
    )
    caption = "Elke balk is 100%. Percentages zijn afgerond, dus samen kunnen ze iets boven of onder 100 komen."
    return {"kind": "bars", "caption": caption, "words": f"{item['text']} {words}.", "drawn": {"answers": answers, "rows": rows}}


def tables(making: Making) -> None:
    means = [item for item in making.items() if "mean" in item["lines"][making.key]]
    shares = [item for item in making.items() if "shares" in item["lines"][making.key]]
    found = [mean_table(making, means)] if means else []
    found += [share_table(making, shares)] if shares else []
    making.add("tables", "Tabellen", ["Hier staan alle cijfers van dit rapport bij elkaar."], tables=found)
    tested = [test_row(making, item, test) for item in making.items() for test in making.tests(item["code"])]
    if tested:
        heads = ["Vraag", "Jaren", "Toets", "Waarom deze toets", "Uitkomst", "p (Holm)", "Effect", "Aangetoond?"]
        notes = ["Van een school staat er alleen of een verschil is aangetoond."] if making.key.startswith("school:") else []
        table = {"title": "Toetsen", "heads": heads, "rows": tested, "notes": [*notes, wording.OTHERS]}
        making.add("tests", "Toetsen, met de reden", [f"Er is {len(tested)} keer vergeleken."], tables=[table])


def mean_table(making: Making, items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """As table F of the first report: by question and year M (SD), the band of the schools and n; for a school M alone."""
    is_all = making.key == ALL
    heads = (
        ["Vraag", "Schaal", "Jaar", "M (SD)", "Scholen", "n"]
        if is_all
        else ["Vraag", "Schaal", "Jaar", making.about, "Iedereen", "Scholen"]
    )
    rows = []
    for item in items:
        for year in making.years:
            line, everybody = (making.line_in(year, item["code"], key) for key in (making.key, ALL))
            band = making.band_in(year, item["code"])
            between = f"{number(band[0])} – {number(band[1])}" if band else "·"
            own = (
                [mean_of(line), between, str(line["n"]) if line else "·"]
                if is_all
                else [mean_of(line), mean_of(everybody), between]
            )
            rows.append([item["text"], "1–10" if item["kind"] == "mark" else "1–5", year, *own])
    return {
        "title": "Gemiddelden",
        "heads": heads,
        "rows": rows,
        "notes": ["· niet te tonen, niet gevraagd of niet te vergelijken."],
    }


def mean_of(line: Mapping[str, Any] | None) -> str:
    if line is None:
        return "·"
    return number(line["mean"]) + (f" ({number(line['sd'], 2)})" if "sd" in line else "")


def share_table(making: Making, items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    rows = []
    for item in items:
        answers = wording.answer_words(item)
        for row in bars(making, item)["drawn"]["rows"]:
            said = "; ".join(f"{answer} {share}%" for answer, share in zip(answers, row["shares"], strict=True))
            rows.append([item["text"], row["name"], said])
    return {"title": "Percentages", "heads": ["Vraag", "Wie of wanneer", "Antwoorden"], "rows": rows, "notes": []}


def test_row(making: Making, item: Mapping[str, Any], test: Mapping[str, Any]) -> list[str]:
    changed = {None: "niet getoetst", True: "ja", False: "nee"}[test["changed"]]
    outcome = "·"
    if test.get("statistic") is not None:
        df = f" (df {'; '.join(number(each) for each in test['df'])})" if test["df"] else ""
        outcome = number(test["statistic"], 2) + df
    p = wording.chance(test["p_holm"]) if test["p_holm"] is not None else "·"
    effect = number(test["effect"], 2) if test["effect"] is not None else "·"
    name, reason = wording.TESTS.get(test["test"], test["test"]), wording.REASONS.get(test["reason"], test["reason"])
    return [item["text"], " en ".join(test["years"]), name, reason, outcome, p, effect, changed]


def response(making: Making) -> None:
    """How many took part, as a band: of everybody, and by role where the report is about all."""
    rows, texts = [], []
    for sheet in making.sheets:
        given = sheet["response"]
        share = f"ongeveer {given['share']}%" if given["share"] is not None else "·"
        rows.append([sheet["year"], "iedereen", given["band"] or "·", share])
    given = making.now["response"]
    if given["share"] is not None:
        texts.append(f"In {making.years[-1]} deed ongeveer {given['share']}% van de uitgenodigde mensen mee.")
    texts.append("Aantallen staan er alleen ongeveer: minder dan 10 staat er niet.")
    rows += [
        [making.years[-1], making.roles.get(role, role), band or "·", "·"] for role, band in given["roles"] if making.key == ALL
    ]
    heads = ["Jaar", "Wie", "Aantal", "Deel van de uitgenodigde mensen"]
    making.add("response", "Wie deden mee", texts, tables=[{"title": "Respons", "heads": heads, "rows": rows, "notes": []}])
