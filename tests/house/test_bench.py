"""What is measured beside each other is the same; and what was found is told as it is. No test of how fast anything is."""

import asyncio
import json
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.conf import settings

from bench.__main__ import asked_for
from bench.cards import as_data, as_file, life
from bench.crowd import Heard, answer_from
from bench.peers import BUNDLED, bare, page_of
from bench.result import goals, p95, table, with_goals
from rondom.timeline.file import read_timeline
from rondom.timeline.layout import CARD_DAYS

MACHINE = {"processors": 2, "load before": "0.0 0.0 0.0"}
CHUNKED = b"location: /vragen/a/?klaar=1\r\nTransfer-Encoding: chunked\r\n\r\n"
NAMES = {"rondom": "Rondom", "bare": "bare page", "vis": "vis-timeline"}


def visit(first: float, drawn: int = 60) -> dict[str, float]:
    return {"first, ms": first, "again, ms": first / 2, "first, bytes": 9, "again, bytes": 9, "heap, bytes": 9, "drawn": drawn}


def found(ours: float, peer: float, plain: float) -> dict:
    board = {"rondom": [visit(ours)], "bare": [visit(plain)], "vis": [visit(peer, 12)], "react": "not usable: it broke"}
    return {"machine": MACHINE, "board": {"60": board}}


def test_everyone_draws_the_same_cards_each_time(tmp_path):
    cards = life(60)

    assert cards == life(60)
    assert life(500)[0].text == cards[0].text
    assert len({card.text for card in cards}) == 60
    texts = sorted(card.said for card in cards)
    assert sorted(each["text"] for each in as_data(cards)["cards"]) == texts
    assert sorted(unescape(each) for each in re.findall(r"<div [^>]*>(.*?)</div>", bare(cards))) == texts
    for name in BUNDLED:
        page = page_of(name, cards, tmp_path, tmp_path)
        data = re.search(r'id="cards">(.*?)</script>', page)[1]
        assert json.loads(data) == as_data(cards)


def test_rondom_takes_in_the_same_cards_on_the_same_days():
    cards = life(60)

    taken = read_timeline(json.dumps(as_file(cards)).encode())

    for each, card in zip(taken.cards, cards, strict=True):
        assert (each.id, each.author) == (card.id, card.author)
        assert (each.words["text"], each.words["date"]) == (card.text, card.date.isoformat())


def test_a_peer_draws_the_boxes_of_the_board():
    cards = life(60)
    drawn = {each["id"]: each for each in as_data(cards)["cards"]}

    for card in cards:
        start, end = (date.fromisoformat(drawn[card.id][name]) for name in ("start", "end"))
        assert (start, end - start) == (card.date, timedelta(days=CARD_DAYS["life"]))


def test_who_misses_a_goal_reads_by_how_much():
    told = table(found(ours=400, peer=200, plain=100), NAMES)

    assert "first: times the fastest peer (vis): 2.00, goal at most 0.5: MISSED by 1.50, 4.0 times what it may be" in told
    assert "first: times the bare page: 4.00, goal at most 2: MISSED by 2.00, 2.0 times what it may be" in told


def test_who_meets_a_goal_reads_that_too():
    told = table(found(ours=100, peer=200, plain=50), NAMES)

    assert "60 cards, first: times the fastest peer (vis): 0.50, goal at most 0.5: met" in told
    assert "MISSED" not in told


def test_the_bare_page_is_no_peer_and_what_broke_is_told():
    told = table(found(ours=100, peer=200, plain=50), NAMES)

    assert "fastest peer (bare)" not in told
    assert "react: not usable: it broke" in told
    assert "vis-timeline draws only what is in sight, 12 of 60 cards" in told


def test_without_streams_the_table_says_so():
    told = table({"machine": MACHINE, "live": {"note": "no stream here"}}, NAMES)

    assert "Live: no stream here" in told


