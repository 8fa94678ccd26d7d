"""Is the record still what was written? Reads every line, head, closing and anchor, and names what is not right."""

from collections.abc import Iterator
from dataclasses import dataclass

from rondom.base.anchor import Anchored
from rondom.base.hashes import hash_of, seal_of_all, seal_of_destruction, seal_of_head, seal_of_month
from rondom.base.models import ChainHead, Event, MonthClosed, MonthDestroyed
from rondom.base.record import CHAIN_BEGUN, MONTH_CLOSED, SYSTEM


@dataclass
class Walk:
    """How far a chain was read: the last number and its hash; no hash where that line was rightly destroyed."""

    chain: str
    gaps: list[MonthDestroyed]
    number: int = 0
    hash: str | None = ""

    def jump(self, until: int) -> None:
        """Pass over what was destroyed, up to the line before `until`."""
        for gap in self.gaps:
            closed = gap.closed
            kept = set(gap.kept.split())
            while closed.first_number <= self.number + 1 <= closed.last_number and self.number + 1 < until:
                if str(self.number + 1) in kept:
                    return
                self.number += 1
                self.hash = closed.hash if self.number == closed.last_number else None


def faults_in_record(chain: str | None = None, anchored: Anchored | None = None) -> list[str]:
    """Every place where the record is not what was written; of one chain, or of all with what stands round them."""
    only = {"chain": chain} if chain else {}
    heads = {head.chain: head for head in ChainHead.objects.filter(**only)}
    faults: list[str] = []
    gaps = gaps_by_chain(faults)
    walks = {name: Walk(name, gaps.get(name, [])) for name in heads}
    for line in Event.objects.filter(**only).order_by("chain", "number").iterator():
        walk = walks.setdefault(line.chain, Walk(line.chain, gaps.get(line.chain, [])))
        faults.extend(faults_of_line(line, walk))
    for name, walk in walks.items():
        faults.extend(faults_of_head(walk, heads.get(name)))
    if chain is None:
        faults.extend(faults_of_births(heads))
        faults.extend(faults_of_closings())
    if anchored is not None:
        faults.extend(faults_of_anchor(anchored, heads, gaps, chain))
    return faults


def gaps_by_chain(faults: list[str]) -> dict[str, list[MonthDestroyed]]:
    """The months that were rightly destroyed, per chain in order. A destruction that does not bear our seal gives no gap."""
    gaps: dict[str, list[MonthDestroyed]] = {}
    for gap in MonthDestroyed.objects.select_related("closed").order_by("closed__chain", "closed__first_number"):
        if gap.seal == seal_of_destruction(gap.closed.seal, gap.kept, gap.at) and gap.closed.seal == seal_of(gap.closed):
            gaps.setdefault(gap.closed.chain, []).append(gap)
        else:
            faults.append(f"{gap.closed}: destroyed without our seal")
    return gaps


def seal_of(closed: MonthClosed) -> str:
    return seal_of_month(
        closed.chain, closed.month, closed.first_number, closed.last_number, closed.previous_hash, closed.hash
    )


def faults_of_line(line: Event, walk: Walk) -> Iterator[str]:
    walk.jump(line.number)
    if line.number != walk.number + 1:
        yield f"{line.chain} {line.number}: line missing before this one"
    if walk.hash is not None and line.previous_hash != walk.hash:
        yield f"{line.chain} {line.number}: does not follow the line before"
    if line.hash != hash_of(line):
        yield f"{line.chain} {line.number}: changed after it was written"
    walk.number, walk.hash = line.number, line.hash


def faults_of_head(walk: Walk, head: ChainHead | None) -> Iterator[str]:
    if head is None:
        yield f"{walk.chain}: no head"
        return
    walk.jump(head.number + 1)
    if head.seal != seal_of_head(head.chain, head.number, head.hash):
        yield f"{walk.chain}: the head was moved"
    if walk.number != head.number or walk.hash not in (None, head.hash):
        yield f"{walk.chain}: the last line is missing"


def faults_of_births(heads: dict[str, ChainHead]) -> Iterator[str]:
    """Every chain is named in the system's chain when it begins, and every chain that is named is there."""
    named = set(Event.objects.filter(chain=SYSTEM, event=CHAIN_BEGUN).values_list("object_ids", flat=True))
    there = heads.keys() - {SYSTEM}
    yield from (f"{name}: the whole chain is missing" for name in sorted(named - there))
    yield from (f"{name}: nobody began this chain" for name in sorted(there - named))
    if heads and SYSTEM not in heads:
        yield f"{SYSTEM}: the whole chain is missing"


def faults_of_closings() -> Iterator[str]:
    seals: dict[str, list[str]] = {}
    for closed in MonthClosed.objects.iterator():
        if closed.seal != seal_of(closed):
            yield f"{closed}: the closing was changed"
        seals.setdefault(f"{closed.month:%Y-%m}", []).append(closed.seal)
    said = dict(Event.objects.filter(chain=SYSTEM, event=MONTH_CLOSED).values_list("rule", "object_ids"))
    for month in sorted(seals.keys() | said.keys()):
        if said.get(month) != seal_of_all(seals.get(month, [])):
            yield f"{month}: a closing is missing or was added"
    for gap in MonthDestroyed.objects.select_related("closed"):
        kept = [int(number) for number in gap.kept.split()]
        if Event.objects.filter(chain=gap.closed.chain, number__in=kept).count() != len(kept):
            yield f"{gap.closed}: a line that was kept is missing"


def faults_of_anchor(
    anchored: Anchored, heads: dict[str, ChainHead], gaps: dict[str, list[MonthDestroyed]], only: str | None
) -> Iterator[str]:
    """What was anchored elsewhere is still there: a head set back to one that was once true is found by this alone."""
    yield from anchored.faults
    for point in anchored.newest().values():
        if only not in (None, point.chain):
            continue
        head = heads.get(point.chain)
        if head is None or head.number < point.number:
            yield f"{point.chain}: shorter than it was anchored at line {point.number}"
        elif not is_there(point.chain, point.number, point.hash, gaps):
            yield f"{point.chain} {point.number}: not the line that was anchored"


def is_there(chain: str, number: int, hashed: str, gaps: dict[str, list[MonthDestroyed]]) -> bool:
    if Event.objects.filter(chain=chain, number=number, hash=hashed).exists():
        return True
    closings = [gap.closed for gap in gaps.get(chain, []) if gap.closed.first_number <= number <= gap.closed.last_number]
    return any(closed.last_number != number or closed.hash == hashed for closed in closings)
