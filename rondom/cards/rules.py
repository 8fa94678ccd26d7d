"""Why a card can not be changed, shared or taken back now."""

import re
from collections.abc import Collection, Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.base.signs import clean
from rondom.base.uploads import PICTURE, VOICE
from rondom.cards.models import (
    Attachment,
    AttachmentKind,
    Card,
    CardKind,
    CardVersion,
    Face,
    OwnStatement,
    Remark,
    SchoolPeriod,
    Writing,
)
from rondom.children.colleagues import known_at_a_desk
from rondom.children.dossier import Dossier
from rondom.children.models import MOST_DAYS, QUESTIONS, DiscretionaryShare, Place, Role
from rondom.children.rights import AUDIENCES, Right

WITH_A_FACE = frozenset({CardKind.HELP, CardKind.COLLABORATION})
AS_A_BAR = frozenset({CardKind.HOME, CardKind.SCHOOL})
LONGEST = 4000
LONGEST_LINE = 200
# So much is kept of what somebody types or pastes, to be made shorter before it is settled.
MOST_KEPT = 20_000
LINES = frozenset({"date", "group", "with_whom"})
CHOICES = {"face": frozenset(Face.values), "school_period": frozenset(SchoolPeriod.values)}
LANGUAGE = re.compile(r"[a-z]{2,3}")


def is_own(dossier: Dossier, card: Card) -> bool:
    """The people of a voice own its cards."""
    return dossier.role == "house" or (dossier.voice is not None and dossier.voice.pk == card.voice_id)


def may_mend(dossier: Dossier, card: Card) -> bool:
    """Who typed a card in for somebody else may mend a slip until that voice has opened it."""
    return card.typed_by_id is not None and card.typed_by_id == dossier.person_id and not card.seen.exists()


def why_not_change(dossier: Dossier, card: Card) -> str | None:
    if not is_own(dossier, card) and not may_mend(dossier, card):
        return _("Dit kaartje is van iemand anders. U kunt er wel iets bij schrijven.")
    return None


def is_known(name: str, text: str) -> bool:
    """Whether a choice is one that there is; words may be anything."""
    if not text or name not in {*CHOICES, "language"}:
        return True
    return text in CHOICES[name] if name in CHOICES else bool(LANGUAGE.fullmatch(text))


def usable(words: dict[str, str]) -> dict[str, str]:
    """What came in, with only signs that can be kept and only choices that there are."""
    told = {name: clean(text) for name, text in words.items()}
    return {name: text for name, text in told.items() if is_known(name, text)}


def why_not_keep(words: dict[str, str]) -> str | None:
    if any(len(text) > MOST_KEPT for text in words.values()):
        return _("Deze tekst is veel te lang voor een kaartje en wordt niet bewaard. Maak er een paar kaartjes van.")
    return None


def why_not_settle(words: dict[str, str]) -> str | None:
    """Settled words stand on the board and on paper: they have a length."""
    over = sum(max(0, len(text.strip()) - (LONGEST_LINE if name in LINES else LONGEST)) for name, text in words.items())
    if over:
        return _(
            "Dit kaartje is te lang: haal er nog %(n)s tekens af, of maak er twee kaartjes van. Wat er staat, blijft bewaard."
        ) % {"n": over}
    return None


def why_not_over(newer: CardVersion | None) -> str | None:
    """Nobody writes over what came since, without having seen it."""
    if newer is not None:
        return _("Dit kaartje is intussen veranderd. Wat u schreef, is bewaard. Open het kaartje om allebei te zien.")
    return None


def says_something(words: dict[str, str]) -> bool:
    return any(words.get(name, "").strip() for name in ("text", "goes_well", "goes_less"))


def nothing_said() -> str:
    return _("Er staat nog niets op dit kaartje. Schrijf eerst een paar woorden.")


def why_not_choose_readers(dossier: Dossier, card: Card) -> str | None:
    if dossier.role not in AUDIENCES:
        return _("Alleen het kind en de ouders kiezen wie hun eigen kaartjes leest.")
    return why_not_change(dossier, card)


def why_not_this_audience(dossier: Dossier, audience: str) -> str | None:
    if audience not in AUDIENCES.get(dossier.role, ()):
        return _("Kies een van de lezers die hier staan.")
    return None


