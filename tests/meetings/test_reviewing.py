"""A case review: fixed steps, key moments with reasons, what helped and hindered by principle, and a report in that order."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from rondom.base.actions import Refused
from rondom.base.scope import Outside
from rondom.cards.actions import choose_audience, settle_card
from rondom.cards.models import Card, KeyMoment
from rondom.children.models import Audience, Role
from rondom.children.rights import RIGHTS, Right
from rondom.meetings.actions import (
    Agreed,
    Pointed,
    agree,
    begin_step,
    close_meeting,
    mark_factors,
    point_out,
    say,
    take_moment_back,
)
from rondom.meetings.guide_review import BY_PRINCIPLE, OF_A_REVIEW, STEPS_OF_REVIEW
from rondom.meetings.models import FactorMarked, Form, MomentPointedOut, Prepared, QuestionsChosen
from rondom.meetings.telling import meetings_told
from rondom.schools.factors import factors
from tests.meetings.table import WHAT, in_days, planned, seat_of, soon
from tests.meetings.test_pages import questions

ASKED = (Role.MOTHER, Role.TEACHER)
WHY = "Vanaf toen kwam er iemand thuis Kanariereden"
WRITING = ("Kanarie op een vogel", "Kanarie zong")
NAMED = "De verhuizing naar Delft Kanariemoment"


@pytest.fixture
def review(world):
    meeting = planned(world, *ASKED, form=Form.REVIEW)
    begin_step(world.dossier(Role.CARE_COORDINATOR), meeting=meeting, step=1)
    return meeting


@pytest.fixture
def here(world, review):
    return f"/kinderen/{world.noor.pk}/overleg/{review.pk}/"


def at_step(world, review, step: int) -> None:
    begin_step(world.dossier(Role.CARE_COORDINATOR), meeting=review, step=step)


def card_of_mother(world) -> Card:
    return Card.objects.filter(child=world.noor, shares__isnull=False, voice__letter="M").distinct()[0]


def pointed(world, role: str, review, *, what: str = "", when: str = "", why: str = WHY, card: Card | None = None):
    return point_out(world.dossier(role), meeting=review, pointed=Pointed(what, when, why, "nl"), card=card)


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


# ── what is asked ─────────────────────────────────────────────────────────────────────────────────


def test_a_review_goes_by_its_own_steps_in_the_order_of_the_study(world, review, as_person, here):
    assert [str(each.name) for each in STEPS_OF_REVIEW] == [
        "Checken",
        "Sleutelmomenten",
        "Wat hielp, wat zat in de weg",
        "Wat we leren",
        "Vervolg",
    ]
    browser = as_person(world.person(Role.MOTHER))
    for step in STEPS_OF_REVIEW:
        at_step(world, review, step.number)
        page = browser.get(f"{here}tafel/").text
        assert str(step.name) in page and all(str(each.text) in page for each in step.questions)


def test_each_factor_is_one_of_the_studies_and_stands_on_the_right_side():
    known = factors()
    for each in (each for found in BY_PRINCIPLE.values() for each in found):
        assert each.helps or each.hinders
        assert not each.helps or not known[each.helps].hinders or each.helps == each.hinders
        assert not each.hinders or known[each.hinders].hinders or each.helps == each.hinders, each.code
    assert known["SF021"].label == "procedures en regelgeving", "the one factor that a study names on both sides"


def test_a_review_asks_the_same_everywhere_whatever_words_an_organisation_chose(world, review):
    assert not QuestionsChosen.objects.filter(meeting=review).exists()
    assert {"c_whole", "r_duty", "l_child", "l_work", "l_policy", "m_why"} <= OF_A_REVIEW


# ── key moments ───────────────────────────────────────────────────────────────────────────────────


def test_two_people_point_at_one_card_and_it_is_one_moment_with_two_reasons(world, review, as_person, here):
    card = card_of_mother(world)
    pointed(world, Role.MOTHER, review, card=card)
    pointed(world, Role.TEACHER, review, card=card, why="In de klas ging het toen anders")
    at_step(world, review, 2)
    page = as_person(world.person(Role.TEACHER)).get(f"{here}tafel/").text
    shown = page[page.index('id="sleutelmomenten"') : page.index("Een sleutelmoment erbij")]
    assert shown.count('<li class="said">') == 1
    assert WHY in shown and "In de klas ging het toen anders" in shown
    assert KeyMoment.objects.filter(card=card).count() == 2, "the card has a star of each on the timeline"


def test_a_moment_without_a_card_has_a_name_and_a_time_and_stands_in_its_place(world, review, as_person, here):
    pointed(world, Role.MOTHER, review, what="Later", when="2024")
    pointed(world, Role.MOTHER, review, what="Ooit", when="weet ik niet meer")
    pointed(world, Role.TEACHER, review, what=NAMED, when="maart 2021")
    page = as_person(world.person(Role.MOTHER)).get(f"{here}tafel/").text
    assert page.index(NAMED) < page.index("Later") < page.index("Ooit")


def test_who_points_at_a_card_once_more_says_why_anew(world, review):
    card = card_of_mother(world)
    for why in (WHY, "Beter gezegd", ""):
        pointed(world, Role.MOTHER, review, card=card, why=why, what="Niet dit")
    (row,) = MomentPointedOut.objects.all()
    assert (row.why, row.what) == ("Beter gezegd", "")


def test_pressed_twice_is_one_moment(world, review):
    for _nth in range(2):
        pointed(world, Role.MOTHER, review, what=NAMED, when="2021")
    assert MomentPointedOut.objects.count() == 1


def test_one_takes_the_own_moment_back_and_no_other(world, review):
    made = pointed(world, Role.MOTHER, review, what=NAMED)
    with pytest.raises(Refused, match="wie is uitgenodigd"):
        take_moment_back(world.dossier(Role.TEACHER), moment=made)
    take_moment_back(world.dossier(Role.MOTHER), moment=made)
    take_moment_back(world.dossier(Role.MOTHER), moment=made)
    assert MomentPointedOut.objects.get().taken_back_at is not None


def test_a_moment_says_which(world, review):
    with pytest.raises(Refused, match="Kies een kaartje"):
        pointed(world, Role.MOTHER, review, what="  ")
    with pytest.raises(Outside):
        pointed(world, Role.MOTHER, review, card=Card.objects.filter(child=world.other)[0])


def test_of_a_card_that_somebody_may_not_see_neither_the_moment_nor_its_reason_is_there(world, review, as_person, here):
    mother, card = world.dossier(Role.MOTHER), card_of_mother(world)
    settle_card(mother, card=card, words={"text": "Alleen voor thuis", "date": "2021"})
    choose_audience(mother, card=card, audience=Audience.FAMILY)
    pointed(world, Role.MOTHER, review, card=card)
    close_meeting(world.dossier(Role.CARE_COORDINATOR), meeting=review)
    at_home, at_work = as_person(world.person(Role.MOTHER)), as_person(world.person(Role.TEACHER))
    assert "Alleen voor thuis" in at_home.get(f"{here}verslag/").text and WHY in at_home.get(f"{here}verslag/").text
    assert "Alleen voor thuis" not in at_work.get(f"{here}verslag/").text and WHY not in at_work.get(f"{here}verslag/").text
    paper = PdfReader(BytesIO(at_home.post(f"{here}verslag/papier/", {"language": "nl"}).content))
    assert not any(word in each.extract_text() for each in paper.pages for word in ("Alleen voor thuis", "Kanariereden"))


# ── factors ───────────────────────────────────────────────────────────────────────────────────────


def test_of_a_factor_one_says_it_helped_and_another_that_it_hindered_and_both_stand_there(world, review, as_person, here):
    mark_factors(world.dossier(Role.MOTHER), meeting=review, marks={"f_trust": "helped", "f_heard": ""})
    mark_factors(world.dossier(Role.TEACHER), meeting=review, marks={"f_trust": "hindered"})
    at_step(world, review, 3)
    said = words_of(as_person(world.person(Role.TEACHER)).get(f"{here}tafel/").text)
    mother, teacher = (world.person(role).name for role in ASKED)
    assert f"Elkaar vertrouwen hielp {mother} zat in de weg {teacher}" in said
    assert FactorMarked.objects.count() == 2


def test_who_thinks_again_marks_anew_and_other_factors_stay(world, review):
    mother = world.dossier(Role.MOTHER)
    mark_factors(mother, meeting=review, marks={"f_trust": "helped", "f_heard": "helped"})
    mark_factors(mother, meeting=review, marks={"f_trust": "hindered"})
    mark_factors(mother, meeting=review, marks={"f_heard": "", "nergens": "helped"})
    assert list(FactorMarked.objects.values_list("factor", "worked")) == [("f_trust", "hindered")]


def test_only_in_a_review_that_has_begun_somebody_points_out_or_marks(world):
    other = planned(world, *ASKED)
    begin_step(world.dossier(Role.CARE_COORDINATOR), meeting=other, step=1)
    with pytest.raises(Refused, match="alleen in een casusbespreking"):
        pointed(world, Role.MOTHER, other, what=NAMED)
    waits = planned(world, *ASKED, form=Form.REVIEW, goal="Nog een keer")
    with pytest.raises(Refused, match="nog niet begonnen"):
        mark_factors(world.dossier(Role.MOTHER), meeting=waits, marks={"f_trust": "helped"})


def test_who_was_not_asked_or_has_no_right_to_it_adds_nothing(world, review):
    with pytest.raises(Refused, match="wie is uitgenodigd"):
        pointed(world, Role.FATHER, review, what=NAMED)
    without = {role for role, rights in RIGHTS.items() if Right.JOIN_MEETING in rights and Right.REVIEW_CASE not in rights}
    assert without == {Role.FAMILY_GUARDIAN}, "who guides a family by order of a judge sits there and reads"
    assert not [role for role, rights in RIGHTS.items() if Right.REVIEW_CASE in rights and Right.JOIN_MEETING not in rights]


def test_after_it_is_closed_nothing_changes(world, review):
    made = pointed(world, Role.MOTHER, review, what=NAMED)
    close_meeting(world.dossier(Role.CARE_COORDINATOR), meeting=review)
    for change in (
        lambda: pointed(world, Role.MOTHER, review, what="Nog een"),
        lambda: take_moment_back(world.dossier(Role.MOTHER), moment=made),
        lambda: mark_factors(world.dossier(Role.MOTHER), meeting=review, marks={"f_trust": "helped"}),
    ):
        with pytest.raises(Refused, match="afgesloten"):
            change()


# ── its pages ─────────────────────────────────────────────────────────────────────────────────────


def test_a_whole_review_by_its_pages_without_script(world, review, as_person, here):
    chair, mother = as_person(world.person(Role.CARE_COORDINATOR)), as_person(world.person(Role.MOTHER))
    chair.post(f"{here}tafel/stap/", {"step": "2"})
    card = card_of_mother(world)
    assert f'value="{card.pk}"' in mother.get(f"{here}tafel/").text
    answer = mother.post(f"{here}tafel/moment/", {"card": str(card.pk), "m_what": "", "when": "", "m_why": WHY})
    assert answer["Location"] == f"{here}tafel/" and WHY in chair.get(f"{here}tafel/").text
    chair.post(f"{here}tafel/moment/", {"card": "", "m_what": NAMED, "when": "groep 3", "m_why": ""})
    gone = MomentPointedOut.objects.get(card=None)
    assert NAMED in mother.get(f"{here}tafel/").text
    chair.post(f"{here}tafel/moment/{gone.pk}/weg/")
    assert NAMED not in mother.get(f"{here}tafel/").text
    chair.post(f"{here}tafel/stap/", {"step": "3"})
    mother.post(f"{here}tafel/factoren/r_roles/", {"f_same_faces": "hindered", "f_help": "helped"})
    assert re.search(r'name="f_help" value="helped"[^>]*checked', mother.get(f"{here}tafel/").text)
    mother.post(f"{here}tafel/", {"question": "r_roles", "text": "Drie mensen in een jaar"})
    chair.post(f"{here}tafel/stap/", {"step": "4"})
    chair.post(f"{here}tafel/", {"question": "l_policy", "text": "Wisselen kost vertrouwen"})
    teacher = str(seat_of(world, Role.TEACHER).pk)
    made = {"what": WHAT, "who": teacher, "ready_on": soon().isoformat(), "overleg": str(review.pk)}
    chair.post(f"/kinderen/{world.noor.pk}/afspraken/nieuw/", made)
    chair.post(f"{here}tafel/afsluiten/")
    page = mother.get(f"{here}verslag/").text
    order = ("Sleutelmomenten", WHY, "Vaste gezichten", "Drie mensen in een jaar", "Wisselen kost vertrouwen", WHAT)
    assert [page.index(each) for each in order] == sorted(page.index(each) for each in order)


def test_the_paper_tells_moments_factors_and_actions_in_that_order(world, review, as_person, here):
    pointed(world, Role.MOTHER, review, what="De verhuizing", when="maart 2021", why="Alles werd anders")
    mark_factors(world.dossier(Role.TEACHER), meeting=review, marks={"f_same_faces": "hindered"})
    chair = world.dossier(Role.CARE_COORDINATOR)
    agree(chair, agreed=Agreed("Elke week bellen", soon()), who=seat_of(world, Role.TEACHER), meeting=review)
    close_meeting(chair, meeting=review)
    browser = as_person(world.person(Role.MOTHER))
    made = PdfReader(BytesIO(browser.post(f"{here}verslag/papier/", {"language": "nl"}).content))
    said = " ".join(" ".join(each.extract_text() for each in made.pages).split())
    order = ("De verhuizing", "Alles werd anders", "Vaste gezichten", "Elke week bellen")
    assert [said.index(each) for each in order] == sorted(said.index(each) for each in order)
    assert browser.post(f"{here}verslag/papier/", {"language": "ar"}).content[:4] == b"%PDF"


def test_what_somebody_is_writing_is_kept_and_for_that_person_alone(world, review, as_person, here):
    at_step(world, review, 2)
    mother, teacher = as_person(world.person(Role.MOTHER)), as_person(world.person(Role.TEACHER))
    assert mother.post(f"{here}tafel/concept/", {"card": "", "m_what": WRITING[0], "m_why": WRITING[1]}).status_code == 200
    assert all(word in mother.get(f"{here}tafel/").text for word in WRITING)
    assert not any(word in teacher.get(f"{here}tafel/").text for word in WRITING)
    mother.post(f"{here}tafel/moment/", {"m_what": NAMED, "when": "2021", "m_why": WHY})
    assert not Prepared.objects.exists(), "the draft goes with what was pointed out"
    assert mother.post(f"{here}tafel/concept/", {"m_why": "x" * 2001}).status_code == 422


WRONG = [
    ({"m_what": ""}, "Kies een kaartje, of schrijf welk moment het was."),
    ({"m_what": "x" * 201, "m_why": WHY}, "Dit is te lang. Maak het korter: hooguit 200 tekens."),
    ({"m_what": NAMED, "when": "x" * 101}, "Dit is te lang. Maak het korter: hooguit 100 tekens."),
    ({"m_what": NAMED, "m_why": "x" * 2001}, "Dit is te lang. Maak het korter: hooguit 2000 tekens."),
    ({"card": "nergens", "m_what": NAMED}, "Kies een antwoord."),
]


@pytest.mark.parametrize(("given", "said"), WRONG)
def test_what_is_filled_in_wrong_says_why_and_stands_there_still(world, review, as_person, here, given, said):
    at_step(world, review, 2)
    answer = as_person(world.person(Role.MOTHER)).post(f"{here}tafel/moment/", given)

    assert answer.status_code == 422 and said in answer.text
    assert all(text in answer.text for name, text in given.items() if name != "card")
    assert not MomentPointedOut.objects.exists()


def test_a_factor_that_is_answered_wrong_changes_nothing(world, review, as_person, here):
    browser = as_person(world.person(Role.MOTHER))
    assert "Kies een antwoord." in browser.post(f"{here}tafel/factoren/r_duty/", {"f_trust": "soms"}, follow=True).text
    assert browser.post(f"{here}tafel/factoren/nergens/", {}).status_code == 404
    assert not FactorMarked.objects.exists()


def test_at_another_kind_of_meeting_there_is_no_such_page(world, as_person):
    other = planned(world, *ASKED)
    begin_step(world.dossier(Role.CARE_COORDINATOR), meeting=other, step=2)
    browser, where = as_person(world.person(Role.MOTHER)), f"/kinderen/{world.noor.pk}/overleg/{other.pk}/tafel/"
    assert browser.post(f"{where}moment/", {"m_what": NAMED}).status_code == 404
    assert browser.post(f"{where}factoren/r_duty/", {"f_trust": "helped"}).status_code == 404
    assert "Een sleutelmoment erbij" not in browser.get(where).text and "Kies drie kaartjes" in browser.get(where).text


def test_who_reads_the_meeting_reads_the_report_and_who_does_not_finds_none(world, review, as_person, here):
    pointed(world, Role.MOTHER, review, what=NAMED)
    father, teacher = as_person(world.person(Role.FATHER)), as_person(world.person(Role.TEACHER))
    assert father.post(f"{here}tafel/moment/", {"m_what": "Ook"}).status_code == 404
    close_meeting(world.dossier(Role.CARE_COORDINATOR), meeting=review)
    assert NAMED in father.get(f"{here}verslag/").text
    hers = planned(world, Role.MOTHER, form=Form.REVIEW, starts_at=in_days(12))
    begin_step(world.dossier(Role.CARE_COORDINATOR), meeting=hers, step=2)
    elsewhere = f"/kinderen/{world.noor.pk}/overleg/{hers.pk}/"
    made = pointed(world, Role.MOTHER, hers, what=NAMED)
    assert teacher.get(f"{elsewhere}tafel/").status_code == 404
    assert teacher.post(f"{elsewhere}tafel/moment/{made.pk}/weg/").status_code == 404
    close_meeting(world.dossier(Role.CARE_COORDINATOR), meeting=hers)
    assert teacher.get(f"{elsewhere}verslag/").status_code == 404


def test_a_review_asks_the_database_as_much_with_many_as_with_few(world, review, as_person, here):
    browser = as_person(world.person(Role.MOTHER))
    at_step(world, review, 2)
    pointed(world, Role.MOTHER, review, what="Een")
    mark_factors(world.dossier(Role.MOTHER), meeting=review, marks={"f_trust": "helped"})
    few = questions(browser, f"{here}tafel/")
    for nth in range(4):
        pointed(world, Role.TEACHER, review, what=f"Moment {nth}")
    marks = {each.code: "helped" for each in BY_PRINCIPLE["r_duty"]}
    mark_factors(world.dossier(Role.TEACHER), meeting=review, marks=marks)
    assert questions(browser, f"{here}tafel/") == few <= 48
    close_meeting(world.dossier(Role.CARE_COORDINATOR), meeting=review)
    assert questions(browser, f"{here}verslag/") <= 48


def test_what_somebody_pointed_out_and_marked_goes_along_with_that_person(world, review):
    pointed(world, Role.MOTHER, review, what=NAMED, when="2021")
    mark_factors(world.dossier(Role.MOTHER), meeting=review, marks={"f_trust": "helped"})
    told = meetings_told(world.dossier(Role.MOTHER))
    assert told["key_moments"][0]["what"] == NAMED and told["factors"][0]["factor"] == "f_trust"
    assert meetings_told(world.dossier(Role.TEACHER))["key_moments"] == []
    assert say(world.dossier(Role.MOTHER), meeting=review, question="l_child", text="Eerder vragen", language="nl").text
    assert review.starts_at > timezone.now() + timedelta(days=1)
