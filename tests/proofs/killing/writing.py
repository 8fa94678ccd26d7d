"""Families that write by real HTTP and keep what was acknowledged. Who gets no answer sends the very same once more."""

import http.client
import re
import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

CSRF = "k" * 64
GAVE_UP_AFTER = 1_200  # longer than keys are ever away: people try once more when they hear that it goes again


@dataclass
class Ledger:
    """All that was acknowledged, by whom it can be found again."""

    cards: dict[str, str] = field(default_factory=dict)  # by key: its text
    shared: list[str] = field(default_factory=list)
    remarks: dict[str, str] = field(default_factory=dict)
    answers: dict[str, list[str]] = field(default_factory=dict)  # by "question person", in order
    begun: list[str] = field(default_factory=list)
    count: int = 0
    repeated: int = 0
    odd: list[str] = field(default_factory=list)
    slowest: float = 0
    last_at: float = 0
    hand: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def note(self, change: Any) -> None:
        with self.hand:
            change(self)
            self.count += 1
            self.last_at = time.monotonic()

    def snapshot(self) -> dict[str, Any]:
        with self.hand:
            answers = {who: list(given) for who, given in self.answers.items()}
            return {
                "cards": dict(self.cards),
                "shared": list(self.shared),
                "remarks": dict(self.remarks),
                "answers": answers,
                "begun": list(self.begun),
            }


class Unanswered(Exception):
    """Nobody answered, or it was said that it can not be done now."""


class Stopped(Exception):
    """The proof is over."""


@dataclass
class Family:
    """A mother and a father at one child; each sends one thing at a time, as people do."""

    port: int
    given: dict[str, Any]
    ledger: Ledger
    stop: threading.Event
    may_write: threading.Event
    is_idle: threading.Event = field(default_factory=threading.Event)
    nth: int = 0

    def run(self) -> None:
        try:
            while True:
                self.one_round()
        except Stopped:
            pass
        except Exception as error:  # a thread that dies would be missed by nobody
            self.ledger.odd.append(repr(error))
        self.is_idle.set()

    def one_round(self) -> None:
        """A card is begun, written and shared; both write beside it; the mother says yes, or that it stops."""
        ledger, here, self.nth = self.ledger, f"/kinderen/{self.given['child']}", self.nth + 1
        card = self.post("mother", f"{here}/kaartjes/nieuw/", {"kind": "help"}).split("/kaartjes/")[1].split("/")[0]
        ledger.note(lambda each: each.begun.append(card))
        text, at = f"Woorden {secrets.token_hex(6)}", f"{here}/kaartjes/{card}"
        self.post("mother", f"{at}/schrijven/", {"text": text, "date": "2021", "keep": "draft"})
        ledger.note(lambda each: each.cards.update({card: text}))
        self.post("mother", f"{at}/delen/", {})
        ledger.note(lambda each: each.shared.append(card))
        for who in ("father", "mother"):
            once, said = str(uuid4()), f"Erbij {secrets.token_hex(6)}"
            self.post(who, f"{at}/opmerkingen/", {"text": said, "once": once})
            ledger.note(lambda each, once=once, said=said: each.remarks.update({once: said}))
        answer = "yes" if self.nth % 2 else "withdrawn"
        question = f"{here}/toestemmingen/{self.given['asked']}/"
        shown = self.shown(question) if answer == "yes" else "-"
        self.post("mother", question, {"answer": answer, "shown": shown})
        who = f"{self.given['asked']} {self.given['mother']['person']}"
        ledger.note(lambda each: each.answers.setdefault(who, []).append(answer))

    def shown(self, path: str) -> str:
        """What stands on the screen to which a yes is said."""
        found = re.search(r'name="shown" value="([0-9a-f]{64})"', self.until_answered("mother", "GET", path, {})[1])
        assert found
        return found[1]

    def post(self, who: str, path: str, words: dict[str, str]) -> str:
        """Where the answer leads to. The same is sent until there is one."""
        status, _said, leads_to = self.until_answered(who, "POST", path, words)
        if status != 302 or "/binnenkomen" in leads_to:
            self.ledger.odd.append(f"{status} {path.split('/', 3)[3]} {leads_to}")
        return leads_to

    def until_answered(self, who: str, method: str, path: str, words: dict[str, str]) -> tuple[int, str, str]:
        began, tries = time.monotonic(), 0
        while time.monotonic() - began < GAVE_UP_AFTER:
            self.wait_for_leave()
            try:
                found = self.send(who, method, path, words)
                self.ledger.slowest = max(self.ledger.slowest, time.monotonic() - began)
                return found
            except (Unanswered, OSError, http.client.HTTPException):
                tries += 1
                self.ledger.repeated += 1
                time.sleep(0.1)
        raise TimeoutError(f"{path} {tries} times")

    def wait_for_leave(self) -> None:
        if not self.may_write.is_set():
            self.is_idle.set()
            while not self.may_write.wait(0.2):
                if self.stop.is_set():
                    raise Stopped
            self.is_idle.clear()
        if self.stop.is_set():
            raise Stopped

    def send(self, who: str, method: str, path: str, words: dict[str, str]) -> tuple[int, str, str]:
        answer, said = self.asked(who, method, path, words)
        if answer.status >= 500:
            self.ledger.odd += [f"500 {path.split('/', 3)[3]}"] if answer.status == 500 else []
            raise Unanswered(str(answer.status))
        return answer.status, said, answer.headers.get("Location", "")

    def ask(self, who: str, path: str, words: dict[str, str]) -> tuple[int, str]:
        """One post, and whatever is said to it."""
        answer, said = self.asked(who, "POST", path, words)
        return answer.status, said

    def asked(self, who: str, method: str, path: str, words: dict[str, str]) -> tuple[http.client.HTTPResponse, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {
            "Cookie": f"rondom={self.given[who]['visit']}; csrftoken={CSRF}; django_language=nl",
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request(method, path, urlencode(words) if method == "POST" else None, headers)
            answer = connection.getresponse()
            return answer, answer.read().decode()
        finally:
            connection.close()