def why_not_share(dossier: Dossier, card: Card, words: dict[str, str]) -> str | None:
    if not says_something(words) and not card.attachments.exists():
        return nothing_said()
    return why_not_settle(words) or why_not_change(dossier, card)


def why_not_share_unseen(dossier: Dossier, card: Card) -> str | None:
    """What a colleague is still writing is theirs to settle; without it an older text would be shared than the drafts show."""
    newest = card.versions.order_by("-number").values_list("at", flat=True).first()
    theirs = Writing.objects.filter(card=card, **({"at__gt": newest} if newest else {})).exclude(by=dossier.person_id)
    if theirs.exists() and not Writing.objects.filter(card=card, by=dossier.person_id).exists():
        return _("Iemand anders schrijft nog op dit kaartje. Delen kan als die tekst af is.")
    return None


def why_not_take_back(dossier: Dossier, card: Card) -> str | None:
    if card.uses.exists():
        return _("Dit kaartje is al gebruikt in een overleg. Daarom blijft het staan. U kunt de tekst wel verbeteren.")
    return why_not_change(dossier, card)


def why_not_move(card: Card, *, is_undated: bool) -> str | None:
    if not is_undated:
        return _("Dit kaartje staat op zijn datum. Alleen kaartjes zonder datum kunnen van plaats wisselen.")
    return None


def why_not_remove(dossier: Dossier, remark: Remark) -> str | None:
    if remark.by_id != dossier.person_id:
        return _("Dit schreef iemand anders erbij.")
    return None


# So long after it was first shared a family may throw an own card away; later it only leaves the timeline, with a trace (B16).
REGRETTED_FOR = timedelta(hours=24)


def may_regret(dossier: Dossier, card: Card) -> bool:
    """What a parent or child shared today by mistake, and nobody used or passed on."""
    first = min((share.at for share in card.shares.all()), default=None)
    is_kept = any(rows.exists() for rows in (card.uses, card.passed_on, card.statements, card.remarks))
    is_family = dossier.role in AUDIENCES
    return is_family and not is_kept and first is not None and timezone.now() - first < REGRETTED_FOR


def why_not_throw_away(dossier: Dossier, card: Card) -> str | None:
    if card.shares.exists() and not may_regret(dossier, card):
        return _("Anderen hebben dit kaartje gelezen. U kunt het van de tijdlijn halen, maar niet weggooien.")
    return why_not_change(dossier, card)


def why_not_state(dossier: Dossier, card: Card) -> str | None:
    """An own statement stands beside words of another that others read."""
    if is_own(dossier, card):
        return _("Dit kaartje is van uzelf. Verander de tekst, dan klopt het weer.")
    if not card.is_shared:
        return _("Dit kaartje staat niet op de tijdlijn.")
    return None


def why_not_withdraw(dossier: Dossier, statement: OwnStatement) -> str | None:
    if statement.by_id is None or statement.by_id != dossier.person_id:
        return _("Deze verklaring is van iemand anders. Zij blijft bij het kaartje staan.")
    return None


def why_not_mark(known: Collection[str], chosen: Collection[str], *, is_seen: bool) -> str | None:
    """Nobody marks what does not stand there, or takes away a mark that they have not seen."""
    if not is_seen or not set(chosen) <= set(known):
        return _("Intussen is hier iets veranderd. Kijk nog eens en vink opnieuw aan.")
    return None


def why_not_tie(cards: Sequence[Card]) -> str | None:
    if len(cards) < 2:
        return _("Kies twee of meer kaartjes die over hetzelfde gaan.")
    if len({card.kind for card in cards}) > 1:
        return _("Deze kaartjes staan in verschillende banen. Kies kaartjes uit dezelfde baan.")
    return None


def why_not_refuse(cards: Sequence[Card]) -> str | None:
    if len({card.pk for card in cards}) != 2:
        return _("Kies twee kaartjes die niet over hetzelfde gaan.")
    return None


def hints(kind: str, words: dict[str, str]) -> list[str]:
    """What would make a card clearer. A hint never stops anybody."""
    asked = {
        CardKind.DEVELOPMENT: [("goes_well", _("Wat gaat er goed? Dat mag ook op het kaartje."))],
        CardKind.COLLABORATION: [("with_whom", _("Met wie was dat? Dan begrijpen anderen het beter."))],
        CardKind.HELP: [("response", _("Wat vonden uw kind en u van deze hulp?"))],
    }
    return [sentence for name, sentence in asked.get(CardKind(kind), []) if not words.get(name)]


