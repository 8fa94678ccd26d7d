"""What is kept about somebody and a child, as far as the reader may know it: how much of what, whose, why and how long."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from rondom.cards.pages import WHY
from rondom.cards.queries import cards_in, remarks_in
from rondom.cards.tell import Told
from rondom.careteam.telling import notes_in
from rondom.children.consent_file import own_answers
from rondom.children.dossier import Dossier
from rondom.children.models import Ground
from rondom.children.queries import circle_in
from rondom.children.readings import lines_in, why_not_all
from rondom.children.rights import Right
from rondom.children.whereabouts import organisation_for
from rondom.meetings.queries import agreements_in, meetings_in
from rondom.people.models import Organisation
from rondom.retention.queries import WHY_SO_LONG
from rondom.retention.schedule import SHARED, code_of


@dataclass(frozen=True)
class Kept:
    """What one owner keeps: how much of what, why that may be, and how long."""

    owner: str
    what: tuple[tuple[str, int], ...]
    why: str
    how_long: str


def kept_in(dossier: Dossier) -> tuple[Kept, ...]:
    """By owner, and of nothing more than the reader may read. First what is of the family, then each organisation, then what the
    house keeps of the work together."""
    cards, owners, grounds = cards_in(dossier), {}, {}
    counts: dict[UUID | None, Counter[str]] = {}
    for card in cards:
        owners[card.owner_id], grounds[card.owner_id] = card.owner, card.ground
        counts.setdefault(card.owner_id, Counter()).update(things_of(card))
    for remark in remarks_in(dossier).filter(card__in=[card.id for card in cards]).select_related("owner"):
        owners.setdefault(remark.owner_id, remark.owner.name if remark.owner else "")
        grounds.setdefault(remark.owner_id, remark.ground)
        counts.setdefault(remark.owner_id, Counter()).update([_("Opmerkingen")])
    known = {each.pk: each for each in Organisation.objects.filter(pk__in=[key for key in owners if key])}
    rows = [kept_by(dossier, known.get(key) if key else None, counts[key], grounds[key]) for key in owners]
    return (*sorted(rows, key=lambda each: each.owner != _("Het gezin")), *beside_the_cards(dossier))


def things_of(card: Told) -> Iterable[str]:
    yield _("Kaartjes") if card.is_shared else _("Kaartjes die nog niet gedeeld zijn")
    yield from (_("Tekeningen en opnamen") for _each in card.attachments)
    yield from (_("Eigen verklaringen") for _each in card.statements)


def kept_by(dossier: Dossier, owner: Organisation | None, counts: Counter[str], ground: str) -> Kept:
    return Kept(
        owner=organisation_for(dossier.reader, owner) if owner else _("Het gezin"),
        what=tuple(counts.items()),
        why=str(WHY.get(Ground(ground), "")),
        how_long=str(WHY_SO_LONG[code_of(owner.kind if owner else None, "")]),
    )


def beside_the_cards(dossier: Dossier) -> Iterable[Kept]:
    together = _("Van iedereen samen")
    if dossier.reader.reads_others:
        people = (_("Mensen die meedoen"), circle_in(dossier).count())
        yield Kept(together, (people,), _("Zo weet iedereen wie er meedoet, en hoe je elkaar vindt."), str(WHY_SO_LONG[SHARED]))
    if dossier.may(Right.READ_MEETINGS):
        noted = (_("Notities van een zorgteam"), len(notes_in(dossier)))
        counts = ((_("Overleggen"), len(meetings_in(dossier))), (_("Afspraken"), len(agreements_in(dossier))), noted)
        found = tuple(each for each in counts if each[1])
        if found:
            yield Kept(together, found, _("Zo weet iedereen wat er is afgesproken."), str(WHY_SO_LONG[SHARED]))
    answers = sum(map(len, own_answers(dossier).values())) if dossier.child.shows_consents else 0
    if answers:
        why = _("De wet vraagt een bewijs van wie ja of nee zei.")
        yield Kept(_("Toestemmingen"), ((_("Eigen antwoorden"), answers),), why, _("Zolang een ja geldt, en daarna 5 jaar."))
    sees_all = dossier.may(Right.SEE_RECORD) and why_not_all(dossier) is None
    lines = lines_in(dossier, sees_all=sees_all, hides_own=False).count()
    why = _("Zo kan het gezin nakijken wie er las, en of dat mocht.")
    yield Kept(_("Wie heeft gekeken?"), ((_("Regels"), lines),), why, _("5 jaar."))
