"""Cards of paper that somebody types over for others: the lines as they stand, and for whose voice they may be."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.cards.dates import FuzzyDate, mentions_card, read_date
from rondom.cards.models import Card, TypedLine
from rondom.cards.queries import anchors_in
from rondom.cards.rules import LONGEST, LONGEST_LINE, WITH_A_FACE, says_something
from rondom.children.access import family_of
from rondom.children.dossier import Dossier, rights_of
from rondom.children.groups import groups_in
from rondom.children.models import Place, Voice
from rondom.children.queries import circle_in
from rondom.children.rights import NO_AUTHORITY, Right

MOST_LINES = 100


def speakers_in(dossier: Dossier) -> dict[UUID, Place]:
    """For whose voice may be typed: of each, somebody who may come in and write cards here themselves."""
    family = family_of(dossier.child)
    found: dict[UUID, Place] = {}
    for place in circle_in(dossier):
        reader = family.reader_of(place)
        if reader.column != NO_AUTHORITY and Right.WRITE_CARD in rights_of(reader):
            found.setdefault(place.voice_id, place)
    return found


def lines_of(dossier: Dossier) -> list[TypedLine]:
    """What this person still has under their hands; of nobody else."""
    own = TypedLine.objects.inside(dossier).filter(by=dossier.person_id, laid_at__isnull=True)
    return list(own.select_related("voice"))


def dates_of(dossier: Dossier, lines: Iterable[TypedLine]) -> dict[UUID, FuzzyDate]:
    """How the words for the dates are read, for all lines with the same few questions."""
    said = {line.pk: line.words.get("date", "").strip()[:LONGEST_LINE] for line in lines}
    groups, today = groups_in(dossier), timezone.localdate()
    anchors = anchors_in(dossier) if any(mentions_card(words) for words in said.values()) else ()
    birth_date = dossier.child.birth_date
    return {
        key: read_date(words, birth_date=birth_date, today=today, groups=groups, anchors=anchors) for key, words in said.items()
    }


def wrong_in(line: TypedLine, speakers: dict[UUID, Place]) -> dict[str, str]:
    """What keeps a line from being a card yet, by its field, in the words that the typist reads."""
    words, found = line.words, {}
    if line.voice_id not in speakers:
        found["voice"] = _("Deze stem doet niet meer mee. Kies een andere.")
    if not says_something(words):
        found["text"] = _("Er staat nog niets op dit kaartje. Schrijf eerst een paar woorden.")
    for name, longest in (("date", LONGEST_LINE), ("text", LONGEST)):
        if (over := len(words.get(name, "").strip()) - longest) > 0:
            found[name] = _("Dit is te lang: haal er nog %(n)s tekens af.") % {"n": over}
    if words.get("face") and line.kind not in WITH_A_FACE:
        found["face"] = _("Een gezichtje hoort bij hulp en bij samenwerking. Kies een andere baan, of laat het gezichtje weg.")
    return found


def typist_of(dossier: Dossier, card: Card) -> str:
    """Who typed a card in, as the reader may know this person: by name, or by role where names are not for them."""
    if card.typed_by_id is None:
        return ""
    place = Place.objects.inside(dossier).filter(person=card.typed_by_id).select_related("person").first()
    if place is None:
        return _("iemand die niet meer meedoet")
    return place.called if dossier.reader.is_shielded else place.person.name


def people_of(dossier: Dossier, voices: Iterable[Voice]) -> list[Place]:
    """Everybody who speaks in these voices."""
    return list(circle_in(dossier).filter(voice__in=voices))