def why_not_keep_lines(lines: int, still_open: int) -> str | None:
    """A page that was open since before may send lines that are cards by now: those are left alone."""
    if lines and not still_open:
        return _("Deze regel is al een kaartje. Open de bladzijde opnieuw.")
    return None


def why_not_type_for(speaker: Place | None) -> str | None:
    return _("Deze stem doet niet meer mee. Kies een andere.") if speaker is None else None


def why_not_type_more(lines: int, most: int) -> str | None:
    if lines > most:
        return _("Er staan al %(n)s regels. Leg deze eerst op de tijdlijn; daarna kun je verder.") % {"n": most}
    return None


def why_not_lay(lines: int, whole: int) -> str | None:
    if not lines:
        return _("Er staat nog geen regel. Typ eerst een kaartje over.")
    if not whole:
        return _("Er is nog geen regel af. Bij elke regel staat wat er ontbreekt.")
    return None


def why_not_confirm(dossier: Dossier, card: Card) -> str | None:
    if card.typed_by_id is None or not is_own(dossier, card):
        return _("Dit kaartje is niet voor u overgetypt.")
    return None


# The most that comes in of a drawing, or a photo of one, and of a minute of voice; and the most that is kept of a drawing.
MOST_BYTES = {AttachmentKind.DRAWING: PICTURE.most_bytes, AttachmentKind.VOICE: VOICE.most_bytes}
MOST_KEPT_OF_A_DRAWING = 1_500_000
# With so many cards somebody draws or tells in a day; more is no child at work.
MOST_CARDS_A_DAY = 60


def why_not_attach(dossier: Dossier, card: Card) -> str | None:
    if dossier.role != Role.CHILD or not is_own(dossier, card):
        return _("Alleen het kind zelf tekent en vertelt bij een eigen kaartje.")
    if card.is_shared:
        return _("Dit kaartje is al gedeeld. Wil je het anders? Haal het eerst van de tijdlijn.")
    return None


def why_not_attach_more(dossier: Dossier, card: Card) -> str | None:
    lately = Attachment.objects.filter(by=dossier.person_id, at__gt=timezone.now() - timedelta(days=1)).exclude(card=card)
    if lately.count() >= MOST_CARDS_A_DAY:
        return _("Je hebt vandaag al heel veel getekend en verteld. Morgen kan het weer.")
    return None


def why_not_keep_so_much(kind: str, size: int) -> str | None:
    return why_not_this_size(kind, MOST_BYTES[AttachmentKind.DRAWING] + 1) if size > MOST_KEPT_OF_A_DRAWING else None


def why_not_this_size(kind: str, size: int) -> str | None:
    if size <= MOST_BYTES[AttachmentKind(kind)]:
        return None
    if kind == AttachmentKind.VOICE:
        return _("Dit is te lang om te bewaren. Vertel het in één minuut.")
    return _("Deze tekening is te groot om te bewaren. Veeg iets weg en probeer het nog eens.")


def why_not_this_media(kind: str, media_type: str) -> str | None:
    if media_type:
        return None
    if kind == AttachmentKind.VOICE:
        return _("Dit geluid kan Rondom niet bewaren. Vertel het nog een keer.")
    return _("Deze tekening kan Rondom niet bewaren. Teken hem op het vel hier.")


def sees_sharing(dossier: Dossier, share: DiscretionaryShare) -> bool:
    """Who wrote it; and once it was laid before the second, that one, and who looks again in the same organisation."""
    if dossier.place is None:
        return False
    if share.by_id == dossier.person_id:
        return True
    looks_again = dossier.may(Right.REVIEW_EMERGENCY) and dossier.organisation_id is not None
    is_theirs = share.second_id == dossier.place.pk or (looks_again and share.owner_id == dossier.organisation_id)
    return share.submitted_at is not None and is_theirs


def why_not_write_sharing(dossier: Dossier, share: DiscretionaryShare) -> str | None:
    if share.by_id is None or share.by_id != dossier.person_id:
        return _("Dit schreef iemand anders.")
    if share.submitted_at is not None:
        return _("Dit ligt al bij je collega. Klopt er iets niet? Stop ermee en begin opnieuw.")
    return None


