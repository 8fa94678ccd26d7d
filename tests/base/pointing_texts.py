"""Texts as professionals write them, with what points to somebody put in by chance: names, dates, numbers, places (R56)."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Written apart from the lists of the checker, with many names that stand in none of them.
SEEDS = {
    name: said.split("|")
    for name, _colon, said in (
        line.partition(":") for line in Path(__file__).with_name("pointing_seeds.txt").read_text("utf-8").splitlines()
    )
}
FIRST, LAST, PLACES, SCHOOLS = (SEEDS[name] for name in ("FIRST", "LAST", "PLACES", "SCHOOLS"))
DATES, AGES, NUMBERS = (SEEDS[name] for name in ("DATES", "AGES", "NUMBERS"))
# With a name that begins the sentence, in the middle, after a title, with an s behind it, twice.
SENTENCES = (
    "{name} komt al weken te laat op school.",
    "Vorige week vertelde {name} dat het thuis niet goed gaat.",
    "De leerkracht sprak met mw. {last} over de zorgen.",
    "Volgens {name} en {other} is er niets aan de hand.",
    "Dat was {first}s idee.",
    "Moeder ({full}) wil geen hulp.",
    "'{first} is bang', zei een klasgenoot.",
    "Wij denken dat dhr. {last} niet wil meewerken.",
    "In de klas zit ook een neefje, {name}.",
    "Hulp van {full} hielp toen goed.",
    "Het gezin {last} woont hier nog maar kort.",
)
PLAIN = (
    "Het kind slaapt slecht en is vaak boos.",
    "De ouders willen graag hulp, maar er is een wachtlijst.",
    "We hebben samen een plan gemaakt en dat elke week besproken.",
    "Op school gaat rekenen goed, lezen lukt minder.",
    "Wat zouden jullie nu doen?",
    "Thuis is er veel ruzie en weinig rust.",
    "Soms loopt de leerling zomaar de klas uit.",
    "De IB en het wijkteam denken mee.",
    "Buiten spelen gaat vaak mis, binnen gaat het beter.",
    "Ook de opvang ziet dat het niet goed gaat.",
    "Daarom vragen wij advies aan collega's.",
    "Hoe betrek je een vader die nooit komt?",
)


@dataclass(frozen=True)
class Seeded:
    """A text, and the places in it of what points to somebody: start, end and of what sort."""

    text: str
    pointers: tuple[tuple[int, int, str], ...]


def seeded(count: int, seed: int) -> Iterator[Seeded]:
    chance = random.Random(seed)
    for _nth in range(count):
        parts: list[tuple[str, str]] = []
        for sentence in chance.sample(PLAIN, 3):
            parts += [(sentence, ""), (" ", "")]
        parts += sentence_with_name(chance)
        parts += [(" Dat was ", ""), (chance.choice(DATES), "date"), (". Het gaat om een kind van ", "")]
        parts += [(chance.choice(AGES), "age"), (" uit ", ""), (chance.choice(PLACES), "place"), (". De school heet ", "")]
        parts += [(chance.choice(SCHOOLS), "school"), (", te bereiken via ", ""), (chance.choice(NUMBERS), "number"), (".", "")]
        for sentence in chance.sample(PLAIN, 2):
            parts += [(" ", ""), (sentence, "")]
        yield laid(parts)


def sentence_with_name(chance: random.Random) -> list[tuple[str, str]]:
    first, last = chance.choice(FIRST), chance.choice(LAST)
    names = {"first": first, "last": last[:1].upper() + last[1:], "full": f"{first} {last}", "other": chance.choice(FIRST)}
    names["name"] = chance.choice([first, names["full"]])
    parts: list[tuple[str, str]] = []
    for piece in chance.choice(SENTENCES).replace("{", "\0{").replace("}", "}\0").split("\0"):
        is_name = piece.startswith("{")
        parts.append((names[piece[1:-1]], "name") if is_name else (piece, ""))
    return parts


def laid(parts: list[tuple[str, str]]) -> Seeded:
    text, pointers = "", []
    for piece, sort in parts:
        if sort:
            pointers.append((len(text), len(text) + len(piece), sort))
        text += piece
    return Seeded(text, tuple(pointers))
