"""Why somebody can not get a place in the circle now, or not see or ask about the record."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.children.access import family_of, key_of
from rondom.children.deciders import CHILD, Band, band_of
from rondom.children.dossier import Dossier, places_of
from rondom.children.models import (
    Answer,
    Authority,
    Child,
    ConsentAsked,
    EmergencyAccess,
    Handover,
    Place,
    RecordQuestion,
    Role,
    Voice,
)
from rondom.children.rights import CARE_ROLES, CHECKED_ROLES, PARENTS, PROFESSIONALS, RIGHTS, SCHOOL_ROLES, Right
from rondom.children.roles import INVITES
from rondom.people.models import Organisation
from rondom.people.queries import has_key

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def why_not_invite(role: str, by: str, places: Iterable[Place]) -> str | None:
    """A parent can not bring somebody in as a teacher: who may take which place follows from who invites."""
    if role not in INVITES.get(by, frozenset()):
        return _("Vraag de school om deze persoon uit te nodigen. U nodigt zelf familie uit, en mensen die u vertrouwt.")
    if role == Role.CHILD and any(place.role == Role.CHILD for place in places):
        return _("Het kind doet al mee. Maak een nieuwe uitnodiging bij de naam.")
    return None


def why_not_ask_colleague(is_free: bool) -> str | None:
    if not is_free:
        return _("Deze collega doet al mee, deed eerder mee, of werkt hier niet in deze rol.")
    return None


def why_not_work_at(organisation: Organisation | None, kind: str) -> str | None:
    """A role is played in one kind of organisation: a youth worker does not read what a school may read."""
    if organisation is not None and organisation.kind != kind:
        return _("Bij %(organisation)s werkt niemand in deze rol. Kijk naar de rol of naar de naam van de organisatie.") % {
            "organisation": organisation.name
        }
    return None


def why_not_coordinate(place: Place) -> str | None:
    if hasattr(place, "ended"):
        return _("Deze persoon doet niet meer mee.")
    if not hasattr(place, "taken"):
        return _("Deze persoon is nog niet binnengekomen. Kies iemand die er al is.")
    return None


def why_not_end(dossier: Dossier, place: Place) -> str | None:
    """Parents end the involvement of help and of their own people; the school stays as long as the child is there."""
    if hasattr(place, "ended"):
        return _("Deze persoon doet al niet meer mee.")
    if place.person_id == dossier.person_id:
        return _("Uzelf haalt u hier niet weg. Vraag het aan wie u uitnodigde.")
    if place.role in CHECKED_ROLES | {Role.CHILD}:
        return _("Ouders en kind horen bij het dossier. Verandert het gezag, leg dat dan vast.")
    is_own = band_of(dossier.child.birth_date, timezone.localdate()) in (Band.OWN, Band.ADULT)
    if dossier.role == Role.CHILD and not is_own:
        return _("Praat er eerst over met je ouders of met school. Vanaf 16 jaar beslis je hier zelf over.")
    if dossier.role in PARENTS and is_own and place.role in CARE_ROLES:
        return _("Uw kind is 16 jaar of ouder. Over hulp beslist uw kind nu zelf.")
    if dossier.role in PARENTS | {Role.CHILD} and place.role == Role.FAMILY_GUARDIAN:
        return _("De rechter besliste dat deze persoon meekijkt. Praat erover met deze persoon of met de rechter.")
    if dossier.role in PARENTS and place.role == Role.FOSTER_PARENT:
        return _("Vraag dit aan wie de plaatsing regelt, of aan de school.")
    if dossier.role in PARENTS | {Role.CHILD} and place.role in SCHOOL_ROLES:
        return _("Hier is de school bij. Daarom blijft de school meedoen. Praat erover met de schoolleider.")
    # A family is not made to hand over: it says stop, and it is.
    return None if dossier.role in PARENTS | {Role.CHILD} else why_not_without_handover(place)


def needs_handover(place: Place) -> bool:
    """Whom a family has got to know for the work; who never came in leaves nothing behind."""
    return place.role in PROFESSIONALS and hasattr(place, "taken") and not hasattr(place, "ended")


def may_hand_over(rights: frozenset[StrEnum], person_id: UUID | None, place: Place) -> bool:
    """Somebody does it for the own place; who may end the place of another does it for them."""
    is_own = place.person_id == person_id
    return needs_handover(place) and Right.HAND_OVER in rights and (is_own or Right.END_PLACE in rights)


def why_not_without_handover(place: Place) -> str | None:
    """The family and who takes over know what comes before somebody goes."""
    if not needs_handover(place):
        return None
    handover = getattr(place, "handover", None)
    if handover is None:
        return _("Eerst overdragen. Schrijf op wie het overneemt, of waarom niemand dat doet. Daarna kan %(name)s stoppen.") % {
            "name": place.person.name
        }
    if handover.successor and hasattr(handover.successor, "ended"):
        return _("Wie het zou overnemen, doet zelf niet meer mee. Kies eerst iemand anders.")
    return None


def why_not_leave(dossier: Dossier, place: Place) -> str | None:
    """Somebody leaves by the own word, handed over; never so that nobody is left who may invite and record authority."""
    if place.person_id != dossier.person_id:
        return _("Zo stop je alleen zelf. Stopt een collega? Vraag de intern begeleider.")
    if place.role == Role.CARE_COORDINATOR and not another_coordinator(place):
        return _("Er is nog geen andere intern begeleider. Nodig die eerst uit. Is die binnen, dan kun je stoppen.")
    return why_not_without_handover(place)


def another_coordinator(place: Place) -> bool:
    others = Place.objects.filter(child=place.child_id, role=Role.CARE_COORDINATOR).exclude(pk=place.pk).select_related("person")
    return any(places_of(other.person).filter(pk=other.pk).exists() for other in others)


def why_not_hand_over(dossier: Dossier, place: Place, successor: Place | None) -> str | None:
    """By who leaves, or by the coordinator for who can not any more; what was handed over is not written over by another."""
    if hasattr(place, "ended"):
        return _("Deze persoon doet al niet meer mee.")
    if not needs_handover(place):
        return _("Overdragen is voor wie er voor school of hulp bij is, en al binnen is.")
    if not may_hand_over(dossier.rights, dossier.person_id, place):
        return _("Wie stopt, draagt zelf over. Kan dat niet meer? Dan doet de intern begeleider het.")
    before = getattr(place, "handover", None)
    if before is not None and not may_change(before, dossier.person_id):
        return _("%(name)s heeft al overgedragen.") % {"name": place.person.name}
    if successor is None:
        return None
    if successor.pk == place.pk or hasattr(successor, "ended") or Right.HAND_OVER not in RIGHTS[successor.role]:
        return _("Kies iemand van school of hulp die meedoet of is uitgenodigd.")
    return None


def may_change(before: Handover, person_id: UUID | None) -> bool:
    """The own words; those of another only when they would reach nobody any more, and then they are written anew."""
    is_lost = before.successor is not None and hasattr(before.successor, "ended")
    return is_lost or person_id in {before.by_id, before.place.person_id}


def why_not_to_nobody(why: str) -> str | None:
    if len(why.strip()) < 15:
        return _("Schrijf in een paar woorden waarom niemand het overneemt. Het gezin leest dit.")
    return None


def why_not_introduce(introduction: str) -> str | None:
    if len(introduction.strip()) < 15:
        return _("Stel in een paar zinnen voor wie het overneemt. Het gezin leest dit.")
    return None


def why_not_note(note: Mapping[str, str]) -> str | None:
    if not any(text.strip() for text in note.values()):
        return _("Schrijf op wat je opvolger moet weten, al is het maar één zin.")
    return None


def why_not_correct(dossier: Dossier, birth_date: date) -> str | None:
    """From the birth date follows who decides; so only who records authority mends it."""
    if birth_date != dossier.child.birth_date and not dossier.may(Right.RECORD_AUTHORITY):
        return _("Klopt de geboortedatum niet? Vraag de school om haar te verbeteren. Aan de datum hangt wie beslist.")
    if not dossier.reader.is_house and puts_parents_out(dossier.child, birth_date):
        return _("Met deze datum is het kind 18 jaar en lezen de ouders niet meer mee. Dat doe je niet alleen. Vraag het beheer.")
    return None


def puts_parents_out(child: Child, birth_date: date) -> bool:
    """Whether by another birth date the child is of age at once, while parents are in already."""
    is_now, becomes = (band_of(day, timezone.localdate()) for day in (child.birth_date, birth_date))
    if is_now == Band.ADULT or becomes != Band.ADULT:
        return False
    return Place.objects.filter(child=child, role__in=CHECKED_ROLES, taken__isnull=False).exists()


def why_not_open_in_emergency(dossier: Dossier, reason: str) -> str | None:
    """Once; before a second time somebody else looks at the first."""
    before = EmergencyAccess.objects.inside(dossier).filter(place__person=dossier.person_id, reviewed_at__isnull=True)
    if before.exists():
        if not others_with(dossier, Right.REVIEW_EMERGENCY):
            return _("Je las al mee in nood. Nodig de schoolleider uit: die kijkt dat na. Is het kind nu in gevaar? Bel 112.")
        return _("Je las al mee in nood. Eerst kijkt een collega dat na. Is het kind nu in gevaar? Bel 112.")
    if len(reason.strip()) < 15:
        return _("Schrijf in een paar woorden waarom het nu moet. De ouders en een kind vanaf 12 jaar lezen dit later.")
    return None


def why_not_review(dossier: Dossier, emergency: EmergencyAccess, review: str) -> str | None:
    if emergency.reviewed_at is not None:
        return _("Hier is al naar gekeken.")
    if emergency.place.person_id == dossier.person_id:
        return _("Laat iemand anders hiernaar kijken.")
    if not review.strip():
        return _("Schrijf op wat je ervan vond.")
    return None


def why_not_hold_authority(place: Place) -> str | None:
    if place.role not in CHECKED_ROLES:
        return _("Gezag hoort bij een ouder of een voogd.")
    return None


def others_with(dossier: Dossier, right: Right) -> tuple[Place, ...]:
    """Who else is in the circle already and has a right, to look as the second."""
    able = [role for role, rights in RIGHTS.items() if right in rights]
    here = Place.objects.inside(dossier).filter(role__in=able, ended__isnull=True, taken__isnull=False)
    return tuple(here.exclude(person=dossier.person_id).select_related("person", "taken"))


def why_not_shield(place: Place, reason: str) -> str | None:
    """Whose address is kept secret speaks in a voice of their own: who shares one reads what the other wrote."""
    if place.role not in CHECKED_ROLES:
        return _("Een geheim adres leg je vast bij een ouder of een voogd.")
    if Place.objects.filter(voice=place.voice, ended__isnull=True).exclude(pk=place.pk).exists():
        return _("Deze persoon deelt een stem met iemand anders. Nodig hem of haar eerst apart uit, met een eigen stem.")
    if not reason.strip():
        return _("Schrijf in een paar woorden op waarom.")
    return None


def why_not_end_authority(authority: Authority) -> str | None:
    if authority.until is not None:
        return _("Dit gezag is al beëindigd.")
    return None


def why_not_ask(dossier: Dossier, until: date, lines: Sequence[Any]) -> str | None:
    """One purpose, named kinds, named readers, and a day on which it ends by itself (R12, R15, R22)."""
    today = timezone.localdate()
    if not lines:
        return _("Kies eerst wat er gelezen mag worden. Er staat niets vanzelf aan.")
    if until <= today:
        return _("Kies een dag die nog komt. Op die dag stopt het vanzelf.")
    if until > today + timedelta(days=365):
        return _("Vraag het voor hooguit een jaar. Daarna kun je het opnieuw vragen.")
    own = dossier.organisation_id
    if own is not None and any(own not in (line.source_id, line.reader_id) for line in lines):
        return _("Vraag het voor je eigen organisatie: om te lezen, of om te laten lezen.")
    return None


def why_not_answer(dossier: Dossier, asked: ConsentAsked, answer: str) -> str | None:
    if asked.until < timezone.localdate() and answer == Answer.YES:
        return _("Deze vraag is verlopen. Vraag of iemand hem opnieuw stelt.")
    if not decides(dossier, asked):
        return _("Over deze vraag beslist u nu niet.")
    return None


def decides(dossier: Dossier, asked: ConsentAsked) -> bool:
    """Whether the yes of who holds the dossier is needed for any line of a question."""
    if dossier.place is None:
        return False
    family = family_of(dossier.child)
    key = CHILD if dossier.role == Role.CHILD else str(dossier.person_id)
    return any(key in (family.deciders(line.kind) or ()) for line in family.lines if line.asked_id == asked.pk)


def why_not_note_answer(dossier: Dossier, asked: ConsentAsked, place: Place, answer: str) -> str | None:
    """A no that was told always counts. A yes never goes above the own answer of somebody, and is written down once."""
    if place.person_id == dossier.person_id or place.role not in CHECKED_ROLES | {Role.CHILD}:
        return _("Schrijf hier op wat een ouder of het kind zelf zei.")
    if answer != Answer.YES:
        return None
    family = family_of(dossier.child)
    lines = [line for line in family.lines if line.asked_id == asked.pk]
    if dossier.organisation_id is None or not any(dossier.organisation_id in (each.source_id, each.reader_id) for each in lines):
        return _("Deze vraag gaat niet over jouw organisatie. Laat een collega daar het antwoord opschrijven.")
    if not any(key_of(place) in (family.deciders(line.kind) or ()) for line in lines):
        return _("Over deze vraag beslist deze persoon nu niet.")
    since = family.counts_from(asked.pk)
    if any(
        each.asked_id == asked.pk and each.person_id == place.person_id and (since is None or each.at >= since)
        for each in family.answers
    ):
        return _("Deze persoon gaf al een antwoord. Een nieuw ja geeft deze persoon zelf.")
    return None


def why_not_start_twice(once: UUID) -> str | None:
    if Child.objects.filter(pk=once).exists():
        return _("Dit kind staat er al. Kijk bij je kinderen.")
    return None


def why_not_twice(once: UUID | None, places: Iterable[Place]) -> str | None:
    if once is not None and once in {place.pk for place in places}:
        return _("Deze uitnodiging is al gemaakt. Is de code weg? Maak een nieuwe uitnodiging bij de naam.")
    return None


def why_not_invite_again(place: Place, by: str, person_id: UUID | None) -> str | None:
    """Who holds an invitation is in as its person; so nobody makes one for who is in already, nor a parent for whom another
    invited: when the own door is shut, that one would stand open still."""
    if hasattr(place, "taken") or has_key(place.person):
        return _("Deze persoon is al binnen. Is de sleutel kwijt? Dan helpen twee collega's aan de balie van de school.")
    if place.person.memberships.exists():
        return _("Deze collega komt binnen zoals altijd. Lukt dat niet? Dan helpt de beheerder van Rondom.")
    if not may_make_paper(place, by, person_id):
        return _("Vraag een nieuwe uitnodiging aan wie deze persoon uitnodigde, of aan de school.")
    return None


def may_make_paper(place: Place, by: str, person_id: UUID | None) -> bool:
    is_own = place.offered_by_id is not None and place.offered_by_id == person_id
    return place.role in INVITES.get(by, frozenset()) and (by not in PARENTS or is_own)


def free_letter(taken: Collection[str], wanted: str = "") -> str:
    """A sign for a new voice: a letter that is wanted and free, else any, and after the whole alphabet two letters."""
    pairs = (first + second for first in LETTERS for second in LETTERS)
    signs = (*(each for each in wanted if each in LETTERS), *LETTERS)
    return next(each for each in chain(signs, pairs) if each not in taken)


def is_letter(letter: str) -> bool:
    """The sign of a voice stands on every card and in the style of the board: one or two letters, nothing else."""
    return len(letter) in (1, 2) and letter.isalpha()


def why_not_add_voice(voices: Iterable[Voice], letter: str) -> str | None:
    """A letter stands for one voice in a circle; the sentence offers one that is still free."""
    if not is_letter(letter):
        return _("Een stem heeft een of twee letters.")
    taken = {voice.letter for voice in voices}
    if letter not in taken:
        return None
    return _("De letter %(letter)s is al van iemand anders. Kies een andere, bijvoorbeeld %(free)s.") % {
        "letter": letter,
        "free": free_letter(taken),
    }


def why_not_see_record(role: str, birth_date: date, today: date) -> str | None:
    """A child sees who looked from the age at which it has a say of its own."""
    if role == Role.CHILD and band_of(birth_date, today) == Band.CHILD:
        return _("Vanaf 12 jaar zie je hier alles. Nu zie je wat je zelf deed. Vraag je ouders om samen te kijken.")
    return None


def why_not_answer_question(question: RecordQuestion, about: Iterable[UUID], person_id: UUID | None) -> str | None:
    if hasattr(question, "answer"):
        return _("Deze vraag is al beantwoord.")
    if person_id in set(about):
        return _("Deze vraag gaat over jou. Iemand anders moet antwoord geven.")
    return None
