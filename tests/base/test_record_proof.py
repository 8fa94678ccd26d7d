"""Who touches the record is found, whatever is touched: a thousand random tamperings, each undone again."""

import os
from collections import Counter
from datetime import datetime
from random import Random

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from rondom.base.anchor import read_anchor, write_anchor
from rondom.base.models import ChainHead, Event, MonthClosed
from rondom.base.record import close_months, destroy_month, record_refusal
from rondom.base.verify import faults_in_record
from rondom.children.dossier import open_dossier
from rondom.children.models import Role
from tests.base.tampering import KINDS, Tamperer, take_the_triggers_away, write_result

SEED = 20261124
TRIALS = 1000 if os.environ.get("RONDOM_PROOF") == "full" else 60


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 10, tzinfo=timezone.get_current_timezone())


def seven_years(world) -> None:
    """Openings and refusals in several months; the months are closed, the oldest destroyed in its time."""
    first = timezone.localtime().date().replace(day=1)
    for year, month in ((first.year + 1, 2), (first.year + 1, 5), (first.year + 7, 3)):
        with time_machine.travel(at(year, month, 12)):
            for role in (Role.CHILD, Role.TEACHER, Role.CARE_COORDINATOR) * 5:  # of age by then: no parents in the dossier
                open_dossier(world.person(role), world.noor.pk)
            record_refusal(world.stranger.pk, "dossier.refused", child_id=world.noor.pk)
    later = at(first.year + 7, 4, 1)
    with time_machine.travel(later):
        close_months(later.date())
        destroy_month(first, later)


def heads() -> dict[str, tuple[int, str, str]]:
    return {head.chain: (head.number, head.hash, head.seal) for head in ChainHead.objects.all()}


@pytest.mark.proof
def test_every_tampering_with_the_record_is_found(world, tmp_path):
    earlier = heads()
    seven_years(world)
    write_anchor(tmp_path / "anchor", timezone.now())
    anchored = read_anchor(tmp_path / "anchor")
    assert faults_in_record(anchored=anchored) == []
    take_the_triggers_away()
    tamperer = Tamperer(Random(SEED), earlier)

    tried, found = Counter(), Counter()
    for nth in range(TRIALS):
        way = KINDS[nth % len(KINDS)]
        with transaction.atomic():
            way(tamperer)
            tried[way.__name__] += 1
            found[way.__name__] += bool(faults_in_record(anchored=anchored))
            transaction.set_rollback(True)

    result = {"seed": SEED, "trials": TRIALS, "lines": Event.objects.count(), "found": sum(found.values()), "kinds": dict(tried)}
    write_result(settings.ROOT / "var" / "proof-record.json", result)
    assert found == tried
    assert faults_in_record(anchored=anchored) == []


def test_a_month_that_is_over_is_closed_and_leaves_its_hash_when_it_is_destroyed(world):
    seven_years(world)

    assert MonthClosed.objects.filter(destroyed__isnull=False).count() >= 3
    assert Event.objects.filter(event="record.chain_begun").exists(), "what tells of the record itself stays"
    assert not Event.objects.filter(event="card.laid").exists()
    assert faults_in_record() == []
