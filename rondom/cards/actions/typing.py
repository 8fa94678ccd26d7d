"""Typing cards of paper over for others, a line per card; and the voice that says whether it is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.models import Act
from rondom.cards.actions.cards import lock
from rondom.cards.actions.laying import Laid, lay_cards
from rondom.cards.models import Card, CardConfirmed, CardSeen, TypedLine
from rondom.cards.rules import (
    usable,
    why_not_confirm,
    why_not_keep,
    why_not_keep_lines,
    why_not_lay,
    why_not_type_for,
    why_not_type_more,
)
from rondom.cards.typed import MOST_LINES, dates_of, lines_of, people_of, speakers_in, wrong_in
from rondom.children.actions.tell import tell
from rondom.children.dossier import Dossier
from rondom.children.models import Place, Voice
from rondom.children.rights import Right
from rondom.children.roles import ORIGINS


@dataclass(frozen=True)
class Typed:
    """A line as it comes in: a key of its own, for which voice, in which lane, and the words."""

    key: UUID
    voice: Voice | None
    kind: str
    words: dict[str, str]
    number: int = 0

    @property
    def is_empty(self) -> bool:
        return not any(text.strip() for text in self.words.values())


@action("typing.kept", needs=Right.TYPE_FOR_OTHERS, act=Act.UPDATE)
def keep_lines(dossier: Dossier, *, lines: Sequence[Typed]) -> Sequence[TypedLine]:
    """Keep lines as they are typed, for who types them and nobody else. A line that is made empty is gone."""
    if dossier.person_id is None:
        raise PermissionDenied("no person")  # what a command of the house types is under nobody's hands
    hold(dossier)
    speakers, now = speakers_in(dossier), timezone.now()
    there = {line.pk: line for line in TypedLine.objects.filter(pk__in=[each.key for each in lines])}
    if any(line.by_id != dossier.person_id or line.child_id != dossier.child.pk for line in there.values()):
        raise Http404
    open_lines = [each for each in lines if each.key not in there or there[each.key].laid_at is None]
    refuse_if(why_not_keep_lines(len(lines), len(open_lines)))
    kept = []
    for each in open_lines:
        place = speakers.get(each.voice.pk) if each.voice else None
        refuse_if(why_not_keep(each.words) or why_not_type_for(place))
        if place is not None and not each.is_empty:
            line = there.get(each.key)
            kept.append(line_of(dossier.person_id, each, place, line.begun_at if line else now))
    TypedLine.objects.filter(pk__in=[each.key for each in open_lines]).delete()
    refuse_if(why_not_type_more(len(lines_of(dossier)) + len(kept), MOST_LINES))
    return TypedLine.objects.bulk_create(kept)


def hold(dossier: Dossier) -> None:
    """Of two pages of one typist the second sees what the first did."""
    Place.objects.select_for_update(no_key=True).filter(child=dossier.child, person=dossier.person_id).first()


def line_of(typist: UUID, typed: Typed, place: Place, begun_at: datetime) -> TypedLine:
    origin = ORIGINS[place.role]
    return TypedLine(
        pk=typed.key,
        child_id=place.child_id,
        by_id=typist,
        voice_id=place.voice_id,
        kind=typed.kind,
        words=usable(typed.words),
        number=typed.number,
        begun_at=begun_at,
        owner_id=place.organisation_id,
        information_kind=origin.information_kind,
        ground=origin.ground,
    )


@action("typing.laid", needs=Right.TYPE_FOR_OTHERS)
def lay_lines(dossier: Dossier) -> Sequence[Card]:
    """Make the lines that are whole cards of their voice, and ask the people of that voice to look. The rest stays."""
    hold(dossier)
    lines, speakers = lines_of(dossier), speakers_in(dossier)
    whole = [line for line in lines if not wrong_in(line, speakers)]
    refuse_if(why_not_lay(len(lines), len(whole)))
    dates = dates_of(dossier, whole)
    cards = lay_cards(
        dossier,
        laid=[
            Laid(
                voice=line.voice,
                role=speakers[line.voice_id].role,
                kind=line.kind,
                words=line.words,
                date=dates[line.pk],
                place=speakers[line.voice_id],
            )
            for line in whole
        ],
    )
    TypedLine.objects.filter(pk__in=[line.pk for line in whole]).update(words="", laid_at=timezone.now())
    tell(dossier, people_of(dossier, {line.voice for line in whole if line.voice != dossier.voice}))
    return cards


@action("card.confirmed", needs=Right.WRITE_CARD, act=Act.EXECUTE)
def confirm_typed(dossier: Dossier, *, card: Card) -> Card:
    """Say for the own voice that what somebody typed over is right. From then on it is that voice's alone to mend."""
    lock(card)
    refuse_if(why_not_confirm(dossier, card))
    if not card.confirmed.exists():
        CardConfirmed.objects.create(card=card, by_id=dossier.person_id)
    if not card.seen.exists():
        CardSeen.objects.create(card=card, by_id=dossier.person_id)
    return card
