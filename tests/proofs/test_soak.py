"""Half an hour of three meetings at once: thirty phones at each, people speak, lines are cut; nothing is lost or doubled.

A sample lasts some seconds with fewer phones. In full the server may hold a tenth more at the end than in minute five.
And one large evening: two hundred phones at ten tables, by the same steps.
"""

import asyncio
import random
import time
from typing import Any

import pytest

from bench.live import post
from bench.running import Server, a_place, serving
from tests.proofs.phones import Phone
from tests.proofs.walking import FULL, write_result

SEED = 20261201
PHONES, MINUTES, PAUSE = (30, 30, 9.0) if FULL else (6, 0, 0.2)
TEXTS = 6  # at each table in a sample
LARGE, LARGE_TABLES, LARGE_TEXTS = 200, 10, 6
OF_ONE = 3  # of one person four stay open at most, and one that was cut may not be missed yet
CUTS_ONE_IN = 5
TOUCHED_EVERY = 300
SETTLED, MOST_GROWN = 5, 1.1
QUESTION = "c_whole"


class Soak:
    def __init__(self, server: Server, laid: dict[str, Any], phones: int, texts: int | None) -> None:
        """`texts`: so many at each table, and then it is done; none of these: so many minutes."""
        self.server, self.cookie, self.texts = server, laid["cookie"], texts
        self.tables = [{**each, "cookie": laid["cookie"]} for each in laid["tables"]]
        self.phones = [[self.phone(table, nth) for nth in range(phones)] for table in self.tables]
        self.said: list[list[str]] = [[] for _table in self.tables]
        self.memory: list[float] = []

    def phone(self, table: dict[str, Any], nth: int) -> Phone:
        cookie = f"{self.cookie}={table['visits'][nth // OF_ONE]}"
        chance = random.Random(f"{SEED} {table['board']} {nth}")
        return Phone(self.server.address, cookie, table["board"], table["stream"], chance, CUTS_ONE_IN)

    @property
    def everyone(self) -> list[Phone]:
        return [phone for phones in self.phones for phone in phones]

    async def run(self) -> None:
        staying = [asyncio.ensure_future(phone.stay()) for phone in self.everyone]
        await self.until(lambda: all(phone.is_open for phone in self.everyone))
        began = touched = time.monotonic()
        while not self.is_done(time.monotonic() - began):
            for nth in range(len(self.tables)):
                await asyncio.to_thread(self.say, nth)
                await asyncio.sleep(PAUSE / len(self.tables))
            if time.monotonic() - touched > TOUCHED_EVERY:
                touched = time.monotonic()
                await asyncio.gather(*(phone.touch() for phones in self.phones for phone in phones[::OF_ONE]))
            if len(self.memory) <= (time.monotonic() - began) / 60:
                self.memory.append(self.server.memory())
        await self.until(self.all_have_all)
        self.memory.append(self.server.memory())
        for each in staying:
            each.cancel()

    def is_done(self, seconds: float) -> bool:
        return seconds >= MINUTES * 60 if self.texts is None else len(self.said[0]) >= self.texts

    def say(self, nth: int) -> None:
        text = f"Soak {nth} {len(self.said[nth])}"
        post(self.server, self.tables[nth], self.tables[nth]["board"], question=QUESTION, text=text)
        self.said[nth].append(text)

    def all_have_all(self) -> bool:
        return all(phone.texts == said for phones, said in zip(self.phones, self.said, strict=True) for phone in phones)

    async def until(self, is_so: Any, seconds: float = 60) -> None:
        """What never comes to be, the comparison afterwards says by name."""
        late = time.monotonic() + seconds
        while not is_so() and time.monotonic() < late:
            await asyncio.sleep(0.05)


def differing(soak: Soak) -> list[tuple[str, list[str], list[str]]]:
    """Of each phone that shows something else than what was said: what it misses, and what it has twice or by mistake."""
    found = []
    for phones, said in zip(soak.phones, soak.said, strict=True):
        for phone in phones:
            missing = [each for each in said if each not in phone.texts]
            too_many = [each for each in set(phone.texts) if phone.texts.count(each) != said.count(each)]
            if missing or too_many or phone.texts != said:
                found.append((phone.page, missing, sorted(set(too_many) - set(missing))))
    return found


def outcome(soak: Soak) -> dict[str, Any]:
    return {
        "phones": len(soak.everyone),
        "said": sum(map(len, soak.said)),
        "cuts": sum(phone.cuts for phone in soak.everyone),
        "whole pages anew": sum(phone.reloads for phone in soak.everyone),
        "different": differing(soak),
        "refused": [each for phone in soak.everyone for each in phone.refused],
        "memory each minute, MB": [round(each, 1) for each in soak.memory],
    }


def held(phones: int, tables: int, texts: int | None) -> tuple[Soak, dict[str, Any]]:
    with a_place() as place:
        laid = place.ask("bench.laying", "tables", phones + phones // 3, tables)
        with serving(place) as server:
            soak = Soak(server, laid, phones, texts)
            asyncio.run(soak.run())
    return soak, outcome(soak)


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.enable_socket
@pytest.mark.timeout(3600 if FULL else 170)
def test_half_an_hour_of_three_meetings_loses_and_doubles_nothing():
    soak, result = held(PHONES, 3, None if FULL else TEXTS)
    result["minutes"] = MINUTES
    write_result("soak", result)
    assert (result["different"], result["refused"]) == ([], [])
    assert result["said"] >= 3 * TEXTS and result["cuts"] > 0
    assert not FULL or soak.memory[-1] <= soak.memory[SETTLED] * MOST_GROWN


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.enable_socket
@pytest.mark.timeout(3600)
@pytest.mark.skipif(not FULL, reason="in full only: the sample above walks the same steps with fewer phones")
def test_two_hundred_phones_in_one_evening_still_hear_all():
    _soak, result = held(LARGE // LARGE_TABLES, LARGE_TABLES, LARGE_TEXTS)
    write_result("large-evening", result)
    assert (result["phones"], result["said"]) == (LARGE, LARGE_TABLES * LARGE_TEXTS)
    assert (result["different"], result["refused"]) == ([], [])
    assert result["cuts"] > 0


def test_a_phone_that_misses_or_doubles_something_is_found():
    """Planted: without this the proof above would say nothing."""
    soak = Soak.__new__(Soak)
    shown = {"/a/": ["x"], "/b/": ["x", "y", "y"], "/c/": ["x", "y"]}
    phones = [Phone("", "", page, "", random.Random(0), 5, texts) for page, texts in shown.items()]
    soak.phones, soak.said = [phones], [["x", "y"]]
    assert differing(soak) == [("/a/", ["y"], []), ("/b/", [], ["y"])]
