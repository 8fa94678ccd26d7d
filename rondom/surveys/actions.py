"""The verbs of the monitor: a questionnaire and its versions, a wave and its schools, opening, answering and closing."""

import hashlib
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from rondom.base.actions import NotYet, Refused, action, refuse_if
from rondom.base.limits import ANSWERS, why_not_again
from rondom.base.models import Act
from rondom.base.record import record_system
from rondom.people.desk import Desk, house_desk
from rondom.people.rights import DeskRight
from rondom.surveys.boxes import TooFull, new_lock, opened, shut
from rondom.surveys.items import OPEN, Item, asked_of, kept_of, laid_from
from rondom.surveys.marks import ABOUT, BATCH, MARKS, SIDES, Batch, TooFewMarks
from rondom.surveys.models import (
    Box,
    MarksCounted,
    OpenAnswer,
    OpenAnswerSeen,
    PassUsed,
    Questionnaire,
    QuestionnaireVersion,
    SurveyAnswer,
    TakeOut,
    Turnout,
    Wave,
    WaveSchool,
    WaveTurn,
    by_chance,
)
from rondom.surveys.pace import why_not_so_fast
from rondom.surveys.passes import MANY
from rondom.surveys.queries import invited_in
from rondom.surveys.rights import SurveyRight
from rondom.surveys.room import Seat, destroy_box_key, lay_out_boxes, lay_out_open_answers, tie_secret
from rondom.surveys.rules import (
    CLOSED,
    OPENED,
    most_boxes,
    why_not_answer_now,
    why_not_change,
    why_not_close,
    why_not_in_this_order,
    why_not_open,
    why_not_plan,
    why_not_release,
    why_not_renew,
    why_not_schools,
    why_not_take_out,
    why_not_this_item,
)
from rondom.surveys.shipped import EMPTY, shipped
from rondom.surveys.ties import tie_of

CHANCE = random.SystemRandom()
UP, DOWN, OUT = "up", "down", "out"


@dataclass(frozen=True)
class WavePlan:
    """A wave as it was filled in."""

    year: str
    roles: tuple[str, ...]
    opens_on: date
    closes_on: date
    is_per_person: bool


@dataclass(frozen=True)
class Sent:
    """What somebody sent: a key by which the same sending is known again, the answers, and what else was told."""

    key: str
    answers: Mapping[str, str]
    also: str = ""
    code: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """A file with answers that is ready to go: of which years, what it carries, for what, and what a check of it found."""

    years: tuple[str, ...]
    cut: str
    kind: str
    purpose: str
    rows: int
    smallest: int


@action("survey.begun", needs=DeskRight.PLAN_WAVES)
def start_questionnaire(desk: Desk, *, name: str) -> Questionnaire:
    """With one of ours, or empty: a first version to change."""
    content = deepcopy(shipped(name) if name else EMPTY)
    made = Questionnaire.objects.create(organisation=desk.organisation, shipped=name, made_by_id=desk.person_id)
    QuestionnaireVersion.objects.create(questionnaire=made, number=1, content=content, made_by_id=desk.person_id)
    return made


@action("survey.renewed", needs=DeskRight.PLAN_WAVES)
def begin_version(desk: Desk, *, questionnaire: Questionnaire) -> QuestionnaireVersion:
    last = questionnaire.versions.select_for_update().order_by("-number")[0]
    refuse_if(why_not_renew(last))
    return QuestionnaireVersion.objects.create(
        questionnaire=questionnaire, number=last.number + 1, content=last.content, made_by_id=desk.person_id
    )


@action("survey.titled", needs=DeskRight.PLAN_WAVES, act=Act.UPDATE)
def name_version(desk: Desk, *, version: QuestionnaireVersion, title: dict[str, str], intro: dict[str, str]) -> Any:
    version = held(version)
    refuse_if(why_not_change(version))
    version.content = {**version.content, "title": title, "intro": intro}
    version.save(update_fields=["content"])
    return version


@action("survey.item_kept", needs=DeskRight.PLAN_WAVES, act=Act.UPDATE)
def keep_item(desk: Desk, *, version: QuestionnaireVersion, item: Item, was: str) -> QuestionnaireVersion:
    """A new item at the end, or what stands under a code anew."""
    version = held(version)
    refuse_if(why_not_change(version) or why_not_this_item(version, item, was))
    items = list(version.content["items"])
    at = next((nth for nth, each in enumerate(items) if each["code"] == was), len(items))
    items[at : at + 1] = [laid_from(item)]
    return with_items(version, items)


@action("survey.item_moved", needs=DeskRight.PLAN_WAVES, act=Act.UPDATE)
def arrange_item(desk: Desk, *, version: QuestionnaireVersion, code: str, turn: str) -> QuestionnaireVersion:
    version = held(version)
    refuse_if(why_not_change(version))
    items = list(version.content["items"])
    at = next((nth for nth, each in enumerate(items) if each["code"] == code), None)
    if at is None:
        return version
    moved = items.pop(at)
    if turn != OUT:
        items.insert(max(0, at - 1) if turn == UP else at + 1, moved)
    refuse_if(why_not_in_this_order(items))
    return with_items(version, items)


def held(version: QuestionnaireVersion) -> QuestionnaireVersion:
    """A version as it is now, held until the action is done: who edits and who releases at once see what the other did."""
    return QuestionnaireVersion.objects.select_for_update(no_key=True).get(pk=version.pk)


def with_items(version: QuestionnaireVersion, items: list[dict[str, Any]]) -> QuestionnaireVersion:
    version.content = {**version.content, "items": items}
    version.__dict__.pop("items", None)
    version.save(update_fields=["content"])
    return version


@action("survey.released", needs=DeskRight.PLAN_WAVES, act=Act.EXECUTE)
def release_version(desk: Desk, *, version: QuestionnaireVersion) -> QuestionnaireVersion:
    """From here on it is as it was asked."""
    version = held(version)
    refuse_if(why_not_release(version))
    version.released_at, version.released_by_id = timezone.now(), desk.person_id
    version.save(update_fields=["released_at", "released_by"])
    return version


@action("wave.planned", needs=DeskRight.PLAN_WAVES)
def plan_wave(desk: Desk, *, version: QuestionnaireVersion, plan: WavePlan) -> Wave:
    refuse_if(why_not_plan(version, plan.opens_on, plan.closes_on))
    private, lock = new_lock()
    return Wave.objects.create(
        organisation=desk.organisation,
        version=version,
        year=plan.year,
        roles=list(plan.roles),
        opens_on=plan.opens_on,
        closes_on=plan.closes_on,
        is_per_person=plan.is_per_person,
        lock=lock,
        key=private,
        planned_by_id=desk.person_id,
    )


@action("wave.school_kept", needs=DeskRight.PLAN_WAVES, act=Act.UPDATE)
def keep_school(desk: Desk, *, wave: Wave, name: str, invited: dict[str, int]) -> WaveSchool:
    """A school and how many were invited there; a name that is there already gets these numbers instead."""
    refuse_if(why_not_schools(wave))
    code = slugify(name, allow_unicode=True)[:60] or "school"
    number = wave.schools.count() + 1
    school, _is_new = WaveSchool.objects.update_or_create(
        wave=wave,
        code=code,
        defaults={"name": name, "invited": invited},
        create_defaults={"name": name, "invited": invited, "number": number},
    )
    return school


@action("wave.opened", needs=DeskRight.PLAN_WAVES, act=Act.EXECUTE)
def start_wave(desk: Desk, *, wave: Wave) -> WaveTurn:
    """By hand, before its first day."""
    refuse_if(why_not_open(wave, timezone.localdate()))
    return WaveTurn.objects.create(wave=wave, turn=OPENED, by_id=desk.person_id)


def send_answers(seat: Seat, *, sent: Sent) -> None:
    """Into a locked box. Sent again it is the same box; a link for one person is used by it and by nothing else.

    The box is shut before anything is locked: making a tie takes a tenth of a second, and meanwhile nobody else should wait.
    """
    try:
        laid = shut(seat.wave.lock, json.dumps(content_of(seat, sent), ensure_ascii=False).encode())
    except TooFull as error:
        raise Refused(_("Dit is te lang. Schrijf iets korter.")) from error
    keep_box(seat, mark=hashlib.sha256(f"{seat.wave.pk} {sent.key}".encode()).hexdigest(), laid=laid)


@action("wave.answered", needs=SurveyRight.ANSWER, is_quiet=True)
def keep_box(seat: Seat, *, mark: str, laid: bytes) -> None:
    """Of a link that was used nothing is told: who has all links would learn by it who answered."""
    # Behind whoever closes it: what comes after that is told so, and lies in no box that nobody opens any more. All answers of a
    # wave come in one behind the other here, so what is not there now is not there when it is laid down.
    wave = Wave.objects.select_for_update(no_key=True).get(pk=seat.wave.pk)
    if Box.objects.filter(wave=wave, mark=mark).exists():
        return
    refuse_if(why_not_answer_now(wave, timezone.localdate()))
    refuse_if(_("Er is al heel vaak geantwoord. Vraag het aan wie de link gaf.") if is_full(wave) else None)
    if seat.by.number == MANY and (fast := why_not_so_fast(seat.by.mark, seat.school.invited.get(str(seat.respondent), 0))):
        raise NotYet(fast)
    if seat.by.number != MANY:
        if PassUsed.objects.filter(mark=seat.by.mark).exists():
            return
        PassUsed.objects.create(pk=by_chance(), wave=wave, mark=seat.by.mark)
    Box.objects.create(pk=by_chance(), wave=wave, mark=mark, laid=laid)


def is_full(wave: Wave) -> bool:
    return Box.objects.filter(wave=wave).count() >= most_boxes(sum(invited_in(wave).values()))


