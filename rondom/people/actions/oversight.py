"""Naming who keeps an eye on the record, and what this person does."""

import secrets
from datetime import timedelta

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.people.desk import Desk
from rondom.people.models import Alert, AlertSeen, LogManager, Membership, ReadingChecked, Sample, SampledReading
from rondom.people.queries import drawn_by, log_managers_at
from rondom.people.rights import DeskRight
from rondom.people.rules import why_not_check, why_not_draw

SAMPLED_OVER = timedelta(days=31)


@action("organisation.log_manager_named", needs=DeskRight.NAME_LOG_MANAGER)
def name_log_manager(desk: Desk, *, member: Membership) -> LogManager:
    """From today this member keeps an eye on the record; who did so before does so no longer."""
    LogManager.objects.inside(desk).filter(until__isnull=True).exclude(person=member.person_id).update(
        until=timezone.localdate() - timedelta(days=1)
    )
    named = log_managers_at(desk).filter(person=member.person_id).first()
    return named or LogManager.objects.create(organisation=desk.organisation, person_id=member.person_id)


@action("alert.seen", needs=DeskRight.MANAGE_RECORD)
def see_alert(desk: Desk, *, alert: Alert) -> Alert:
    AlertSeen.objects.get_or_create(alert=alert, defaults={"by_id": desk.person_id})
    return alert


@action("sample.drawn", needs=DeskRight.MANAGE_RECORD)
def draw_sample(desk: Desk) -> Sample:
    """Draw this month's readings by chance, from those of the last month. The seed is kept: who doubts can draw again."""
    now = timezone.now()
    month = timezone.localdate().replace(day=1)
    refuse_if(why_not_draw(Sample.objects.inside(desk).filter(month=month).exists()))
    sample = Sample.objects.create(
        organisation=desk.organisation, month=month, seed=secrets.randbits(62), since=now - SAMPLED_OVER, until=now
    )
    SampledReading.objects.bulk_create(
        SampledReading(sample=sample, nth=nth, chain=chain, number=number) for nth, (chain, number) in enumerate(drawn_by(sample))
    )
    return sample


@action("sample.reading_checked", needs=DeskRight.MANAGE_RECORD)
def check_reading(desk: Desk, *, reading: SampledReading, verdict: str) -> SampledReading:
    refuse_if(why_not_check(reading))
    ReadingChecked.objects.create(reading=reading, verdict=verdict, by_id=desk.person_id)
    return reading
