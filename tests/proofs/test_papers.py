"""What somebody may not read is on no paper of theirs, nor on one that they make for others; empty paper tells nothing."""

import pytest

from rondom.base.models import Event
from rondom.children.dossier import open_dossier
from rondom.children.queries import paper_readers_in
from rondom.timeline import on_paper
from rondom.timeline.forms import BlankForm, FilledForm
from tests.proofs.canaries import let_loose
from tests.proofs.test_planted_leaks import all_cards
from tests.proofs.walking import ROUTES, address, ask, readable, undone

MAKES = FilledForm.makes + BlankForm.makes


def said_by(circle, who: str, make: str, **given) -> str:
    where = address(ROUTES["timeline:papers"], circle, circle.child)
    answer = ask(circle, circle.everyone[who], "POST", where, {"make": make, "paper": "a4", **given})
    assert answer.status_code == {"stranger": 404, "support_assistant": 403}.get(who, 200), (who, make)
    return readable(answer)


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.timeout(900)
@pytest.mark.parametrize("make", MAKES)
def test_on_every_paper_of_everybody_stands_only_what_is_theirs(circle, make):
    aviary = let_loose(circle)

    heard = {}
    for who in circle.everyone:
        said = said_by(circle, who, make)
        heard[who] = len(aviary.heard(said))
        assert aviary.not_for(circle.everyone[who], said) == [], (who, make)
        if make in BlankForm.makes:
            assert heard[who] == 0, (who, make)


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.parametrize("make", FilledForm.makes)
def test_what_the_mother_makes_for_a_teacher_is_what_the_teacher_may_read(circle, make):
    aviary = let_loose(circle)
    with undone():
        mother = open_dossier(circle.everyone["mother"], circle.child.pk)
        teacher = next(each for each in paper_readers_in(mother) if each.reader.role == "teacher")

    said = said_by(circle, "mother", make, people=[str(teacher.place_id)])

    assert aviary.heard(said), "there are canaries on the paper at all"
    assert aviary.not_for(circle.everyone["teacher"], said) == []
    assert aviary.not_for(circle.everyone["mother"], said) == []


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.parametrize("make", FilledForm.makes)
def test_a_leak_onto_each_paper_would_be_heard(circle, make, monkeypatch):
    aviary = let_loose(circle)
    monkeypatch.setattr(on_paper, "cards_in", all_cards)
    monkeypatch.setattr(on_paper, "cards_for", lambda _readers, cards: tuple(cards))

    assert aviary.not_for(circle.everyone["teacher"], said_by(circle, "teacher", make))


@pytest.mark.parametrize(
    ("make", "event"),
    [(make, "timeline.printed") for make in ("poster", "story")]
    + [("picture", "timeline.pictured")]
    + [(make, "timeline.blanks_printed") for make in BlankForm.makes],
)
def test_each_paper_that_is_made_is_one_line_in_the_record(circle, make, event):
    where = address(ROUTES["timeline:papers"], circle, circle.child)

    circle.browser(circle.everyone["teacher"]).post(where, {"make": make, "paper": "a4"})

    lines = Event.objects.filter(child_id=circle.child.pk, event__startswith="timeline.")
    assert [line.event for line in lines] == [event]
    assert lines[0].person_id == circle.everyone["teacher"].pk
