"""What was found: medians, spread and goals, as a table to read. Pure."""

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

OURS, BARE = "rondom", "bare"
# A peer counts where it draws the same; the bare page is no peer.
MOST_OF_PEER, MOST_OF_BARE = 0.5, 2.0
VISITS = ("first, ms", "again, ms", "nearer, ms")
COLUMNS = (*VISITS, "first, bytes", "again, bytes", "heap, bytes", "drawn")
MOST_OF_FAN_OUT = {"30": 3.0, "200": 4.0}
MOST_PAINTED, MOST_MEMORY = 100.0, 120.0
# At a table: the median, and what one in a hundred may take.
MOST_AT_TABLE, MOST_SELDOM = 3.0, 500.0
# Of eight browsers at one board: what is held at the end, times what was held at this minute.
SETTLED, MOST_GROWN = 5, 1.1
# Answers counted and tested, times polars doing the same.
MOST_OF_POLARS = {"seconds": 1.2, "MB": 2.0}
# Who answers among five hundred others: what one in a hundred may wait, and what a whole questionnaire may take beside oTree.
MOST_WAIT, MOST_OF_OTREE = 500.0, 0.5
# The page of a board with its texts sealed, times the same page with its texts lying open.
SEALED, OPEN, MOST_SEALED = "sealed", "lying open", 1.25
MOST_POSTER = {"60": 0.2, "500": 1.0}