def is_known_at_work(place: Place) -> bool:
    """Who makes an invitation holds the paper, and could come in with it as the own second (0013)."""
    return place.person_id in known_at_a_desk([place.person_id])


def why_not_submit(
    dossier: Dossier, share: DiscretionaryShare, cards: Sequence[Card], *, received: Sequence[bool], seconded: Sequence[bool]
) -> str | None:
    """Five answers, one reader, chosen cards, a day within thirty, and somebody else who reads these cards already (R51)."""
    today, people = timezone.localdate(), (share.receiver, share.second)
    if not all(getattr(share, name).strip() for name in QUESTIONS):
        return _("Geef eerst op alle vijf vragen een antwoord.")
    if not share.to_family.strip():
        return _("Schrijf op wat de ouders lezen, of waarom zij het nu nog niet lezen.")
    if not cards:
        return _("Kies eerst welke kaartjes je deelt.")
    if not today <= share.until <= today + timedelta(days=MOST_DAYS):
        return _("Kies een dag binnen dertig dagen. Op die dag stopt het vanzelf.")
    if share.receiver_id == share.second_id or any(place.person_id == dossier.person_id for place in people):
        return _("Kies drie verschillende mensen: jij deelt, een ander leest, een derde denkt mee.")
    if any(hasattr(place, "ended") for place in people):
        return _("Iemand die je koos, doet niet meer mee. Kies iemand anders.")
    if all(received):
        return _("%(name)s leest deze kaartjes al.") % {"name": share.receiver.person.name}
    if not all(seconded):
        return _("%(name)s leest niet al deze kaartjes. Laat iemand meedenken die ze al mag lezen.") % {
            "name": share.second.person.name
        }
    if dossier.may(Right.INVITE) and not is_known_at_work(share.second):
        return _("Laat een collega meedenken die de school kent, niet iemand voor wie je zelf een papier maakte.")
    return why_not_write_sharing(dossier, share)


def why_not_agree(dossier: Dossier, share: DiscretionaryShare) -> str | None:
    if dossier.place is None or share.second_id != dossier.place.pk or share.by_id == dossier.person_id:
        return _("Hierover denkt iemand anders mee.")
    if share.submitted_at is None or share.confirmed_at is not None or share.ended_at is not None:
        return _("Hierover hoef je niet meer mee te denken.")
    return None


def why_not_open_now(share: DiscretionaryShare, *, seconded: Sequence[bool]) -> str | None:
    """What was so when it was laid before the second is so still when that one agrees."""
    if share.until < timezone.localdate():
        return _("De laatste dag is voorbij. Begin opnieuw als het nog nodig is.")
    if hasattr(share.receiver, "ended"):
        return _("Wie het zou lezen, doet niet meer mee.")
    if not Place.objects.filter(child=share.child_id, person=share.by_id, ended__isnull=True).exists():
        return _("Wie dit schreef, doet niet meer mee. Begin zelf opnieuw als het nog nodig is.")
    if not all(seconded):
        return _("Je mag niet meer al deze kaartjes lezen. Zo kun je er niet over meebeslissen.")
    return None


def why_not_end_sharing(dossier: Dossier, share: DiscretionaryShare) -> str | None:
    if not sees_sharing(dossier, share):
        return _("Dit schreef iemand anders.")
    if share.submitted_at is None or share.ended_at is not None or share.until < timezone.localdate():
        return _("Dit is al afgelopen.")
    return None


def why_not_tell(dossier: Dossier, share: DiscretionaryShare) -> str | None:
    if not sees_sharing(dossier, share):
        return _("Dit schreef iemand anders.")
    if share.confirmed_at is None or share.told_at is not None:
        return _("De ouders weten dit al, of er is niets te vertellen.")
    return None


def why_not_tell_this(words: str) -> str | None:
    return None if words.strip() else _("Schrijf op wat de ouders lezen.")


def why_not_review_sharing(dossier: Dossier, share: DiscretionaryShare, review: str) -> str | None:
    place = dossier.place
    looks_again = place is not None and (place.pk == share.second_id or is_known_at_work(place))
    if not sees_sharing(dossier, share) or share.by_id == dossier.person_id or not looks_again:
        return _("Laat iemand anders hiernaar kijken.")
    if share.confirmed_at is None or share.reviewed_at is not None:
        return _("Hier is al naar gekeken.")
    if not review.strip():
        return _("Schrijf op wat je ervan vond.")
    return None
