"""The child's own form: faces, a drawing, a voice, a few words and who may read it, on one calm page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rondom.cards.first_screen import ICONS
from rondom.cards.models import Attachment, AttachmentKind, Card, CardKind, Face
from rondom.cards.queries import writing_of
from rondom.cards.questions import is_young
from rondom.children.dossier import Dossier
from rondom.children.models import Audience, Child
from rondom.children.rights import AUDIENCES

# How the two stand in an address.
KINDS = {"tekening": AttachmentKind.DRAWING, "stem": AttachmentKind.VOICE}


@dataclass(frozen=True)
class OwnPage:
    child: Child
    card: Card
    icon: str
    question: str
    words: dict[str, str]
    faces: tuple[tuple[str, str], ...]
    readers: tuple[tuple[str, str], ...]
    has_drawing: bool
    has_voice: bool
    is_shared: bool
    is_young: bool


def question(kind: str) -> str:
    return {
        CardKind.LIFE_EVENT: _("Wat gebeurde er?"),
        CardKind.HOME: _("Hoe is het thuis?"),
        CardKind.SCHOOL: _("Hoe is het op school?"),
        CardKind.DEVELOPMENT: _("Hoe gaat het met jou?"),
        CardKind.HELP: _("Hoe is de hulp voor jou?"),
        CardKind.COLLABORATION: _("Hoe gaat het samen?"),
        CardKind.BOTTLENECK: _("Wat gaat er niet goed?"),
    }[CardKind(kind)]


def own_page(dossier: Dossier, card: Card) -> OwnPage:
    made = set(Attachment.objects.filter(card=card).values_list("kind", flat=True))
    in_childs_words = {
        Audience.TEACHER: _("Alleen mijn juf of meester"),
        Audience.TEACHER_AND_PARENTS: _("Mijn juf of meester en mijn ouders"),
        Audience.CIRCLE: _("Iedereen die mij helpt"),
    }
    faces = {Face.GOOD: _("fijn"), Face.NEUTRAL: _("gaat wel"), Face.NOT_GOOD: _("niet fijn")}
    written = writing_of(dossier, card)
    return OwnPage(
        child=dossier.child,
        card=card,
        icon=ICONS[CardKind(card.kind)],
        question=question(card.kind),
        words={name: written.get(name, "") for name in ("face", "text", "date")},
        faces=tuple((str(value), name) for value, name in faces.items()),
        readers=tuple((str(value), in_childs_words[Audience(value)]) for value in reversed(AUDIENCES[dossier.role])),
        has_drawing=AttachmentKind.DRAWING in made,
        has_voice=AttachmentKind.VOICE in made,
        is_shared=card.is_shared,
        is_young=is_young(dossier),
    )
