"""Drawing and telling: what a child puts with its own card."""

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.models import Act
from rondom.base.pictures import clean_picture
from rondom.base.sounds import clean_sound
from rondom.cards.actions.cards import lock
from rondom.cards.models import Attachment, AttachmentKind, Card, Writing
from rondom.cards.queries import writing_of
from rondom.cards.rules import (
    why_not_attach,
    why_not_attach_more,
    why_not_change,
    why_not_keep_so_much,
    why_not_this_media,
    why_not_this_size,
)
from rondom.children.dossier import Dossier
from rondom.children.rights import Right


@action("attachment.kept", needs=Right.WRITE_CARD, act=Act.UPDATE)
def attach(dossier: Dossier, *, card: Card, kind: str, content: bytes) -> Attachment:
    """Keep what a child drew or said, in the place of what it drew or said before. Only before it is shared."""
    lock(card)
    refuse_if(why_not_attach(dossier, card) or why_not_attach_more(dossier, card) or why_not_this_size(kind, len(content)))
    content, media_type = clean_picture(content) if kind == AttachmentKind.DRAWING else clean_sound(content)
    refuse_if(why_not_this_media(kind, media_type) or why_not_keep_so_much(kind, len(content)))
    # With nothing typed yet it is a draft all the same.
    Writing.objects.get_or_create(card=card, by_id=dossier.person_id, defaults={"words": writing_of(dossier, card)})
    found, _is_new = Attachment.objects.update_or_create(
        card=card,
        kind=kind,
        defaults={"media_type": media_type, "content": content, "by_id": dossier.person_id, "at": timezone.now()},
    )
    return found


@action("attachment.removed", needs=Right.WRITE_CARD, act=Act.DELETE)
def detach(dossier: Dossier, *, card: Card, kind: str) -> Card:
    """Throw a drawing or a voice away, also from a card that is shared: it is the child's."""
    lock(card)
    refuse_if(why_not_change(dossier, card))
    Attachment.objects.filter(card=card, kind=kind).delete()
    return card


@action("attachment.read", needs=Right.READ_TIMELINE, act=Act.READ)
def read_attachment(dossier: Dossier, *, attachment: Attachment) -> Attachment:
    """Look at a drawing or listen to a voice; the record says so."""
    return attachment