def test_live_and_poster_stand_beside_their_goals():
    live = {
        "30": {"rondom": [10.0, 12.0, 14.0], "y-websocket": [4.0, 4.0, 4.0]},
        "200": {"rondom": [50.0], "y-websocket": [10.0]},
        "painted, ms": [60.0],
        "memory, MB": {"0": 90.0, "30": 95.0, "200": 121.0},
    }

    met = {goal.what: goal.is_met for goal in goals({"live": live, "poster": {"60": [0.1], "500": [1.5]}})}
    told = table({"machine": MACHINE, "live": live}, NAMES)

    assert list(met.values()) == [True, False, True, False, True, False]
    assert "200 open 121 (+31)" in told


def half_hour(server: list[float], heap: list[float], different: int = 0) -> dict:
    each = [{"server, MB": mb, "pages": {"stays 0": {"heap, MB": of}}} for mb, of in zip(server, heap, strict=True)]
    life = {"did": {"share": 3}, "stumbled": ["moves 2, type: slow"], "different": different}
    return {"minutes": len(each) - 1, **life, "each minute": each}


def test_what_is_held_at_the_end_is_weighed_beside_minute_five():
    steady = half_hour([80, 90, 95, 99, 99, 100, 104, 109], [1, 2, 2, 2, 2, 2, 2, 2.1])
    growing = half_hour([80, 90, 95, 99, 99, 100, 104, 111], [1, 1, 1, 1, 1, 1, 1, 3], different=1)

    assert [goal.is_met for goal in goals({"half hour": steady})] == [True, True, True]
    assert [goal.is_met for goal in goals({"half hour": growing})] == [False, False, False]
    told = table({"machine": MACHINE, "half hour": growing}, NAMES)
    assert re.search(r"server, MB +80\.0 +100\.0 +111\.0\n", told)
    assert "stumbled: moves 2, type: slow" in told
    assert "other cards than a page opened now: 1.00, goal at most 0: MISSED by 1.00\n" in told


def sent(waits: list[float], whole: list[float], people: int, failed: int = 0) -> dict:
    told = {"waits": waits, "whole": whole, "acknowledged": people, "answers": {"Q1=4": people}, "seconds": 10.0, "bytes": 90}
    return {"crowd": told | {"of processors, ms": 9.0, "again": 0, "cut": 0, "failed": {"answer": failed} if failed else {}}}


def test_what_seals_cost_is_held_to_a_quarter():
    dear = {"seals": {"sealed": [13.0, 15.0, 14.0], "lying open": [10.0, 10.0, 11.0]}}

    assert [(goal.found, goal.is_met) for goal in goals(dear)] == [(1.4, False)]
    assert "MISSED" in table({"machine": MACHINE, **dear}, NAMES)
    assert goals({"seals": {"sealed": [12.0], "lying open": [10.0]}})[0].is_met


def answering(kept: dict, *, wait: float = 20.0, failed: int = 0) -> dict:
    parts = [sent([wait] * 9, [wait * 2] * 3, 3, failed), sent([100.0], [200.0], 1)]
    ours, peer = ({**each, "alone": each["crowd"]} for each in parts)
    return {"rondom": [ours], "oTree": [peer], "kept": [kept]}


def test_what_was_acknowledged_is_laid_beside_what_was_kept():
    """Each part of the run counts, so of three and three people six have to be there, and each of their answers."""
    whole = answering({"people": 6, "answers": {"Q1=4": 6}})
    missing = answering({"people": 5, "answers": {"Q1=4": 4, "Q1=3": 1}}, wait=600, failed=1)

    assert [(goal.found, goal.is_met) for goal in goals({"answering": whole})] == [
        *((20.0, True), (0, True), (0, True)),
        *((0.2, True), (0.2, True)),
    ]
    assert [(goal.found, goal.is_met) for goal in goals({"answering": missing})] == [
        *((600.0, False), (2, False), (3, False)),
        *((6.0, False), (6.0, False)),
    ]
    told = table({"machine": MACHINE, "answering": missing}, NAMES)
    assert "rondom: 6 people acknowledged, 5 kept after closing" in told


