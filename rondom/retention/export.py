"""The copy of one organisation, to put into its own file (R79, R80): what it wrote itself and what it may take along.

Never a draft, never what the matrix does not let it take, never what was passed on to it without consent. What a child told of
itself beside the cards (its facts) stays with the family.
"""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rondom.base.models import Event
from rondom.cards.leaving import as_they_leave, for_its_owner
from rondom.cards.models import Attachment, AttachmentKind
from rondom.cards.queries import cards_in, remarks_in
from rondom.cards.tell import Told
from rondom.careteam.telling import notes_told
from rondom.children.dossier import Dossier
from rondom.children.models import ConsentLine, InformationKind
from rondom.children.rights import Facts, Level, decide
from rondom.meetings.telling import meetings_told
from rondom.timeline.export import may_take, timeline_file
from rondom.timeline.story import story_of

ENDING = {"image/png": "png", "image/jpeg": "jpg"}
ENDING |= {"audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg", "audio/wav": "wav"}


@dataclass(frozen=True)
class Copy:
    """A ZIP to take along, how many files are in it, and the hash of the whole."""

    content: bytes
    files: int
    sha256: str


def is_for_own_file(dossier: Dossier, card: Told) -> bool:
    """Of the own organisation, or to be taken into its file by the matrix (X); shared, and not only read for safety."""
    is_own = card.owner_id is not None and card.owner_id == dossier.organisation_id
    return card.is_shared and not card.is_passed_on and (is_own or may_take(dossier, card))


def copy_for(dossier: Dossier) -> Copy:
    files = files_for(dossier)
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    files["SHA256SUMS.txt"] = sums.encode()
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    content = made.getvalue()
    return Copy(content, len(files), hashlib.sha256(content).hexdigest())


def files_for(dossier: Dossier) -> dict[str, bytes]:
    taken = [card for card in cards_in(dossier) if is_for_own_file(dossier, card)]
    left = as_they_leave(dossier, taken, for_its_owner(dossier))
    story = story_of(dossier, left, language=get_language() or "nl")
    files = {
        "tijdlijn.pdf": story,
        "tijdlijn.json": as_json(timeline_of(dossier)),
        "opmerkingen.json": as_json(own_remarks(dossier)),
        "toestemmingen.json": as_json(consents_with(dossier)),
        "logboek.json": as_json(record_summary(dossier)),
        **meetings_with(dossier),
        **attachments_of(taken),
    }
    return {"LEES-MIJ.txt": contents(dossier, len(taken), files).encode(), **files}


def meetings_with(dossier: Dossier) -> dict[str, bytes]:
    """Meetings and agreements, where the matrix lets them be taken into the own file (X)."""
    facts = Facts(True, False, False, bool(dossier.reader.consents))
    if decide(dossier.reader.column, InformationKind.MEETING, "X", facts) != Level.ALL:
        return {}
    told, notes = meetings_told(dossier), {"care_team_notes": notes_told(dossier)}
    return {"overleg.json": as_json({**{name: told[name] for name in ("meetings", "agreements")}, **notes})}


def timeline_of(dossier: Dossier) -> dict[str, Any]:
    """The timeline file, to be read again by `timeline_import`, with these cards only."""
    mine, whole_for = partial(is_for_own_file, dossier), for_its_owner(dossier)
    whole = timeline_file(dossier, with_drafts=False, only=mine, keeps_whole=whole_for)
    child = dossier.child
    return {**whole, "child": {"name": child.name, "birth_date": child.birth_date.isoformat()}}


def own_remarks(dossier: Dossier) -> list[dict[str, Any]]:
    """What the own organisation wrote beside cards."""
    mine = remarks_in(dossier).filter(owner=dossier.organisation_id).select_related("voice").order_by("at")
    return [{"at": row.at.isoformat(), "by": row.voice.letter, "text": row.text} for row in mine]


def consents_with(dossier: Dossier) -> list[dict[str, Any]]:
    """What was asked of the family for or by this organisation, and what was answered when; not by whom."""
    mine = ConsentLine.objects.inside(dossier).filter(Q(source=dossier.organisation_id) | Q(reader=dossier.organisation_id))
    rows = mine.select_related("asked", "source", "reader").order_by("asked__asked_at", "kind", "pk")
    return [
        {
            "kind": row.kind,
            "from": row.source.name,
            "to": row.reader.name if row.reader else "",
            "purpose": row.asked.purpose,
            "until": row.asked.until.isoformat(),
            "answers": [
                {"at": answer.at.isoformat(), "answer": answer.answer, "capacity": answer.capacity}
                for answer in row.asked.answers.defer("text").order_by("at")
            ],
        }
        for row in rows
    ]


def record_summary(dossier: Dossier) -> list[dict[str, Any]]:
    """How often people of this organisation did what here, by month and role."""
    mine = Event.objects.filter(child_id=dossier.child.pk, organisation_id=dossier.organisation_id, outcome="done")
    counted = Counter(
        (timezone.localtime(at).strftime("%Y-%m"), role, event) for at, role, event in mine.values_list("at", "role", "event")
    )
    return [
        {"month": month, "role": role, "event": event, "times": times}
        for (month, role, event), times in sorted(counted.items())
    ]


def attachments_of(cards: list[Told]) -> dict[str, bytes]:
    found = {}
    for row in Attachment.objects.filter(card__in=[card.id for card in cards]).order_by("card", "kind"):
        name = "tekening" if row.kind == AttachmentKind.DRAWING else "opname"
        found[f"bijlagen/{row.card_id}-{name}.{ENDING.get(row.media_type, 'bin')}"] = bytes(row.content)
    return found


def contents(dossier: Dossier, cards: int, files: dict[str, bytes]) -> str:
    organisation = dossier.place.organisation.name if dossier.place and dossier.place.organisation else ""
    lines = [
        _("Kopie van het dossier van %(name)s voor %(house)s") % {"name": dossier.child.name, "house": organisation},
        _("Gemaakt op %(day)s. Kaartjes: %(n)s.") % {"day": date_format(timezone.localdate(), "j F Y"), "n": cards},
        _("Hier staat wat jullie zelf schreven en wat jullie mogen overnemen. Wat niet gedeeld was staat er niet bij."),
        _("Alleen voor hulp aan dit kind."),
        "",
        *files,
    ]
    return "\n".join(lines) + "\n"


def as_json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
