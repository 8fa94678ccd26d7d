"""What somebody takes along, file by file: what this reader may read now, and nothing that is not theirs (R39, R80)."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import IntegerField, Sum
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rondom.base.record import month_after, start_of
from rondom.cards.leaving import as_they_leave, for_its_writer
from rondom.cards.models import Attachment
from rondom.cards.queries import cards_in, drafts_in, remarks_in
from rondom.cards.tell import Told
from rondom.careteam.telling import notes_told
from rondom.children.consent_file import own_answers
from rondom.children.dossier import Dossier
from rondom.children.models import ConsentAnswered
from rondom.children.queries import say_voice
from rondom.children.readings import Line, Reading, days_of, lines_in, why_not_all
from rondom.children.rights import Right
from rondom.meetings.telling import meetings_told
from rondom.mydata.requests import Standing, own_requests
from rondom.timeline.export import may_take

MEDIA = {"image/png": "png", "audio/webm": "webm", "audio/ogg": "ogg", "audio/mp4": "m4a"}
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cards_to_take(dossier: Dossier) -> tuple[Told, ...]:
    """The shared cards that may go along, and the own ones that are not shared yet. What was passed on without consent stays, and
    so does what somebody else marked as about another."""
    shared = [card for card in cards_in(dossier) if card.is_shared and not card.is_passed_on and may_take(dossier, card)]
    drafts = [card for card in drafts_in(dossier) if may_take(dossier, card)]
    return as_they_leave(dossier, (*shared, *drafts), for_its_writer(dossier))


def remarks_to_take(dossier: Dossier, cards: Sequence[Told]) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = {}
    for each in remarks_in(dossier).filter(card__in=[card.id for card in cards if card.is_shared]).select_related("voice"):
        row = {"author": each.voice.letter, "voice": say_voice(each.voice), "text": each.text, "at": each.at.isoformat()}
        found.setdefault(each.card_id, []).append(row)
    return found


def media_of(dossier: Dossier, cards: Sequence[Told]) -> Any:
    keys = [card.id for card in cards if card.attachments]
    return Attachment.objects.inside(dossier).filter(card__in=keys).order_by("card__begun_at", "kind")


def media_bytes(dossier: Dossier, cards: Sequence[Told]) -> int:
    """How much it is about; counted as it lies, without opening it."""
    size = Length("content", output_field=IntegerField())
    return media_of(dossier, cards).order_by().aggregate(all=Sum(size))["all"] or 0


def media_files(dossier: Dossier, cards: Sequence[Told]) -> Iterator[tuple[str, Attachment]]:
    """One at a time: of a minute of voice there may be hundreds."""
    names = {"drawing": "tekening", "voice": "opname"}
    numbers = {card.id: nth for nth, card in enumerate(cards, 1)}
    for key in list(media_of(dossier, cards).values_list("pk", flat=True)):
        each = Attachment.objects.get(pk=key)
        ending = MEDIA.get(each.media_type, "bin")
        yield f"bijlagen/{numbers[each.card_id]:03d}-{names[each.kind]}.{ending}", each


def all_the_rest(dossier: Dossier, cards: Sequence[Told], media: Mapping[str, str]) -> bytes:
    """What the timeline file does not hold: remarks, own answers for consent, own requests, and which file is of which card."""
    person = dossier.place.person if dossier.place else None
    answers = own_answers(dossier) if dossier.may(Right.ANSWER_CONSENT) and dossier.child.shows_consents else {}
    files = {card.file_id or str(card.id): [name for name, key in media.items() if key == str(card.id)] for card in cards}
    whole = {
        "made": timezone.now().isoformat(),
        "for": {
            "name": person.name if person else "",
            "role": dossier.role,
            "email": person.email if person else "",
            "language": person.language if person else "",
        },
        "child": dossier.child.name,
        "remarks": [
            {"card": str(card), **row} for card, rows in remarks_to_take(dossier, cards).items() for row in rows
        ],
        "attachments": {card: names for card, names in files.items() if names},
        "consent_answers": [answer_row(each) for asked in answers.values() for each in asked],
        "requests": [request_row(each) for each in own_requests(dossier)],
        **meetings_told(dossier),
        "care_team_notes": notes_told(dossier),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def answer_row(each: ConsentAnswered) -> dict[str, Any]:
    return {
        "question": str(each.asked_id),
        "answer": each.answer,
        "how": each.how,
        "at": each.at.isoformat(),
        "language": each.language,
        "words_read": each.text,
        "sha256": each.text_hash,
    }


def request_row(each: Standing) -> dict[str, Any]:
    return {
        "wish": each.wish,
        "to": each.organisation,
        "text": each.text,
        "asked": each.asked_at.isoformat(),
        "answer_before": each.due.isoformat(),
        "steps": [
            {"outcome": step.outcome, "reason": step.reason, "text": step.text, "at": step.at.isoformat()} for step in each.steps
        ],
    }


def who_looked(dossier: Dossier) -> bytes:
    """Who looked, month by month from the first line: as the page tells it, without the names of employees."""
    sees_all = dossier.may(Right.SEE_RECORD) and why_not_all(dossier) is None
    lines = lines_in(dossier, sees_all=sees_all, hides_own=False)
    paper = io.StringIO()
    table = csv.writer(paper)
    table.writerow([_("Dag"), _("Wie"), _("Organisatie"), _("Wat"), _("Waarom"), _("In nood")])
    first = lines.order_by("at").values_list("at", flat=True).first()
    month = timezone.localdate(first).replace(day=1) if first else date.max
    while month <= timezone.localdate():
        after = month_after(month)
        rows = lines.filter(at__gte=start_of(month), at__lt=start_of(after)).order_by("at")
        told = [Line(*values) for values in rows.values_list(*Line.__dataclass_fields__)]
        for day in days_of(told, dossier):
            table.writerows(row_of(day.day, reading) for reading in day.readings)
        month = after
    return b"\xef\xbb\xbf" + paper.getvalue().encode()  # with the mark by which a spreadsheet knows its letters


def row_of(day: date, reading: Reading) -> list[str]:
    in_need = _("ja") if reading.was_emergency else ""
    cells = [date_format(day, "j F Y"), reading.who, reading.organisation, ", ".join(reading.did), reading.why, in_need]
    return [harmless(cell) for cell in cells]


def harmless(cell: str) -> str:
    """A spreadsheet takes what begins like this for a formula, and does it (R80)."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell
