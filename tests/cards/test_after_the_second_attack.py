"""What was found when the coordinator tried to be the own second in sharing without consent."""

import pytest

from rondom.base.actions import Refused
from rondom.cards.actions import review_sharing, submit_sharing
from rondom.cards.sharings import sharing_choices
from rondom.children.actions import take_place
from rondom.children.actions.circle import seat
from rondom.children.dossier import open_dossier
from rondom.children.models import Place, Role
from tests.cards.in_danger import Case, read_by_worker


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
