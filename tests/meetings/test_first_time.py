"""Who sits at a table for the first time: sees what it is about and who reads along, and does nothing by mistake."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Event
from rondom.cards.models import Card
from rondom.children.models import Coordinator, Role
from rondom.meetings.actions import (
    answer_invitation,
    begin_step,
    bring,
    call_off,
    close_meeting,
    invite_to,
    leave_out,
    mark,
    move_meeting,
    prepare,
    say,
    take_back,
)
from rondom.meetings.models import Invited, Meeting, MeetingClosed, Prepared, Seat, StepBegun
from rondom.meetings.pages import meetings_page
from rondom.meetings.queries import own_invitation
from tests.meetings.table import ASKED, GOAL, in_days, planned, seat_of
from tests.meetings.test_pages import questions

HERS = "De nachten Kanarienacht"


@pytest.fixture
def here(world, meeting):
    return f"/kinderen/{world.noor.pk}/overleg/{meeting.pk}/"


@pytest.fixture
def at_home(world, as_person):
    return as_person(world.person(Role.MOTHER))


@pytest.fixture
def leading(world, as_person):
    return as_person(world.person(Role.CARE_COORDINATOR))


@pytest.fixture
def laid(world, meeting):
    """What the mother laid on the table."""
    mother = world.dossier(Role.MOTHER)
    prepare(mother, invited=own_invitation(mother, meeting), words={"p_worry": HERS})
    return bring(mother, prepared=Prepared.objects.get())


# ── who reads along, and what it is about ─────────────────────────────────────────────────────────


def test_the_table_says_what_it_is_about_and_who_reads_what_is_laid_there(world, here, meeting, chair, at_home):
    begin_step(chair, meeting=meeting, step=1)
    page = at_home.get(f"{here}tafel/").text.split("<main")[1]
    assert GOAL in page
    assert "Dit leest wie is uitgenodigd of mag meelezen." in page


# ── taken back ────────────────────────────────────────────────────────────────────────────────────


def test_what_one_laid_on_the_table_comes_off_it_while_the_step_is_open(world, here, laid, chair, meeting, at_home, as_person):
    begin_step(chair, meeting=meeting, step=1)
    teacher = as_person(world.person(Role.TEACHER))
    assert HERS in teacher.get(f"{here}tafel/").text
    assert "Haal van tafel" not in teacher.get(f"{here}tafel/").text
    assert "Haal van tafel" in at_home.get(f"{here}tafel/").text
    answer = at_home.post(f"{here}meebrengen/p_worry/terug/", {"tafel": "1"})
    assert answer["Location"] == f"{here}tafel/"
    assert HERS not in teacher.get(f"{here}tafel/").text
    assert Prepared.objects.get().text == HERS, "it is for oneself again"
    assert Event.objects.filter(event="meeting.taken_back", person_id=world.person(Role.MOTHER).pk).count() == 1


def test_before_the_beginning_it_comes_off_too_and_pressed_twice_is_once(world, here, laid, at_home):
    assert "Haal van tafel" in at_home.get(f"{here}voorbereiden/").text
    mother = world.dossier(Role.MOTHER)
    for _nth in range(2):
        take_back(mother, prepared=Prepared.objects.get())
    assert Prepared.objects.get().brought_at is None


def test_once_the_step_went_on_it_stays_whatever_one_presses_or_writes(world, here, laid, chair, meeting, at_home):
    for step in (1, 2):
        begin_step(chair, meeting=meeting, step=step)
    mother = world.dossier(Role.MOTHER)
    with pytest.raises(Refused, match="De stap is verder"):
        take_back(mother, prepared=laid)
    with pytest.raises(Refused, match="De stap is verder"):
        prepare(mother, invited=own_invitation(mother, meeting), words={"p_worry": ""})
    page = at_home.get(f"{here}voorbereiden/").text
    assert "Haal van tafel" not in page
    assert re.search(r'<textarea name="p_worry"[^>]*disabled', page)
    at_home.post(f"{here}voorbereiden/", {"p_worry": "Toch iets anders", "p_well": "Zij leest"})
    assert {each.question: each.text for each in Prepared.objects.all()} == {"p_worry": HERS, "p_well": "Zij leest"}
    begin_step(chair, meeting=meeting, step=1)
    assert take_back(mother, prepared=Prepared.objects.get(question="p_worry")).brought_at is None, "its step is open again"


def test_after_closing_nothing_comes_off_the_table(world, laid, chair, meeting):
    begin_step(chair, meeting=meeting, step=1)
    close_meeting(chair, meeting=meeting)
    with pytest.raises(Refused, match="afgesloten"):
        take_back(world.dossier(Role.MOTHER), prepared=laid)


def test_nobody_takes_back_what_another_laid_there(world, here, laid, as_person):
    with pytest.raises(Refused, match="wie is uitgenodigd"):
        take_back(world.dossier(Role.TEACHER), prepared=laid)
    assert as_person(world.person(Role.TEACHER)).post(f"{here}meebrengen/p_worry/terug/").status_code == 404


# ── asked once ────────────────────────────────────────────────────────────────────────────────────


def test_on_another_day_than_planned_it_is_asked_before_beginning(here, meeting, leading, at_home):
    page = leading.get(f"{here}tafel/").text
    assert f'href="{here}tafel/stap/"' in page
    assert 'value="1"' not in page.split("sitting__steps")[-1]
    assert "Dit overleg is gepland op" in leading.get(f"{here}tafel/stap/").text
    assert not StepBegun.objects.exists()
    assert at_home.get(f"{here}tafel/stap/")["Location"] == f"{here}tafel/", "who does not lead is not asked"
    assert leading.post(f"{here}tafel/stap/", {"step": "1"})["Location"] == f"{here}tafel/"
    assert leading.get(f"{here}tafel/stap/")["Location"] == f"{here}tafel/", "it has begun"


def test_on_the_day_itself_one_press_begins(here, meeting, leading):
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now())
    page = leading.get(f"{here}tafel/").text.split("sitting__steps")[-1]
    assert 'name="step" value="1"' in page
    assert f'href="{here}tafel/stap/"' not in page


def test_closing_is_asked_once_and_only_a_post_closes(here, meeting, chair, leading, at_home):
    assert leading.get(f"{here}tafel/afsluiten/")["Location"] == f"{here}tafel/", "it has not begun"
    for step in range(1, 6):
        begin_step(chair, meeting=meeting, step=step)
    assert f'href="{here}tafel/afsluiten/"' in leading.get(f"{here}tafel/").text
    assert "kan zeven dagen aanvullen" in leading.get(f"{here}tafel/afsluiten/").text
    assert at_home.get(f"{here}tafel/afsluiten/")["Location"] == f"{here}tafel/"
    assert not MeetingClosed.objects.exists()
    assert leading.post(f"{here}tafel/afsluiten/")["Location"] == f"{here}verslag/"


# ── how it stands in the lists ────────────────────────────────────────────────────────────────────


def test_a_meeting_that_was_closed_before_its_day_is_past(world, here, meeting, chair, leading):
    begin_step(chair, meeting=meeting, step=1)
    page = meetings_page(chair)
    assert [(row.is_held, row.is_late) for row in page.coming] == [(True, False)]
    assert "nu bezig" in leading.get(f"/kinderen/{world.noor.pk}/overleg/").text
    close_meeting(chair, meeting=meeting)
    page = meetings_page(chair)
    assert (page.coming, [row.is_closed for row in page.past]) == ((), [True])
    listed = leading.get(f"/kinderen/{world.noor.pk}/overleg/").text
    assert "nu bezig" not in listed
    assert f'href="{here}verslag/"' in listed
    assert "Het is afgesloten op" in leading.get(here).text


def test_a_meeting_that_should_be_over_says_so(world, here, meeting, chair, leading):
    begin_step(chair, meeting=meeting, step=1)
    StepBegun.objects.update(at=timezone.now() - timedelta(minutes=meeting.minutes + 5))
    assert [row.is_late for row in meetings_page(chair).coming] == [True]
    for page in (here, f"/kinderen/{world.noor.pk}/overleg/"):
        assert "De tijd is om, maar dit overleg is nog niet afgesloten." in leading.get(page).text


# ── who ends it for others ────────────────────────────────────────────────────────────────────────


def test_who_was_asked_to_come_ends_nothing_for_others_and_can_say_no(world, meeting, here, at_home, as_person):
    mother = world.dossier(Role.MOTHER)
    theirs = Invited.objects.get(meeting=meeting, place=seat_of(world, Role.TEACHER))
    for act, given in (
        (call_off, {"meeting": meeting}),
        (move_meeting, {"meeting": meeting, "starts_at": in_days(20)}),
        (leave_out, {"invited": theirs}),
    ):
        with pytest.raises(Refused, match="wie het overleg plande"):
            act(mother, **given)
    page = at_home.get(here).text
    assert [word for word in ("Afzeggen", "Verzetten", "/eraf/") if word in page] == []
    assert "Nog iemand uitnodigen" in page
    assert answer_invitation(mother, invited=own_invitation(mother, meeting), answer="no")


def test_who_planned_it_or_leads_the_circle_ends_it_and_each_undoes_the_own_asking(world, chair):
    hers = planned(world, Role.TEACHER, by=Role.MOTHER)
    mother, worker = world.dossier(Role.MOTHER), world.dossier(Role.YOUTH_WORKER)
    aunt = invite_to(mother, meeting=hers, name="Tante", seat=Seat.TRUSTED)
    assert leave_out(mother, invited=aunt).left_out_at is not None
    assert move_meeting(chair, meeting=hers, starts_at=in_days(21)).starts_at == in_days(21)
    assert call_off(mother, meeting=hers, why="Griep").why == "Griep"
    ours = planned(world, Role.MOTHER, Role.YOUTH_WORKER, starts_at=in_days(12))
    with pytest.raises(Refused, match="wie het overleg plande"):
        call_off(worker, meeting=ours)
    Coordinator.objects.filter(child=world.noor).update(until=timezone.now())
    Coordinator.objects.create(
        child=world.noor, place=worker.place, information_kind="K02", ground="consent", audience="circle"
    )
    assert call_off(worker, meeting=ours).meeting_id == ours.pk


# ── agreeing, choosing, planning ──────────────────────────────────────────────────────────────────


def agree_page(leading, world, meeting, said) -> str:
    return leading.get(f"/kinderen/{world.noor.pk}/afspraken/nieuw/?overleg={meeting.pk}&antwoord={said.pk}").text


def test_an_agreement_of_what_was_said_is_for_who_said_it_and_asks_the_day(world, meeting, chair, leading):
    begin_step(chair, meeting=meeting, step=1)
    said = say(world.dossier(Role.TEACHER), meeting=meeting, question="c_whole", text="Ik bel vrijdag", language="nl")
    page = agree_page(leading, world, meeting, said)
    assert f'<option value="{seat_of(world, Role.TEACHER).pk}" selected>' in page
    assert re.search(r'<input type="date" name="ready_on"[^>]*autofocus', page)
    plain = leading.get(f"/kinderen/{world.noor.pk}/afspraken/nieuw/?overleg={meeting.pk}").text
    assert "autofocus" not in plain.split("<main")[1]


def test_how_many_cards_one_chose_stands_there_after_each_press(world, here, meeting, chair, at_home):
    begin_step(chair, meeting=meeting, step=2)
    cards = Card.objects.filter(child=world.noor, shares__isnull=False, voice__letter="M").distinct()[:2]
    for nth, card in enumerate(cards):
        assert f"{nth} van 3" in at_home.get(f"{here}tafel/").text
        mark(world.dossier(Role.MOTHER), meeting=meeting, card=card)
    assert "2 van 3" in at_home.get(f"{here}tafel/").text


def test_who_plans_reads_who_reads_in_another_language(world, leading):
    where = f"/kinderen/{world.noor.pk}/overleg/nieuw/"
    mother = world.person(Role.MOTHER)
    mother.language = "nl"
    mother.save(update_fields=["language"])
    before = leading.get(where).text
    mother.language = "ar"
    mother.save(update_fields=["language"])
    assert f"{mother.name}: العربية" not in before
    assert f"{mother.name}: العربية" in leading.get(where).text


# ── seen on the way in ────────────────────────────────────────────────────────────────────────────


def test_who_is_asked_to_come_sees_it_on_the_story_until_there_is_an_answer(world, here, meeting, at_home):
    story = f"/kinderen/{world.noor.pk}/lijst/"
    assert f'href="{here}"' in at_home.get(story).text
    assert "Komt u?" in at_home.get(story).text
    mother = world.dossier(Role.MOTHER)
    answer_invitation(mother, invited=own_invitation(mother, meeting), answer="yes")
    assert f'href="{here}"' not in at_home.get(story).text
    move_meeting(world.dossier(Role.CARE_COORDINATOR), meeting=meeting, starts_at=in_days(15))
    assert f'href="{here}"' in at_home.get(story).text, "of the new moment nothing was said yet"


def test_who_was_not_asked_sees_nothing_of_it_and_who_planned_it_only_on_the_day(world, here, meeting, chair, as_person, leading):
    for page in (f"/kinderen/{world.noor.pk}/lijst/", "/"):
        assert here not in as_person(world.person(Role.YOUTH_WORKER)).get(page).text
        assert here not in leading.get(page).text
    assert f'href="{here}"' in as_person(world.person(Role.TEACHER)).get("/").text
    begin_step(chair, meeting=meeting, step=1)
    assert f'href="{here}tafel/"' in leading.get("/").text


def test_the_sign_of_a_meeting_asks_as_much_for_many_as_for_one(world, as_person):
    teacher, story = as_person(world.person(Role.TEACHER)), f"/kinderen/{world.noor.pk}/lijst/"
    planned(world, *ASKED)
    few = [questions(teacher, page) for page in ("/", story)]
    for nth in range(3):
        planned(world, *ASKED, starts_at=in_days(11 + nth))
    assert [questions(teacher, page) for page in ("/", story)] == few
