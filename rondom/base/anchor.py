"""The anchor: a file elsewhere that says up to where the record had come, so that even its own past can not be put back.

Each line of the file holds the heads that moved since the line before, and a seal over both. What the database alone
can not show, that a chain was set back to how it once truly was, shows against this file, up to its last line.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rondom.base.hashes import seal_of_anchor
from rondom.base.models import ChainHead


@dataclass(frozen=True)
class Point:
    """Up to where a chain had come at some time."""

    chain: str
    number: int
    hash: str


@dataclass
class Anchored:
    """What a file of anchors says, and where the file itself is not right."""

    points: list[Point] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    last_seal: str = ""

    def newest(self) -> dict[str, Point]:
        """The last point of each chain: the lines before it hang on it by their hashes."""
        return {point.chain: point for point in self.points}


def read_anchor(file: Path) -> Anchored:
    anchored = Anchored()
    if not file.exists():
        anchored.faults.append("anchor: the file is not there")
        return anchored
    for nth, text in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            line = json.loads(text)
            seal, previous, heads = line.pop("seal"), line["previous"], line["heads"]
            points = [Point(chain, int(number), str(last)) for chain, (number, last) in sorted(heads.items())]
        except (ValueError, KeyError, TypeError, AttributeError):
            anchored.faults.append(f"anchor {nth}: can not be read")
            continue
        if seal != seal_of_anchor(line) or previous != anchored.last_seal:
            anchored.faults.append(f"anchor {nth}: not as we wrote it")
        anchored.points.extend(points)
        anchored.last_seal = seal
    return anchored


def write_anchor(file: Path, now: datetime) -> int:
    """Add one line with the heads that moved; how many they are."""
    before = read_anchor(file) if file.exists() else Anchored()
    known = before.newest()
    moved = {
        head.chain: [head.number, head.hash]
        for head in ChainHead.objects.order_by("chain")
        if head.number and (head.chain not in known or known[head.chain].number != head.number)
    }
    content = {"at": now.isoformat(), "previous": before.last_seal, "heads": moved}
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({**content, "seal": seal_of_anchor(content)}) + "\n")
    return len(moved)
