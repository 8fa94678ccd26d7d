"""Asking an organisation something about one's own data, and taking that back."""

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.letters import letter_to
from rondom.base.models import Act
from rondom.base.signs import clean
from rondom.cards.models import Card
from rondom.children.actions.tell import tell_deciders
from rondom.children.dossier import Dossier
from rondom.children.kinds import kind_written_by
from rondom.children.models import Child, Ground, InformationKind
from rondom.children.rights import Right
from rondom.mydata.models import DataRequest, DataRequestStep, Outcome, Part, Wish
from rondom.mydata.requests import still_open, what_of
from rondom.mydata.rules import Asking, why_not_ask, why_not_ask_again, why_not_ask_this, why_not_withdraw
from rondom.people.desk import working_on
from rondom.people.models import Membership, Organisation
from rondom.people.rights import RIGHTS, DeskRight


def tell_desk(organisation: Organisation) -> int:
    """A letter, which says nothing but that there is something, to who answers there."""
    functions = [function for function, rights in RIGHTS.items() if DeskRight.ANSWER_DATA in rights]
    works = Membership.objects.filter(working_on(timezone.localdate()), organisation=organisation, function__in=functions)
    people = {each.person_id: each.person for each in works.select_related("person")}
    return sum(letter_to(person, "news") is not None for person in people.values())


@action("data.asked", needs=Right.ASK_ABOUT_DATA)
def ask_about_data(dossier: Dossier, *, asking: Asking, card: Card | None = None) -> DataRequest:
    """A request to one organisation; its clock starts now. Where others decide too they hear that something waits for them."""
    Child.objects.select_for_update(no_key=True).filter(pk=dossier.child.pk).first()  # two taps are one request
    refuse_if(why_not_ask(dossier, timezone.localdate()) or why_not_ask_this(dossier, asking, card))
    mine = list(still_open(DataRequest.objects.inside(dossier).filter(by=dossier.person_id)))
    organisation, wish, part = asking.organisation, asking.wish, asking.part
    same = (wish, part, organisation.pk, card.pk if card else None, card is not None)
    words = clean(asking.text)
    # To destroy the same twice is one request; of the others only what is sent twice in the same words.
    alike = [each for each in mine if (each.wish, each.part, *what_of(each)) == same]
    is_asked = any(wish == Wish.DESTROY or each.text == words for each in alike)
    refuse_if(why_not_ask_again(mine, is_asked=is_asked))
    asked = DataRequest.objects.create(
        child=dossier.child,
        by_id=dossier.person_id,
        organisation=organisation,
        wish=wish,
        part=part,
        card=card,
        is_of_card=card is not None,
        text=words,
        information_kind=InformationKind.COMPLAINT,
        ground=Ground.LEGAL_DUTY,
    )
    tell_desk(organisation)
    if wish == Wish.DESTROY and part == Part.ORGANISATION:
        tell_deciders(dossier, [kind_written_by(organisation)])
    return asked


@action("data.withdrawn", needs=Right.ASK_ABOUT_DATA, act=Act.UPDATE)
def withdraw_request(dossier: Dossier, *, request: DataRequest) -> DataRequestStep:
    """Never mind: what was asked does not have to be answered any more."""
    held = DataRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    refuse_if(why_not_withdraw(held, dossier.person_id, list(held.steps.all())))
    return DataRequestStep.objects.create(request=held, outcome=Outcome.WITHDRAWN, by_id=dossier.person_id)