def content_of(seat: Seat, sent: Sent) -> dict[str, Any]:
    version = seat.wave.version
    return {
        "school": seat.school.number,
        "role": str(seat.respondent),
        "also": sent.also,
        "tie": tie_of(sent.code, tie_secret(version.questionnaire_id)) if any(sent.code) else "",
        "answers": kept_of(asked_of(version.items, seat.respondent, seat.wave.year), sent.answers),
    }


@action("wave.closed", needs=DeskRight.PLAN_WAVES, act=Act.EXECUTE)
def close_wave(desk: Desk, *, wave: Wave) -> WaveTurn:
    """Open the boxes once, mix what was in them, lay it down per item, and destroy the key: nobody opens them again."""
    wave = Wave.objects.select_for_update().get(pk=wave.pk)
    refuse_if(why_not_close(wave))
    turn = WaveTurn.objects.create(wave=wave, turn=CLOSED, by_id=desk.person_id)
    lay_out_boxes(wave)
    lay_down(wave, [json.loads(opened(wave.key, bytes(each))) for each in wave.boxes.values_list("laid", flat=True)])
    wave.boxes.all().delete()
    wave.used.all().delete()
    wave.key = ""
    wave.save(update_fields=["key"])
    transaction.on_commit(partial(destroy_box_key, wave.pk))
    return turn


def lay_down(wave: Wave, contents: list[dict[str, Any]]) -> None:
    """Mixed for each item anew, so that the answers of one person lie not in one order in two items."""
    schools = {school.number: school for school in wave.schools.all()}
    kinds = {item.code: item.kind for item in wave.version.items}
    lay_out_open_answers(wave)
    closed: list[SurveyAnswer] = []
    told: list[OpenAnswer] = []
    for code, kind in kinds.items():
        given = [each for each in contents if code in each["answers"]]
        CHANCE.shuffle(given)
        for each in given:
            about = {"school": schools[each["school"]], "role": each["role"], "item": code}
            if kind == OPEN:
                told.append(OpenAnswer(**about, text=each["answers"][code]))
            else:
                closed.append(SurveyAnswer(**about, value=each["answers"][code], tie=each["tie"]))
    SurveyAnswer.objects.bulk_create(closed, batch_size=1_000)
    OpenAnswer.objects.bulk_create(told, batch_size=1_000)
    counted = Counter((each["school"], each["role"], each["also"]) for each in contents)
    rows = [Turnout(school=schools[at], role=role, also=also, answered=n) for (at, role, also), n in sorted(counted.items())]
    Turnout.objects.bulk_create(rows)


@action("answers.taken_out", needs=DeskRight.TAKE_OUT, act=Act.EXECUTE)
def take_out(desk: Desk, *, wave: Wave, taken: Taken) -> TakeOut:
    """Written down before the file goes: what it is for stays beside what went."""
    refuse_if(why_not_take_out(wave, taken.rows, taken.smallest) or why_not_again(desk.person_id, ANSWERS))
    about = {"years": list(taken.years), "cut": taken.cut, "kind": taken.kind, "purpose": taken.purpose}
    return TakeOut.objects.create(wave=wave, rows=taken.rows, smallest=taken.smallest, by_id=desk.person_id, **about)


@action("words.looked_at", needs=DeskRight.RESEARCH, act=Act.UPDATE)
def look_at_words(desk: Desk, *, answer: OpenAnswer, covered: list[int], is_hidden: bool) -> OpenAnswerSeen:
    """Somebody read it for names: these words are covered for others, or it is not read by others at all. Again changes it."""
    about = {"covered": covered, "is_hidden": is_hidden, "by_id": desk.person_id}
    seen, _is_new = OpenAnswerSeen.objects.update_or_create(answer=answer, defaults=about)
    return seen


def close_by_the_calendar(today: date) -> int:
    """Each night: what was to close, closes."""
    over = Wave.objects.filter(closes_on__lt=today).exclude(turns__turn=CLOSED).select_related("organisation")
    for wave in over:
        close_wave(house_desk(wave.organisation), wave=wave)
    return len(over)


@transaction.atomic
def count_marks(batches: Sequence[Batch]) -> int:
    """Add batches to what was counted; how many marks came down. One line says that it happened, not what or whose.

    Raises:
        TooFewMarks: one of them holds less than `BATCH` marks. None is counted then.
        ValueError: a mark, question or side that is not asked here.
    """
    for each in batches:
        if sum(each.marks.values()) < BATCH:
            raise TooFewMarks
        if not set(each.marks) <= set(MARKS) or each.question not in ABOUT or each.side not in SIDES:
            raise ValueError(each.question)
    for each in batches:
        about = {"organisation_id": each.organisation_id, "year": each.year, "instrument": each.instrument}
        for mark in MARKS:
            key = about | {"side": each.side, "question": each.question, "mark": mark}
            row = MarksCounted.objects.select_for_update().filter(**key).first() or MarksCounted(**key, times=0)
            row.times += each.marks.get(mark, 0)
            row.save()
    if batches:
        record_system("marks.counted", Act.EXECUTE)
    return sum(sum(each.marks.values()) for each in batches)
