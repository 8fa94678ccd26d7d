"""People who answer a questionnaire by real HTTP, and keep what was acknowledged. Who gets no answer sends the same again."""

import http.client
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

GAVE_UP_AFTER = 600
AGAIN = 5  # one in so many is sent twice, as by who taps twice


@dataclass
class Sendings:
    """What each token was: a sending begins, and is acknowledged or not yet."""

    links: Iterator[str]
    begun: set[str] = field(default_factory=set)
    acknowledged: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    repeated: int = 0
    hand: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def count(self) -> int:
        return len(self.acknowledged)

    def next_link(self) -> str:
        with self.hand:
            return next(self.links)


@dataclass
class Respondent:
    """Answers one slip after the other, each with words of its own by which the answer is known again."""

    port: int
    sendings: Sendings
    stop: threading.Event

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self.one_slip()
        except StopIteration:
            pass
        except Exception as error:  # a thread that dies would be missed by nobody
            self.sendings.odd.append(repr(error))

    def one_slip(self) -> None:
        """A slip that was begun is finished also when the proof is over: so all that was sent has been answered."""
        link, token = self.sendings.next_link(), secrets.token_hex(8)
        words = urlencode({"key": secrets.token_hex(16), "a_S01": "4", "a_S05": "3", "a_S06": token})
        with self.sendings.hand:
            self.sendings.begun.add(token)
        status = self.until_answered(link, words)
        if status == 302:
            with self.sendings.hand:
                self.sendings.acknowledged.append(token)
        else:
            self.sendings.odd.append(f"{status}")
        if self.sendings.count % AGAIN == 0:
            self.until_answered(link, words)

    def until_answered(self, link: str, words: str) -> int:
        until = time.monotonic() + GAVE_UP_AFTER
        while time.monotonic() < until:
            try:
                status = self.send(link, words)
                if status < 500 and status != 429:  # who is asked to wait tries again
                    return status
                self.sendings.odd += ["500"] if status == 500 else []
            except (OSError, http.client.HTTPException):
                pass
            self.sendings.repeated += 1
            time.sleep(0.1)
        raise TimeoutError(link)

    def send(self, link: str, words: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", link, words, {"Content-Type": "application/x-www-form-urlencoded"})
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()
