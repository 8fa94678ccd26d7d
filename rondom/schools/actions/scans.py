"""A scan is opened, filled by each for oneself, closed and counted; after two years its sentences go."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.keys import Subject, store
from rondom.base.models import Act
from rondom.base.record import record_system
from rondom.people.desk import Desk
from rondom.people.rights import DeskRight
from rondom.schools.factors import factors_in
from rondom.schools.models import SCAN, Scan, ScanAnswer, ScanCount
from rondom.schools.queries import people_in
from rondom.schools.room import open_this
from rondom.schools.rules import why_not_close, why_not_fill, why_not_these_lists

CHANCE = random.SystemRandom()
LASTS = timedelta(days=730)  # raw answers, line B28 of the schedule


@dataclass(frozen=True)
class Filled:
    factor: str
    stand: int
    evidence: str


@action("scan.opened", needs=DeskRight.PLAN_SCHOOL)
def open_scan(desk: Desk, *, team: str, lists: Sequence[str]) -> Scan:
    refuse_if(why_not_these_lists(list(lists)))
    return Scan.objects.create(organisation=desk.organisation, by_id=desk.person_id, team=team, lists=list(lists))


@action("scan.filled", needs=DeskRight.FILL_SCAN)
def fill_scan(desk: Desk, *, scan: Scan, filled: Sequence[Filled]) -> Scan:
    """One's own answers, as they are now; what one leaves open is no answer."""
    now = Scan.objects.select_for_update().get(pk=scan.pk)
    refuse_if(why_not_fill(is_closed=now.closed_at is not None))
    assert desk.person_id is not None
    there = {each.factor: each for each in ScanAnswer.objects.filter(scan=scan, person=desk.person_id)}
    allowed = {each.id for each in factors_in(scan.lists)}
    for each in filled:
        if each.factor in allowed:
            row = there.pop(each.factor, None) or ScanAnswer(scan=scan, person_id=desk.person_id, factor=each.factor)
            row.stand, row.evidence, row.at = each.stand, each.evidence, timezone.now()
            row.save()
    ScanAnswer.objects.filter(pk__in=[each.pk for each in there.values()]).delete()
    return scan


@action("scan.closed", needs=DeskRight.PLAN_SCHOOL, act=Act.UPDATE)
def close_scan(desk: Desk, *, scan: Scan) -> Scan:
    """From here on the team reads it together, and nothing in it changes. Who stood where is counted, and then gone."""
    scan = Scan.objects.select_for_update().get(pk=scan.pk)
    people = people_in(scan)
    refuse_if(why_not_close(people=people, is_closed=scan.closed_at is not None))
    counted: dict[str, Counter[int]] = {}
    for factor, stand in ScanAnswer.objects.filter(scan=scan).values_list("factor", "stand"):
        if stand is not None:
            counted.setdefault(factor, Counter())[stand] += 1
    ScanCount.objects.bulk_create(
        ScanCount(scan=scan, factor=factor, counts=[said[stand] for stand in (1, 2, 3, 4)]) for factor, said in counted.items()
    )
    now = timezone.now()
    scan.closed_at, scan.closed_by_id, scan.people = now, desk.person_id, people
    scan.save(update_fields=["closed_at", "closed_by", "people"])
    leave_sentences(scan, now)
    return scan


def leave_sentences(scan: Scan, closed_at: datetime) -> None:
    """Lay the sentences down anew, mixed and without their writer: in no row stands whose it was, or what belongs together."""
    open_this(scan)
    rows = list(ScanAnswer.objects.filter(scan=scan))
    said = [(each.factor, each.evidence) for each in rows if each.evidence]
    CHANCE.shuffle(said)
    ScanAnswer.objects.filter(scan=scan).delete()
    left = [ScanAnswer(scan=scan, factor=factor, evidence=text, at=closed_at) for factor, text in said]
    ScanAnswer.objects.bulk_create(left)
    if not left:
        transaction.on_commit(partial(store().destroy, Subject(SCAN, scan.pk)))


@transaction.atomic
def end_scans(today: date) -> int:
    """Who said what goes after two years, with its key; how many stood where stays beside the next scan.

    One that was never closed goes as a whole, two years after it was opened.
    """
    left = Scan.objects.filter(closed_at=None, at__date__lt=today - LASTS)
    over = Scan.objects.filter(closed_at__date__lt=today - LASTS, answers__isnull=False).distinct()
    ended = [*left.values_list("pk", flat=True), *over.values_list("pk", flat=True)]
    ScanAnswer.objects.filter(scan__in=ended).delete()
    left.delete()
    for key in ended:
        store().destroy(Subject(SCAN, key))
    if ended:
        record_system("scan.ended", Act.DELETE)
    return len(ended)
