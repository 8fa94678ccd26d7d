"""The scan: one's own sheet while it is open, and what the team said together once it is closed."""

from dataclasses import dataclass
from datetime import datetime
from statistics import pstdev
from uuid import UUID

from django.utils.translation import gettext as _

from rondom.people.desk import Desk
from rondom.people.models import Organisation
from rondom.people.rights import DeskRight
from rondom.schools.factors import SCHEMES, Factor, FactorList, counts_by_scheme, factors, factors_in, lists
from rondom.schools.models import Scan, ScanAnswer, ScanCount
from rondom.schools.queries import people_in

MOST = 5  # that are named in one list: more is no choice
STRONG, WEAK, APART = 3, 2, 2


@dataclass(frozen=True)
class InList:
    id: UUID
    team: str
    at: datetime
    is_closed: bool
    people: int
    factors: int


@dataclass(frozen=True)
class ScansPage:
    organisation: Organisation
    scans: tuple[InList, ...]
    may_open: bool
    lists: tuple[FactorList, ...]
    schemes: tuple[tuple[str, int], ...]  # how many factors of each kind there are
    total: int


@dataclass(frozen=True)
class Sheet:
    """The factors of one kind, with what this reader filled in before."""

    name: str
    factors: tuple[tuple[Factor, int, str], ...]


@dataclass(frozen=True)
class FillPage:
    organisation: Organisation
    scan: Scan
    sheets: tuple[Sheet, ...]
    people: int
    may_fill: bool
    may_close: bool


@dataclass(frozen=True)
class Together:
    """One factor as the whole team answered it."""

    factor: Factor
    counts: tuple[int, ...]
    evidence: tuple[str, ...]
    before: float | None

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def said(self) -> list[int]:
        return [stand for stand, count in enumerate(self.counts, start=1) for _nth in range(count)]

    @property
    def mean(self) -> float:
        return sum(self.said) / self.n

    @property
    def apart(self) -> int:
        return max(self.said) - min(self.said)

    @property
    def spread(self) -> float:
        return pstdev(self.said)

    @property
    def bars(self) -> list[tuple[str, int]]:
        return [(str(self.factor.stands[nth]), count) for nth, count in enumerate(self.counts, start=1)]

    @property
    def change(self) -> str:
        """Beside the scan before; said, and never tested: it is a handful of people, and perhaps others."""
        if self.before is None:
            return ""
        moved = round(self.mean - self.before, 1)
        if abs(moved) < 0.5:
            return _("ongeveer als vorige keer")
        return _("hoger dan vorige keer") if moved > 0 else _("lager dan vorige keer")


@dataclass(frozen=True)
class TogetherPage:
    organisation: Organisation
    scan: Scan
    before: Scan | None
    differ: tuple[Together, ...]
    strong: tuple[Together, ...]
    begin: tuple[Together, ...]
    groups: tuple[tuple[str, tuple[Together, ...]], ...]
    may_plan: bool


def scans_page(desk: Desk) -> ScansPage:
    rows = list(Scan.objects.inside(desk).prefetch_related("answers").order_by("-at"))
    every = tuple(factors().values())
    return ScansPage(
        organisation=desk.organisation,
        scans=tuple(in_list(each) for each in rows),
        may_open=desk.may(DeskRight.PLAN_SCHOOL),
        lists=tuple(lists().values()),
        schemes=tuple((str(SCHEMES[scheme]), count) for scheme, count in counts_by_scheme(every).items()),
        total=len(every),
    )


def in_list(scan: Scan) -> InList:
    people = scan.people or len({answer.person_id for answer in scan.answers.all()})
    return InList(scan.pk, scan.team, scan.at, scan.closed_at is not None, people, len(factors_in(scan.lists)))


def fill_page(desk: Desk, scan: Scan) -> FillPage:
    mine = {each.factor: each for each in ScanAnswer.objects.filter(scan=scan, person=desk.person_id)}
    here = factors_in(scan.lists)

    def filled(each: Factor) -> tuple[Factor, int, str]:
        row = mine.get(each.id)
        return each, (row.stand or 0) if row else 0, row.evidence if row else ""

    return FillPage(
        organisation=desk.organisation,
        scan=scan,
        sheets=tuple(
            Sheet(str(name), tuple(filled(each) for each in here if each.scheme == scheme))
            for scheme, name in SCHEMES.items()
            if any(each.scheme == scheme for each in here)
        ),
        people=people_in(scan),
        may_fill=desk.may(DeskRight.FILL_SCAN),
        may_close=desk.may(DeskRight.PLAN_SCHOOL),
    )


def scan_before(scan: Scan) -> Scan | None:
    """The last one of the same team that was closed before this one was opened."""
    earlier = Scan.objects.filter(organisation=scan.organisation_id, closed_at__lt=scan.at).order_by("-closed_at")
    return next((each for each in earlier if each.team == scan.team), None)


def means_of(scan: Scan | None) -> dict[str, float]:
    if scan is None:
        return {}
    rows = ScanCount.objects.filter(scan=scan).values_list("factor", "counts")
    return {factor: sum(nth * count for nth, count in enumerate(counts, start=1)) / sum(counts) for factor, counts in rows}


def together_page(desk: Desk, scan: Scan) -> TogetherPage:
    before = scan_before(scan)
    means, said = means_of(before), evidence_in(scan)
    counted = dict(ScanCount.objects.filter(scan=scan).values_list("factor", "counts"))
    every = [
        Together(each, tuple(counted[each.id]), said.get(each.id, ()), means.get(each.id))
        for each in factors_in(scan.lists)
        if each.id in counted
    ]
    groups = ((str(name), tuple(each for each in every if each.factor.scheme == scheme)) for scheme, name in SCHEMES.items())
    return TogetherPage(
        organisation=desk.organisation,
        scan=scan,
        before=before,
        differ=tuple(sorted((each for each in every if each.apart >= APART), key=lambda each: -each.spread)[:MOST]),
        strong=tuple(sorted((each for each in every if min(each.said) >= STRONG), key=lambda each: -each.mean)[:MOST]),
        begin=tuple(
            sorted((each for each in every if each.mean <= WEAK and each.apart < APART), key=lambda each: each.mean)[:MOST]
        ),
        groups=tuple(group for group in groups if group[1]),
        may_plan=desk.may(DeskRight.PLAN_SCHOOL),
    )


def evidence_in(scan: Scan) -> dict[str, tuple[str, ...]]:
    """The sentences of each factor, in the order of their words: who wrote first tells nothing."""
    found: dict[str, list[str]] = {}
    for row in ScanAnswer.objects.filter(scan=scan):
        if row.evidence:
            found.setdefault(row.factor, []).append(row.evidence)
    return {factor: tuple(sorted(texts)) for factor, texts in found.items()}
