"""The verbs of the cases without a name. None leaves a line of its own at its own moment: that would say who did what.

What is written goes into the tray, which is laid anew by chance at each writing; a job lays all of a night down at once and
mixed. The record has who was in the room on a day, and each night how many were laid down.
"""

import random
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import models, transaction

from rondom.base.actions import action, refuse_if
from rondom.base.keys import store
from rondom.base.models import Act
from rondom.base.record import record_system
from rondom.cases.models import LASTS, AnonymousCase, CaseAnswer, CaseLesson, CaseRecognised, InTray
from rondom.cases.queries import is_own
from rondom.cases.rights import CaseRight
from rondom.cases.room import Room, mark_of, open_this, open_tray, week_of
from rondom.cases.rules import why_not_recognisable, why_not_take_back, why_not_this_text

# By how many readers: one may be mistaken, or sit next to the writer. From the second on it is known, and goes at once (B20).
RECOGNISED_BY = 2
CHANCE = random.SystemRandom()


@dataclass(frozen=True)
class Written:
    """A case as it was typed, checked and settled."""

    sector: str
    age_band: str
    theme: str
    text: str
    recognisable: str


@action("case.written", needs=CaseRight.USE_CASES, is_quiet=True)
def write_case(room: Room, *, written: Written) -> InTray:
    """Into the tray, under the key that it will have, so that its writer alone can take it back."""
    refuse_if(why_not_this_text(written.text) or why_not_recognisable(written.recognisable))
    about = {"sector": written.sector, "age_band": written.age_band, "theme": written.theme, "text": written.text.strip()}
    for same in there_already(**about):
        if same.author_mark == mark_of(room.reader.pk, same.pk, "wrote"):
            return same  # sent again by a browser that got no answer
    key = uuid4()
    return laid_in_tray(
        InTray(
            pk=key,
            **about,
            region=room.region,
            author_mark=mark_of(room.reader.pk, key, "wrote"),
        )
    )


@action("case.answered", needs=CaseRight.USE_CASES, is_quiet=True)
def answer_case(room: Room, *, case: AnonymousCase, text: str, recognisable: str) -> InTray:
    refuse_if(why_not_this_text(text) or why_not_recognisable(recognisable))
    same = there_already(case_id=case.pk, text=text.strip(), region=room.region)
    return same[0] if same else laid_in_tray(InTray(case_id=case.pk, text=text.strip(), region=room.region))


@action("case.recognised", needs=CaseRight.USE_CASES, is_quiet=True, act=Act.UPDATE)
def recognise_case(room: Room, *, case: AnonymousCase) -> None:
    """It closes for this reader, for good; and goes as soon as a second one knows the child too."""
    CaseRecognised.objects.get_or_create(case=case, mark=mark_of(room.reader.pk, case.pk, "recognised"))
    mixed_anew(CaseRecognised.objects.all())
    if case.recognised.count() >= RECOGNISED_BY:
        destroy_case(case)


@action("case.taken_back", needs=CaseRight.USE_CASES, is_quiet=True, act=Act.DELETE)
def take_case_back(room: Room, *, case: AnonymousCase) -> None:
    """By its writer, at any time, with what was answered."""
    refuse_if(why_not_take_back(is_own=is_own(room, case)))
    destroy_case(case)


def there_already(*, text: str, **about: Any) -> list[InTray]:
    """What lies in the tray with the same words: twice the same would tell that one person wrote both."""
    open_tray()
    return [each for each in InTray.objects.select_for_update().filter(**about) if each.text == text]


def laid_in_tray(new: InTray) -> InTray:
    """With all that lies there already, in a new order: what came last does not lie last."""
    open_tray()
    InTray.objects.select_for_update().count()
    new.save(force_insert=True)
    mixed_anew(InTray.objects.all())
    return new


def mixed_anew(rows: models.QuerySet[Any]) -> None:
    """The same rows, laid down in an order by chance: what the database keeps of the order of coming is gone."""
    held = list(rows)
    CHANCE.shuffle(held)
    model = rows.model
    model.objects.filter(pk__in=[row.pk for row in held])._raw_delete(rows.db)
    model.objects.bulk_create(held)


def destroy_case(case: AnonymousCase) -> None:
    """Rows and key together: no backup gives its words back."""
    InTray.objects.filter(case_id=case.pk).delete()
    AnonymousCase.objects.filter(pk=case.pk).delete()
    store().destroy(case.sealed_apart()[0])


@transaction.atomic
def lay_cases(today: date) -> int:
    """Each night: what waits in the tray comes to lie among what others wrote this week, mixed; its moment is the week."""
    open_tray()
    waiting = list(InTray.objects.select_for_update())
    week = week_of(today)
    for new in waiting:
        if new.case_id is None:
            about = {"sector": new.sector, "age_band": new.age_band, "theme": new.theme, "region": new.region}
            AnonymousCase.objects.create(pk=new.pk, text=new.text, week=week, author_mark=new.author_mark, **about)
    there = set(AnonymousCase.objects.values_list("pk", flat=True))
    for new in waiting:
        if new.case_id in there:
            open_this(AnonymousCase(pk=new.case_id))
            CaseAnswer.objects.create(case_id=new.case_id, text=new.text, region=new.region, week=week)
    InTray.objects.all().delete()
    if waiting:
        mix_this_week(week)
        record_system("case.laid_down", Act.EXECUTE)
    return len(waiting)


def mix_this_week(week: date) -> None:
    """Of the nights of one week none can be told from another afterwards."""
    answers = list(CaseAnswer.objects.filter(week=week))
    CaseAnswer.objects.filter(pk__in=[each.pk for each in answers])._raw_delete(CaseAnswer.objects.db)
    marks = list(CaseRecognised.objects.filter(case__week=week))
    CaseRecognised.objects.filter(pk__in=[each.pk for each in marks])._raw_delete(CaseRecognised.objects.db)
    mixed_anew(AnonymousCase.objects.filter(week=week))
    CHANCE.shuffle(answers)
    CaseAnswer.objects.bulk_create(answers)
    CHANCE.shuffle(marks)
    CaseRecognised.objects.bulk_create(marks)


@transaction.atomic
def end_cases(today: date) -> int:
    """After twelve months the words go; that there was such a question, and how many thought along, stays (B20)."""
    over = list(AnonymousCase.objects.filter(week__lt=today - LASTS))
    for case in over:
        about = {"sector": case.sector, "age_band": case.age_band, "theme": case.theme}
        CaseLesson.objects.create(**about, year=case.week.year, answers=case.answers.count())
        destroy_case(case)
    if over:
        record_system("case.ended", Act.DELETE)
    return len(over)
