"""The sentences of a report, in plain Dutch, made from what was counted and tested (pure). A person reads and may reword each."""

from collections.abc import Mapping, Sequence
from typing import Any

HIGH_MARK, LOW_MARK = 8.0, 6.5
HIGH_FIVE, MIDDLE = 4.0, 3.0
MANY_AGREE, FEW_AGREE = 75, 50
# Where more is not better; of how often and of a choice nobody knows which way is good.
TURNED = ("werkdruk",)
NO_WAY = ("frequency", "choice")
ANSWERS = {
    "agree": "eens",
    "disagree": "oneens",
    "unknown": "weet ik niet",
    "good": "goed",
    "neutral": "gaat wel",
    "not_good": "niet goed",
    "daily": "(bijna) elke dag",
    "weekly": "elke week",
    "monthly": "elke maand",
    "rarely": "minder vaak",
    "never": "nooit",
}
TESTS = {
    "chi-square": "chi-kwadraattoets",
    "Fisher": "exacte toets van Fisher",
    "Mann-Whitney": "toets van Mann en Whitney",
    "Welch t": "t-toets van Welch",
    "none": "niet getoetst",
}
REASONS = {
    "a group has fewer than 10 answers": "in een van de jaren waren er minder dan 10 antwoorden",
    "an expected count is below 5, and there are more than two rows or columns": "er zijn te weinig antwoorden per keuze",
    "a group has no spread: everybody gave the same answer": "in een van de jaren gaf iedereen hetzelfde antwoord",
    "answers without an order are counted": "antwoorden zonder volgorde worden geteld",
    "an expected count is below 5": "er zijn weinig antwoorden per keuze",
    "five-point answers have an order and no distance": "antwoorden op vijf punten hebben een volgorde, maar geen vaste afstand",
    "marks have a mean, and spreads may differ: two groups": "cijfers hebben een gemiddelde, en de spreiding mag verschillen",
}
OTHERS = (
    "Let op: niet elk jaar antwoorden dezelfde mensen. "
    "Een verschil kan er ook van komen dat er nu andere mensen werken of antwoorden."
)


def number(value: float, digits: int = 1) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def chance(p: float) -> str:
    return "p < 0,001" if p < 0.001 else f"p = {number(p, 3)}"


def answer_words(item: Mapping[str, Any]) -> list[str]:
    """How each cell of a question is called; answers that were taken together are named together."""

    def word(value: str) -> str:
        options = item.get("options") or []
        return options[int(value) - 1] if options and value.isdecimal() else ANSWERS.get(value, value)

    return [" of ".join(word(value) for value in cell) for cell in item["cells"]]


def figure_of(item: Mapping[str, Any], line: Mapping[str, Any]) -> str:
    """What stands in a line, in a few words."""
    if "mean" in line:
        return ("een " if item["kind"] == "mark" else "") + number(line["mean"]) + ("" if item["kind"] == "mark" else " op 5")
    shares = zip(answer_words(item), line["shares"], strict=True)
    return ", ".join(f"{words} {share}%" for words, share in shares)


def standing(item: Mapping[str, Any], key: str, about: str) -> list[str]:
    """What the line says this year; of a school or a role with all together beside it."""
    line, everybody, band = item["lines"][key], item["lines"].get("all"), item["band"]
    if key == "all":
        said = [f"Alle antwoorden samen: {figure_of(item, line)} (n = {line['n']})."]
    else:
        said = [f"{about[:1].upper()}{about[1:]}: {figure_of(item, line)}."]
        said += [f"Alle antwoorden samen: {figure_of(item, everybody)}."] if everybody else []
    if key == "all" and item.get("passed"):
        said.append("Wie 'niet van toepassing' zei, telt niet mee.")
    if band:
        said.append(f"De scholen liggen tussen {number(band[0])} en {number(band[1])}.")
    if item["kind"] == "five" and line["mean"] < MIDDLE:
        said.append("Dat is onder het midden (3).")
    return said