def test_where_the_peer_does_not_run_the_table_says_why():
    alone = answering({"people": 6, "answers": {"Q1=4": 6}})
    del alone["oTree"]

    assert len(goals({"answering": alone})) == 3
    noted = alone | {"note": "oTree did not install: x"}
    assert "oTree did not install" in table({"machine": MACHINE, "answering": noted}, NAMES)


@pytest.mark.parametrize(
    ("came", "body"),
    [
        (b"HTTP/1.1 302 Found\r\nLocation: http://h/vragen/a/?klaar=1\r\nContent-Length: 2\r\n\r\nok", b"ok"),
        (b"HTTP/1.1 302 Found\r\n" + CHUNKED + b"2\r\nok\r\n1\r\n!\r\n0\r\n\r\n", b"ok!"),
    ],
)
def test_the_crowd_reads_an_answer_as_it_is_sent(came, body):
    async def read() -> Heard:
        reader = asyncio.StreamReader()
        reader.feed_data(came)
        return await answer_from(reader)

    assert asyncio.run(read()) == Heard(302, "/vragen/a/?klaar=1", body)


def test_the_file_of_the_result_keeps_every_round_and_each_goal():
    kept = json.loads(json.dumps(with_goals(found(ours=400, peer=200, plain=100))))

    assert kept["board"]["60"]["rondom"] == [visit(400)]
    assert [goal["met"] for goal in kept["goals"]] == [False, False, False, False]
    assert kept["machine"] == MACHINE


def test_of_a_hundred_figures_five_lie_above_the_ninety_fifth():
    assert sum(each > p95(list(range(100))) for each in range(100)) == 5
    assert p95([7.0]) == 7.0


def test_who_asks_for_something_that_is_not_measured_hears_what_is(capsys):
    assert asked_for(["--rounds", "1", "--sizes", "60,500", "--only", "board,live"]).sizes == [60, 500]
    short = ["board", "live", "tables", "poster", "seals", "serving", "answers", "answering"]
    assert asked_for([]).only == short, "half an hour is measured only when it is asked for"
    for wrong in (["--only", "moon"], ["--rounds", "0"], ["--sizes", "0"], ["--minutes", "0"]):
        with pytest.raises(SystemExit):
            asked_for(wrong)
        assert "board, live, tables, poster" in capsys.readouterr().err


def test_what_is_measured_beside_us_is_installed_by_a_lock_and_not_with_the_product():
    lock = json.loads((settings.ROOT / "bench" / "peers" / "package-lock.json").read_text())
    product = (settings.ROOT / "package-lock.json").read_text()

    assert not any("resolved" in each for each in lock["packages"].values())
    assert all("integrity" in each for name, each in lock["packages"].items() if name and not each.get("inBundle"))
    for name in lock["packages"][""]["dependencies"].keys() - {"esbuild"}:  # which binds our own scripts too
        assert f"node_modules/{name}\"" not in product
    peer = (settings.ROOT / "bench" / "peers" / "otree" / "requirements.txt").read_text()
    parts = re.findall(r"^\S+==\S+ .*\n +--hash=sha256:", peer, re.MULTILINE)
    assert len(parts) == len(re.findall("==", peer)) > 10
    assert "otree" not in (settings.ROOT / "requirements" / "dev.txt").read_text()


def test_answers_are_set_beside_polars():
    used = {"seconds": 1.0, "of processors": 1.0, "MB": 300.0}
    answers = {"a wave": {"rondom": [used], "polars": [{**used, "seconds": 0.5}]}}

    time, memory = goals({"answers": answers})

    assert (time.found, time.is_met, memory.found, memory.is_met) == (2.0, False, 1.0, True)
    assert "a wave, polars" in table({"machine": MACHINE, "answers": answers}, NAMES)
