"""Which sentences of a card are about somebody else than the child, and its words without them (rule R41). Pure.

A marked sentence is found again however it is broken into lines. One that was changed is another sentence, and asks again.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from unicodedata import normalize

# What a person told about the child's life; the words for its time tell of nobody.
TOLD = ("with_whom", "text", "goes_well", "goes_less", "meaning", "response")
ENDS, CLOSES = ".!?…؟۔።፧፡", "\"'”’»)]"
# A sentence ends with its line, or with a sign before a space; in Tigrinya with its own sign, also without a space.
BREAK = re.compile(rf"\n++|(?<![.!?…؟۔])[.!?…؟۔]++[{re.escape(CLOSES)}]*+(?=\s)|(?:[።፧]|፡፡)++[{re.escape(CLOSES)}]*+")
SHORTENED = re.compile(r"(?<!\w)(?:\w|dhr|mevr|mw|dr|drs|prof|mr|ing|st|nr|bijv|bv|mrs|ms|sn|св|др)$", re.IGNORECASE)
# So many words are recognised inside a longer sentence too; fewer, as a name in a line of its own, only as a whole.
MANY = 3

Span = tuple[int, int]


def spans(text: str) -> Iterator[Span]:
    """Where each sentence begins and ends, without the spaces around it."""
    start = 0
    for found in BREAK.finditer(text):
        if found[0] == "." and SHORTENED.search(text, max(start, found.start() - 8), found.start()):
            continue
        yield from trimmed(text, start, found.end())
        start = found.end()
    yield from trimmed(text, start, len(text))


def trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    if key_of(piece):
        yield start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def key_of(sentence: str) -> str:
    """By what a sentence is known again: its words, whatever stands between and behind them."""
    return " ".join(normalize("NFC", sentence).split()).strip(ENDS + CLOSES + "“‘«([ ").casefold()


def sign_of(sentence: str) -> str:
    """By what a form names a sentence, without saying it."""
    return sha256(key_of(sentence).encode()).hexdigest()[:20]


def sentences_of(told: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Every sentence of these words by its sign, once each, in the order of a card."""
    found: dict[str, str] = {}
    for words in told:
        for text in (words.get(name, "") for name in TOLD):
            for start, end in spans(text):
                found.setdefault(sign_of(text[start:end]), " ".join(text[start:end].split()))
    return found


def hidden_in(text: str, marked: Collection[str]) -> list[Span]:
    """The stretches of a text that are marked; what only a space keeps apart is one."""
    keys = {key_of(each) for each in marked}
    found = [span for span in spans(text) if key_of(text[slice(*span)]) in keys]
    for sentence in marked:
        words = sentence.strip(ENDS + CLOSES + "“‘«([ ").split()
        if len(words) >= MANY:
            stands = r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + rf"(?!\w)[{re.escape(ENDS)}]*"
            found += [each.span() for each in re.finditer(stands, text, re.IGNORECASE)]
    together: list[Span] = []
    for start, end in sorted(found):
        if together and not text[together[-1][1] : start].strip():
            together[-1] = (together[-1][0], max(end, together[-1][1]))
        else:
            together.append((start, end))
    return together


def without(text: str, marked: Collection[str], instead: str) -> str:
    """The same text, with a few fixed words in the place of what is marked."""
    kept, last = [], 0
    for start, end in hidden_in(text, marked):
        kept += [text[last:start], instead]
        last = end
    return "".join([*kept, text[last:]])


def still_there(marked: Iterable[str], words: Mapping[str, str]) -> tuple[str, ...]:
    """Which of these sentences stand in these words as they are now."""
    texts = [words.get(name, "") for name in TOLD]
    return tuple(each for each in marked if any(hidden_in(text, (each,)) for text in texts))