@dataclass(frozen=True)
class Goal:
    """What was to be reached, and what was found."""

    what: str
    found: float
    most: float

    @property
    def is_met(self) -> bool:
        return self.found <= self.most

    def said(self) -> str:
        times = f", {self.found / self.most:.1f} times what it may be" if self.most else ""
        missed = f"MISSED by {self.found - self.most:.2f}{times}"
        verdict = "met" if self.is_met else missed
        return f"{self.what}: {self.found:.2f}, goal at most {self.most:g}: {verdict}"


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def p99(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[-1] if len(values) > 1 else values[0]


def column(rounds: Iterable[dict[str, float]], name: str) -> list[float]:
    return [each[name] for each in rounds if name in each]


def goals_of_board(board: dict[str, Any]) -> list[Goal]:
    """Of each size and each moment: beside the fastest peer, and beside the bare boxes."""
    goals = []
    for size, subjects in board.items():
        usable = {name: rounds for name, rounds in subjects.items() if isinstance(rounds, list)}
        for moment in VISITS:
            medians = {name: median(column(rounds, moment)) for name, rounds in usable.items() if column(rounds, moment)}
            if OURS not in medians:
                continue
            peers = {name: value for name, value in medians.items() if name not in (OURS, BARE)}
            if peers:
                fastest = min(peers, key=lambda name: peers[name])
                what = f"{size} cards, {moment.split(',')[0]}: times the fastest peer ({fastest})"
                goals.append(Goal(what, medians[OURS] / peers[fastest], MOST_OF_PEER))
            if BARE in medians:
                what = f"{size} cards, {moment.split(',')[0]}: times the bare page"
                goals.append(Goal(what, medians[OURS] / medians[BARE], MOST_OF_BARE))
    return goals


def goals_of_live(live: dict[str, Any]) -> list[Goal]:
    goals = [
        Goal(
            f"{streams} open streams, median: times y-websocket",
            median(live[streams]["rondom"]) / median(live[streams]["y-websocket"]),
            most,
        )
        for streams, most in MOST_OF_FAN_OUT.items()
        if streams in live
    ]
    if live.get("painted, ms"):
        goals.append(Goal("painted in three browsers, median ms", median(live["painted, ms"]), MOST_PAINTED))
    if "200" in live.get("memory, MB", {}):
        goals.append(Goal("memory of the process with 200 open boards, MB", live["memory, MB"]["200"], MOST_MEMORY))
    return goals


def goals_of_tables(tables: dict[str, Any]) -> list[Goal]:
    if not tables:
        return []
    times = median(tables["rondom"]) / median(tables["y-websocket"])
    painted = tables["painted, ms"]
    return [
        Goal("three meetings, thirty phones at each, median: times y-websocket", times, MOST_AT_TABLE),
        Goal("at the table, painted, median ms", median(painted), MOST_PAINTED),
        Goal("at the table, painted, one in a hundred, ms", p99(painted), MOST_SELDOM),
    ]


def goals_of_poster(poster: dict[str, list[float]]) -> list[Goal]:
    wanted = {size: most for size, most in MOST_POSTER.items() if size in poster}
    return [Goal(f"A3 of {size} cards, seconds", median(poster[size]), most) for size, most in wanted.items()]


def goals_of_seals(seals: dict[str, list[float]]) -> list[Goal]:
    if not seals:
        return []
    return [Goal("the board with seals: times the board without", median(seals[SEALED]) / median(seals[OPEN]), MOST_SEALED)]


def goals_of_answers(answers: dict[str, Any]) -> list[Goal]:
    return [
        Goal(f"{what}, {unit}: times polars", median(column(each[OURS], unit)) / median(column(each["polars"], unit)), most)
        for what, each in answers.items()
        for unit, most in MOST_OF_POLARS.items()
    ]


def pooled(rounds: Sequence[dict[str, Any]], how: str, what: str) -> list[float]:
    return [value for each in rounds for value in each[how][what]]


def lost(answering: dict[str, Any]) -> int:
    """People and answers that were acknowledged and are not there after closing."""
    found = 0
    for sent, kept in zip(answering["rondom"], answering["kept"], strict=True):
        told = Counter[str]()
        for part in sent.values():
            told.update(part["answers"])
        people = sum(part["acknowledged"] for part in sent.values())
        found += max(0, people - kept["people"]) + (told - Counter(kept["answers"])).total()
    return found


def goals_of_answering(answering: dict[str, Any]) -> list[Goal]:
    if not answering:
        return []
    ours, peer = answering["rondom"], answering.get("oTree")
    failed = sum(sum(each["failed"].values()) + each["cut"] for sent in ours for each in sent.values())
    beside = [
        Goal(
            f"a questionnaire answered, {said}, median: times oTree",
            median(pooled(ours, how, "whole")) / median(pooled(peer, how, "whole")),
            MOST_OF_OTREE,
        )
        for how, said in (("crowd", "among 500"), ("alone", "alone"))
        if peer
    ]
    return [
        Goal("500 who answer, one request in a hundred, ms", p99(pooled(ours, "crowd", "waits")), MOST_WAIT),
        Goal("pages not had and answers not acknowledged", failed, 0),
        Goal("people and answers acknowledged and not kept", lost(answering), 0),
        *beside,
    ]


def table_of_answering(answering: dict[str, Any]) -> list[str]:
    waited, cost = ["p50, ms", "p99, ms", "requests/s", "answered", "whole, ms"], ["of processors, ms", "bytes"]
    lines = [["", *waited, *cost, "failed", "again", "cut off"]]
    for name in ("rondom", "oTree"):
        for how, said in (("alone", "one alone"), ("crowd", "five hundred")):
            parts = [each[how] for each in answering.get(name, [])]
            if not parts:
                continue
            waits, whole = ([value for each in parts for value in each[what]] for what in ("waits", "whole"))
            people = sum(each["acknowledged"] for each in parts)
            rate = len(waits) / sum(each["seconds"] for each in parts)
            counts = [str(sum(sum(each["failed"].values()) for each in parts))]
            counts += [str(sum(each[what] for each in parts)) for what in ("again", "cut")]
            size = sum(each["bytes"] for each in parts) / max(1, people)
            told = [f"{median(waits):.0f}", f"{p99(waits):.0f}", f"{rate:.0f}", str(people), f"{median(whole):.0f}"]
            lines.append([f"{name}, {said}", *told, spread(column(parts, "of processors, ms"), 1), f"{size:.0f}", *counts])
    note = [f"  {answering['note']}"] if "note" in answering else []
    kept = sum(each["people"] for each in answering["kept"])
    acknowledged = sum(part["acknowledged"] for sent in answering["rondom"] for part in sent.values())
    told = f"  rondom: {acknowledged} people acknowledged, {kept} kept after closing"
    return ["", "Answering a questionnaire, five seconds of thinking between two pages", *rows(lines), told, *note]


def table_of_answers(answers: dict[str, Any]) -> list[str]:
    lines = [["", "seconds", "of processors", "MB"]]
    for what, each in answers.items():
        for name, rounds in each.items():
            told = [spread(column(rounds, unit), digits) for unit, digits in (("seconds", 2), ("of processors", 2), ("MB", 0))]
            lines.append([f"{what}, {name}", *told])
    return ["", "Answers counted and tested, whole processes", *rows(lines)]


def settled_and_last(values: Sequence[float]) -> tuple[float, float]:
    """What was held when all had come in and everything was warm, and at the end."""
    return values[min(SETTLED, len(values) - 1)], values[-1]


def heap_of_open_boards(each_minute: Sequence[dict[str, Any]]) -> dict[str, list[float]]:
    """Of each board that stayed open: what its script held, minute by minute."""
    names = [name for name in each_minute[0]["pages"] if name.startswith("stays")]
    return {name: [minute["pages"][name]["heap, MB"] for minute in each_minute] for name in names}


def goals_of_half_hour(half_hour: dict[str, Any]) -> list[Goal]:
    if not half_hour:
        return []
    each, minutes = half_hour["each minute"], half_hour["minutes"]
    held = {"the server": [minute["server, MB"] for minute in each], **heap_of_open_boards(each)}
    grown = {name: settled_and_last(values) for name, values in held.items()}
    return [
        *(
            Goal(f"eight at one board, {name}: held after {minutes} minutes, times minute {SETTLED}", last / settled, MOST_GROWN)
            for name, (settled, last) in grown.items()
        ),
        Goal("boards that stayed open and show other cards than a page opened now", half_hour["different"], 0),
    ]


def goals(found: dict[str, Any]) -> list[Goal]:
    return [
        *goals_of_board(found.get("board", {})),
        *goals_of_live(found.get("live", {})),
        *goals_of_tables(found.get("tables", {})),
        *goals_of_poster(found.get("poster", {})),
        *goals_of_seals(found.get("seals", {})),
        *goals_of_answers(found.get("answers", {})),
        *goals_of_answering(found.get("answering", {})),
        *goals_of_half_hour(found.get("half hour", {})),
    ]


def with_goals(found: dict[str, Any]) -> dict[str, Any]:
    """The file of the result: all that was found, and of each goal whether it was met."""
    return {**found, "goals": [{**asdict(goal), "met": goal.is_met} for goal in goals(found)]}


def spread(values: Sequence[float], digits: int = 0) -> str:
    if not values:
        return "–"
    low, middle, high = (f"{each:.{digits}f}" for each in (min(values), median(values), max(values)))
    return middle if low == high else f"{middle} ({low}–{high})"


def rows(lines: Sequence[Sequence[str]]) -> list[str]:
    """Lines of cells below each other, each column as wide as its widest."""
    wide = [max(len(line[nth]) for line in lines) for nth in range(len(lines[0]))]
    return ["  " + "  ".join(cell.ljust(width) for cell, width in zip(line, wide, strict=True)).rstrip() for line in lines]


def table_of_board(board: dict[str, Any], names: dict[str, str]) -> list[str]:
    told = []
    for size, subjects in board.items():
        told += ["", f"The board, {size} cards: median (least–most)"]
        lines = [["", *COLUMNS]]
        refused = []
        for name, found in subjects.items():
            if isinstance(found, str):
                refused.append(f"  {names.get(name, name)}: {found}")
            else:
                lines.append([names.get(name, name), *(spread(column(found, each)) for each in COLUMNS)])
        told += rows(lines) + refused
        partly = [
            f"{names.get(name, name)} draws only what is in sight, {median(column(found, 'drawn')):.0f} of {size} cards"
            for name, found in subjects.items()
            if isinstance(found, list) and found and median(column(found, "drawn")) < int(size)
        ]
        told += [f"  {each}" for each in partly]
    return told


def table_of_live(live: dict[str, Any]) -> list[str]:
    if "note" in live:
        return ["", f"Live: {live['note']}"]
    lines = [["", "median", "p95", "least–most"]]
    for streams in MOST_OF_FAN_OUT:
        for name, values in live.get(streams, {}).items():
            lines.append([f"{streams} open, {name}, ms", f"{median(values):.1f}", f"{p95(values):.1f}", spread(values, 1)])
    painted = live["painted, ms"]
    lines.append(["painted in three browsers, ms", f"{median(painted):.1f}", f"{p95(painted):.1f}", spread(painted, 1)])
    memory = live["memory, MB"]
    grown = ", ".join(f"{streams} open {value:.0f} (+{value - memory['0']:.0f})" for streams, value in memory.items())
    return ["", "Live: from the commit of a shared card", *rows(lines), f"  memory of the process, MB: {grown}"]


def table_of_tables(tables: dict[str, Any]) -> list[str]:
    names = {"rondom": "with each phone, rondom, ms", "y-websocket": "with each client, y-websocket, ms"}
    names["painted, ms"] = "painted in nine browsers, ms"
    lines = [["", "median", "p95", "p99", "least–most"]]
    for name, said in names.items():
        values = tables[name]
        lines.append([said, f"{median(values):.1f}", f"{p95(values):.1f}", f"{p99(values):.1f}", spread(values, 1)])
    told = ["", "At three tables: from the commit of what somebody says", *rows(lines)]
    return [*told, f"  memory of the process, MB: {tables['memory, MB']:.0f}"]


def table_of_half_hour(half_hour: dict[str, Any]) -> list[str]:
    each = half_hour["each minute"]
    told = sorted({*range(0, len(each), SETTLED), len(each) - 1})
    held = {"server, MB": [minute["server, MB"] for minute in each]}
    held |= {f"{name}, heap, MB": values for name, values in heap_of_open_boards(each).items()}
    lines = [["minute", *map(str, told)]]
    lines += [[name, *(f"{values[nth]:.1f}" for nth in told)] for name, values in held.items()]
    did = ", ".join(f"{name} {count}" for name, count in sorted(half_hour["did"].items()))
    stumbled = [f"  stumbled: {each}" for each in half_hour["stumbled"]]
    return ["", "Eight browsers at one board", *rows(lines), f"  did: {did}", *stumbled]


def table(found: dict[str, Any], names: dict[str, str]) -> str:
    told = ["Machine: " + ", ".join(f"{name} {value}" for name, value in found["machine"].items())]
    told += table_of_board(found.get("board", {}), names)
    if "live" in found:
        told += table_of_live(found["live"])
    if "tables" in found:
        told += table_of_tables(found["tables"])
    if "poster" in found:
        lines = [[f"{size} cards, seconds", spread(values, 3)] for size, values in found["poster"].items()]
        told += ["", "A3 poster, in a warm process", *rows(lines)]
    if "seals" in found:
        lines = [[f"{how}, ms of the processor", spread(values, 1)] for how, values in found["seals"].items()]
        told += ["", "The page of a board of 500 cards", *rows(lines)]
    if "answers" in found:
        told += table_of_answers(found["answers"])
    if "answering" in found:
        told += table_of_answering(found["answering"])
    if "half hour" in found:
        told += table_of_half_hour(found["half hour"])
    if "pages a second" in found:
        told += ["", f"Pages a second with 30 idle streams: {found['pages a second']}"]
    told += ["", "Goals", *(f"  {goal.said()}" for goal in goals(found))]
    return "\n".join(told) + "\n"
