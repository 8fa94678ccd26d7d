"""What was found in sharing without consent when somebody tried a second time: the own second, on paper, and in a date."""

import pytest
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.cards.actions import begin_card, review_sharing, share_card, submit_sharing
from rondom.cards.dates import FuzzyDate
from rondom.cards.models import Card
from rondom.cards.queries import cards_in, read_words
from rondom.cards.sharings import sharing_choices
from rondom.children.actions import open_in_emergency, take_place
from rondom.children.actions.circle import seat
from rondom.children.dossier import open_dossier
from rondom.children.groups import groups_in
from rondom.children.models import Answer, Place, Role
from rondom.timeline.on_paper import cards_on_paper
from tests.cards.in_danger import Case, read_by_worker
from tests.proofs.walking import everyone_says


@pytest.fixture
def case(world) -> Case:
    return Case(world)


@pytest.fixture
def invented(case) -> Place:
    """A colleague whom the coordinator made up, and comes in as with the paper that the coordinator holds."""
    school = case.world.school.name
    place = seat(case.sharer, name="Hans Mulder", role=Role.CARE_COORDINATOR, language="nl", organisation=school)
    take_place(place)
    return place


def test_whom_one_invited_by_paper_does_not_think_along(case, invented):
    share = case.written(second=invented, tells_family=False)

    with pytest.raises(Refused, match="die de school kent"):
        submit_sharing(case.sharer, share=share)

    assert read_by_worker(case) == set()
    offered = {key for key, _name in sharing_choices(case.sharer).seconds}
    assert str(invented.pk) not in offered
    assert offered


def test_whom_one_invited_by_paper_does_not_look_at_it_again(case, invented):
    share = case.agreed()

    with pytest.raises(Refused, match="iemand anders"):
        review_sharing(open_dossier(invented.person, case.world.noor.pk), share=share, review="Prima.")

    assert review_sharing(case.leader, share=share, review="Dit was nodig.").reviewed_at


def test_what_was_passed_on_is_read_and_not_printed(case):
    share = case.agreed()
    passed_on = set(share.cards.values_list("card", flat=True))
    assert passed_on <= {card.id for card in cards_in(case.worker)}

    for chosen in (None, [case.place(Role.CARE_COORDINATOR).pk], [case.place(Role.MOTHER).pk]):
        assert not passed_on & {card.id for card in cards_on_paper(case.worker, chosen)}


def dated_of_school(case) -> Card:
    """A card of school by whose words another date can be told."""
    card = begin_card(case.sharer, kind="life_event")
    return share_card(case.sharer, card=card, words={"text": "Brand bij de buren", "date": "3 mei 2023"})


def when_the_worker_says(case) -> FuzzyDate:
    today = timezone.localdate()
    return read_words(case.worker, {"date": "na brand bij de buren"}, today, groups=groups_in(case.worker))


def test_a_date_does_not_tell_that_something_was_passed_on(case):
    case.agreed(cards=[dated_of_school(case)])
    assert case.worker.may("write card")

    assert not when_the_worker_says(case).start


def test_a_date_from_what_was_read_in_need_does_not_outlive_the_hour(case):
    dated_of_school(case)
    open_in_emergency(case.worker, reason="Het kind kwam niet aan op school")

    assert not when_the_worker_says(case).start


def test_a_date_is_told_by_what_one_reads_as_always(case):
    dated_of_school(case)
    everyone_says(case.world.noor, Answer.YES)

    assert when_the_worker_says(case).start
