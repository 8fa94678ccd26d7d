"""Why something can not be asked or answered now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rondom.cards.models import Card
from rondom.children.access import family_of, key_of
from rondom.children.deciders import Band, band_of
from rondom.children.dossier import Dossier
from rondom.children.kinds import kind_written_by
from rondom.children.models import Role
from rondom.mydata.models import ENDS, DataRequest, DataRequestStep, Outcome, Part, Wish
from rondom.people.models import Organisation

MOST_OPEN = 20
MOST_A_DAY = 3
MOST_BYTES = 300_000_000


@dataclass(frozen=True)
class Asking:
    """What somebody asks of which organisation, about which part of what is kept."""

    wish: str
    organisation: Organisation
    part: str
    text: str


def is_too_young(dossier: Dossier, today: date) -> bool:
    return dossier.role == Role.CHILD and band_of(dossier.child.birth_date, today) == Band.CHILD


def why_not_ask(dossier: Dossier, today: date) -> str | None:
    """Until a child has a say of its own, who decides for it asks (R40)."""
    if is_too_young(dossier, today):
        return _("Vraag dit samen met je vader, moeder of verzorger. Zij kunnen het hier voor je vragen.")
    return None


def why_not_ask_this(dossier: Dossier, asking: Asking, card: Card | None) -> str | None:
    """Who does not decide about a part does not let it be destroyed. What is one's own, is."""
    if asking.wish != Wish.DESTROY or asking.part == Part.OWN or dossier.place is None:
        return None
    if card is not None and card.owner_id != asking.organisation.pk:
        return _("Dit kaartje schreef iemand anders uit het gezin. Bezwaar maken of een eigen verklaring kan wel.")
    deciding = family_of(dossier.child).deciders(kind_written_by(asking.organisation))
    if deciding is None:
        return _("Het is nog niet bekend wie hierover beslist. Vraag de school om naar het gezag te kijken.")
    if key_of(dossier.place) in deciding:
        return None
    if dossier.role == Role.CHILD:
        return _("Hierover beslissen je ouders. Vraag het samen met hen.")
    return _("Hierover beslist uw kind nu zelf. Uw kind kan dit zelf vragen.")


def why_not_ask_again(others: Sequence[DataRequest], *, is_asked: bool) -> str | None:
    if is_asked:
        return _("Deze vraag ligt er al. U ziet haar op deze bladzijde.")
    if len(others) >= MOST_OPEN:
        return _("Er liggen al %(n)s vragen van u. Wacht eerst op antwoord, of trek er een in.") % {"n": MOST_OPEN}
    return None


def is_over(steps: Collection[DataRequestStep]) -> bool:
    return any(each.outcome in ENDS for each in steps)


def why_not_withdraw(request: DataRequest, person_id: object, steps: Collection[DataRequestStep]) -> str | None:
    if request.by_id is None or request.by_id != person_id:
        return _("Deze vraag is van iemand anders.")
    return _("Deze vraag is al beantwoord.") if is_over(steps) else None


def why_not_answer(request: DataRequest, person_id: object, steps: Collection[DataRequestStep]) -> str | None:
    if is_over(steps):
        return _("Deze vraag is al beantwoord.")
    if request.by_id == person_id:
        return _("Deze vraag is van jou. Laat een collega antwoorden.")
    return None


def why_not_extend(steps: Collection[DataRequestStep], due: date, today: date) -> str | None:
    if any(each.outcome == Outcome.EXTENDED for each in steps):
        return _("Langer kan maar één keer. Geef nu antwoord.")
    if today >= due:
        return _("De maand is voorbij. Nu kan het niet meer langer duren. Geef nu antwoord.")
    return None


def may_be_answered(wish: str) -> tuple[str, ...]:
    """What ends a request of this sort. Of destroying there is no part: all that was asked for goes, or nothing does."""
    return (Outcome.GRANTED, Outcome.REFUSED) if wish == Wish.DESTROY else (Outcome.GRANTED, Outcome.PARTLY, Outcome.REFUSED)


def why_not_this_answer(wish: str, outcome: str, reason: str, text: str) -> str | None:
    if not text.strip():
        return _("Schrijf het antwoord in gewone woorden voor het gezin.")
    if outcome not in (*may_be_answered(wish), Outcome.EXTENDED):
        return _("Een deel vernietigen kan niet. Zeg nee met een reden; het gezin kan het per kaartje vragen.")
    if outcome in (Outcome.REFUSED, Outcome.PARTLY) and not reason:
        return _("Kies waarom niet alles kan.")
    return None


def why_not_confirm(steps: Collection[DataRequestStep], person_id: object) -> str | None:
    """Before its time something goes only when two people of the organisation say so."""
    first = next((each for each in steps if each.outcome == Outcome.PROPOSED), None)
    if first is not None and first.by_id == person_id:
        return _("Een andere collega moet dit bevestigen. Pas dan gaat er iets weg.")
    return None


def why_not_without_the_others(deciding: Collection[str] | None, asked: Collection[str]) -> str | None:
    """What more people decide about goes only when each of them asked for it (R32)."""
    if deciding is None:
        return _("Het is niet bekend wie hierover beslist. Laat eerst naar het gezag kijken.")
    if set(deciding) - set(asked):
        return _("Nog niet iedereen die hierover beslist, vroeg hierom. Zij kunnen het vragen op hun bladzijde Mijn gegevens.")
    return None


def why_not_take_along(taken_today: int, media_bytes: int) -> str | None:
    if taken_today >= MOST_A_DAY:
        return _("U nam vandaag al %(n)s keer alles mee. Morgen kan het weer.") % {"n": MOST_A_DAY}
    if media_bytes > MOST_BYTES:
        return _("Met alle tekeningen en opnamen wordt dit te groot. Kies zonder tekeningen en opnamen.")
    return None