def change(item: Mapping[str, Any], test: Mapping[str, Any] | None, before: Mapping[str, Any] | None) -> list[str]:
    """What may be said of a difference with another year. Without a test that shows it, nothing is called a change."""
    if test is None or before is None:
        return []
    year, was = test["years"][0], figure_of(item, before)
    told = TESTS.get(test["test"], test["test"])
    if test["changed"] is None:
        why = REASONS.get(test["reason"], "er zijn te weinig antwoorden")
        return [f"In {year} was dat {was}. Of dat verschilt, is niet getoetst: {why}."]
    chances = f", {chance(test['p_holm'])}" if test["p_holm"] is not None else ""
    if not test["changed"]:
        return [f"In {year} was dat {was}. Een verschil is niet aangetoond ({told}{chances}). Het kan toeval zijn."]
    way = "Dat is anders dan" if "shares" in before else "Dat is hoger dan" if test["up"] else "Dat is lager dan"
    return [f"{way} in {year}: toen {was}. Dit verschil is aangetoond ({told}{chances})."]


def is_good(item: Mapping[str, Any], test: Mapping[str, Any]) -> bool | None:
    """Whether a change that is shown is one to be glad of; None where nobody can tell by the question alone."""
    if item["kind"] in NO_WAY:
        return None
    turned = any(word in item["indicator"].lower() for word in TURNED)
    return bool(test["up"]) is not turned


def stands_out(item: Mapping[str, Any], line: Mapping[str, Any]) -> bool | None:
    """Whether it stands high (True), low (False), or neither."""
    if item["kind"] in NO_WAY or any(word in item["indicator"].lower() for word in TURNED):
        return None
    if "mean" in line:
        high, low = (HIGH_MARK, LOW_MARK) if item["kind"] == "mark" else (HIGH_FIVE, MIDDLE)
        return True if line["mean"] >= high else False if line["mean"] < low else None
    first = int(line["shares"][0]) if line["shares"][0].isdecimal() else None
    if first is None or item["kind"] == "faces":
        return None
    return True if first >= MANY_AGREE else False if first < FEW_AGREE else None


def headline(
    item: Mapping[str, Any], line: Mapping[str, Any], test: Mapping[str, Any] | None, before: Mapping[str, Any] | None
) -> str:
    """One question in one line, for who has two minutes."""
    name = item["text"].rstrip("?.")
    if test is not None and before is not None and test["changed"]:
        way = "anders" if "shares" in line else "hoger" if test["up"] else "lager"
        return f"{name}: {figure_of(item, line)}. Aangetoond {way} dan in {test['years'][0]} ({figure_of(item, before)})."
    return f"{name}: {figure_of(item, line)}."


CONTENTS = "Inhoud"
METHOD = (
    "Iedereen die was uitgenodigd, kreeg dezelfde vragen. Niemand kan zien wie wat antwoordde, ook de onderzoeker niet.",
    "Van cijfers staat het gemiddelde er (M), met de spreiding (SD) en het aantal antwoorden (n). "
    "Van andere vragen staan percentages er.",
    "Of twee jaren verschillen, is getoetst met een toets die bij de vraag past. "
    "Welke toets en waarom, staat in de tabel met toetsen.",
    "Wie veel vergelijkt, vindt altijd wel iets. Daarom zijn de kansen (p) strenger gemaakt, met de regel van Holm. "
    "Een verschil heet aangetoond als p dan kleiner is dan 0,05.",
    "Een verschil dat niet is aangetoond, noemen we geen verandering. Het betekent ook niet dat alles gelijk bleef.",
    OTHERS,
)
PROTECTION = (
    "Een groep van minder dan 10 antwoorden staat er niet in. "
    "Van percentages staat alles er, of niets: elke keuze moet door minstens 5 mensen zijn gegeven.",
    "Kleine keuzes zijn samengenomen met de keuze ernaast. Onder 5% staat '5 of minder', boven 95% staat '95 of meer'.",
    "Wat uit twee regels te berekenen zou zijn, mag zelf ook geen kleine groep zijn. Anders staat een van die regels er niet.",
    "Scholen staan niet los naast elkaar. Er staat een band: van de laagste tot de hoogste school, "
    "naar buiten afgerond op een half punt. Met minder dan vijf scholen staat er geen band.",
    "Wat een ronde vertelt, is één keer berekend en ligt vast. Elk rapport over die ronde leest hetzelfde.",
)
TALK = (
    "Herkennen jullie dit? Waaraan merk je het op school?",
    "Waar zijn jullie trots op, en wat willen jullie zo houden?",
    "Wat willen jullie komend jaar anders doen, en wie begint daarmee?",
)


def none_of(sentences: Sequence[str], instead: str) -> list[str]:
    return list(sentences) or [instead]
