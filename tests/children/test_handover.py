"""Somebody leaves: first handed over, with words for the family and for who takes over; and every change is counted."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Event, Letter
from rondom.children.actions import correct_child, end_authority, end_place, hand_over, invite_newcomer, leave, take_place
from rondom.children.caseload import caseload_page, open_caseload
from rondom.children.dossier import house_dossier, open_dossier
from rondom.children.handover import handover_page, handovers_in, leaving_place
from rondom.children.models import Authority, Handover, Place, Role
from rondom.children.queries import circle_page
from rondom.people.models import Person
from tests.sealed import place_of as place_called
from tests.sealed import rewrite

INTRODUCTION = "Joris is rustig en houdt van voetbal. U ontmoet hem dinsdag, samen met mij."
NOTE = {"helps": "Eerst even buiten lopen", "careful": "Bel niet onder schooltijd", "promised": "Dinsdag samen op bezoek"}
CLOSED = 404


def place_of(world, role: str) -> Place:
    """Who has stood there longest and is there still."""
    return Place.objects.filter(child=world.noor, role=role, ended__isnull=True).order_by("offered_at")[0]


def newcomer(world, *, role: str = Role.YOUTH_WORKER, organisation: str = "Jeugdteam Oost", name: str = "Joris") -> Place:
    """Somebody who has just been invited and has come in."""
    invite_newcomer(
        world.dossier(Role.CARE_COORDINATOR), name=name, role=role, language="nl", organisation=organisation
    )
    place = place_called(name, child=world.noor)
    take_place(place)
    return Place.objects.get(pk=place.pk)


def handed_over(world, successor: Place, role: str = Role.YOUTH_WORKER, by: str = "") -> Handover:
    dossier = open_dossier(place_of(world, role).person, world.noor.pk) if not by else world.dossier(by)
    return hand_over(dossier, place=place_of(world, role), successor=successor, introduction=INTRODUCTION, note=NOTE)


def page_of(person: Person, handover: Handover):
    dossier = open_dossier(person, handover.place.child_id)
    return handover_page(dossier, leaving_place(dossier, handover.place_id))


def address(handover: Handover | Place) -> str:
    place_id = handover.pk if isinstance(handover, Place) else handover.place_id
    child_id = handover.child_id if isinstance(handover, Place) else handover.place.child_id
    return f"/kinderen/{child_id}/kring/{place_id}/overdracht/"


def filled(successor: Place | None, **given: str) -> dict[str, str]:
    return {"successor": str(successor.pk) if successor else "nobody", "introduction": INTRODUCTION, **NOTE, **given}


def test_without_a_handover_nobody_of_help_or_school_goes(world):
    worker = open_dossier(place_of(world, Role.YOUTH_WORKER).person, world.noor.pk)

    with pytest.raises(Refused, match="Eerst overdragen"):
        leave(worker, place=place_of(world, Role.YOUTH_WORKER))
    with pytest.raises(Refused, match="Eerst overdragen"):
        end_place(world.dossier(Role.CARE_COORDINATOR), place=place_of(world, Role.TEACHER))


def test_who_handed_over_leaves_and_is_out_at_the_next_request(world, as_person):
    leaver, successor = place_of(world, Role.YOUTH_WORKER), newcomer(world)
    browser, board = as_person(leaver.person), f"/kinderen/{world.noor.pk}/"
    assert browser.get(address(leaver)).status_code == 200
    kept = browser.post(address(leaver), filled(successor))
    assert kept.status_code == 302
    assert kept["Location"] == address(leaver)
    assert "Ja, ik stop nu" in browser.get(address(leaver)).text

    gone = browser.post(f"/kinderen/{world.noor.pk}/kring/{leaver.pk}/stoppen/")

    assert gone["Location"] == "/"
    assert browser.get(board).status_code == CLOSED
    assert browser.get(address(leaver)).status_code == CLOSED
    events = Event.objects.filter(child_id=world.noor.pk).values_list("event", flat=True)
    assert {"circle.handed_over", "circle.place_left"} <= set(events)


def test_who_takes_over_finds_one_page_with_the_note_the_circle_and_the_one_to_turn_to(world, as_person):
    successor = newcomer(world)
    handover = handed_over(world, successor)
    leave(open_dossier(handover.place.person, world.noor.pk), place=place_of(world, Role.YOUTH_WORKER))

    told = as_person(successor.person).get(address(handover)).text

    assert all(text in told for text in (INTRODUCTION, *NOTE.values()))
    assert "Jij neemt het over van" in told
    assert circle_page(world.dossier(Role.MOTHER)).coordinator in told
    assert all(place.person.name in told for place in Place.objects.filter(child=world.noor, ended__isnull=True))
    assert f'href="/kinderen/{world.noor.pk}/"' in told
    assert address(handover) in as_person(successor.person).get(f"/kinderen/{world.noor.pk}/kring/").text


def test_the_family_is_introduced_and_reads_along_and_who_has_nothing_to_do_with_it_does_not(world, as_person):
    handover = handed_over(world, newcomer(world))
    circle = f"/kinderen/{world.noor.pk}/kring/"

    for role in (Role.MOTHER, Role.FATHER, Role.CHILD):
        browser = as_person(world.person(role))
        assert INTRODUCTION in browser.get(circle).text
        assert NOTE["helps"] in browser.get(address(handover)).text
        assert browser.post(address(handover), filled(None, why_nobody="Er is even geen ander")).status_code == 403
    for role in (Role.TEACHER, Role.SCHOOL_SOCIAL_WORKER):
        browser = as_person(world.person(role))
        assert INTRODUCTION not in browser.get(circle).text
        assert browser.get(address(handover)).status_code == CLOSED
        assert browser.post(address(handover), filled(None, why_nobody="Er is even geen ander")).status_code == CLOSED
    assert Handover.objects.get().note == NOTE


def test_a_parent_whose_authority_is_no_longer_checked_reads_no_note(world):
    handover = handed_over(world, newcomer(world))
    father = world.person(Role.FATHER)
    assert page_of(father, handover) is not None

    # A year later nobody looked at the authority again.
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert page_of(father, handover) is None
        assert handovers_in(open_dossier(father, world.noor.pk)) == ()


@pytest.mark.parametrize(
    ("years", "child_reads", "parent_reads"), [(9, False, True), (13, True, True), (16, True, False)]
)
def test_from_twelve_the_child_reads_the_note_and_from_sixteen_it_alone(world, years, child_reads, parent_reads):
    handover = handed_over(world, newcomer(world))
    born = timezone.localdate() - timedelta(days=years * 366)
    correct_child(world.dossier(Role.CARE_COORDINATOR), name=world.noor.name, birth_date=born)

    found = {role: page_of(world.person(role), handover) is not None for role in (Role.CHILD, Role.MOTHER)}

    assert found == {Role.CHILD: child_reads, Role.MOTHER: parent_reads}


def test_before_somebody_writes_it_stands_there_who_else_will_read_it(world, as_person):
    told = as_person(world.person(Role.YOUTH_WORKER)).get(address(place_of(world, Role.YOUTH_WORKER))).text
    assert "Dit lezen ook: moeder, vader, kind." in told

    for authority in Authority.objects.filter(place__child=world.noor, place__role=Role.FATHER):
        end_authority(house_dossier(world.noor), authority=authority, until=timezone.localdate())

    told = as_person(world.person(Role.YOUTH_WORKER)).get(address(place_of(world, Role.YOUTH_WORKER))).text
    assert "Dit lezen ook: moeder, kind." in told


def test_the_coordinator_hands_over_for_who_can_not_any_more(world):
    successor = newcomer(world)
    handed_over(world, successor, by=Role.CARE_COORDINATOR)

    end_place(world.dossier(Role.CARE_COORDINATOR), place=place_of(world, Role.YOUTH_WORKER))

    assert place_of(world, Role.YOUTH_WORKER) == successor
    assert page_of(world.person(Role.CARE_COORDINATOR), Handover.objects.get()) is not None, "who wrote it reads it"


def test_who_only_ends_the_place_of_another_does_not_read_the_note(world, as_person):
    handover = handed_over(world, newcomer(world))
    browser = as_person(world.person(Role.CARE_COORDINATOR))

    told = browser.get(address(handover)).text

    assert "heeft overgedragen" in told
    assert not any(text in told for text in (INTRODUCTION, *NOTE.values()))
    browser.post(f"/kinderen/{world.noor.pk}/kring/{handover.place_id}/stoppen/")
    assert hasattr(Place.objects.get(pk=handover.place_id), "ended")
    assert browser.get(address(handover)).status_code == CLOSED


def test_somebody_of_help_stops_at_the_word_of_the_family_without_a_handover(world, mother):
    end_place(mother, place=place_of(world, Role.YOUTH_WORKER))

    assert not Handover.objects.exists()
    assert circle_page(mother).changes.left == 1


def test_who_never_came_in_is_taken_away_without_a_handover(world):
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    invite_newcomer(coordinator, name="Nooit gekomen", role=Role.TEACHER, language="nl")
    place = place_called("Nooit gekomen")

    end_place(coordinator, place=place)

    assert circle_page(coordinator).changes.left == 0
    with pytest.raises(Refused, match="niet meer mee"):
        hand_over(coordinator, place=Place.objects.get(pk=place.pk), successor=None, note={}, why_nobody="Kwam nooit binnen")


def test_to_nobody_needs_a_reason_that_the_family_reads(world, as_person):
    worker = open_dossier(place_of(world, Role.YOUTH_WORKER).person, world.noor.pk)
    with pytest.raises(Refused, match="waarom niemand"):
        hand_over(worker, place=place_of(world, Role.YOUTH_WORKER), successor=None, note={}, why_nobody="geen tijd")

    why = "De hulp is klaar. Belt u ons als er iets is."
    hand_over(worker, place=place_of(world, Role.YOUTH_WORKER), successor=None, note={}, why_nobody=why)
    leave(worker, place=place_of(world, Role.YOUTH_WORKER))

    told = as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/kring/").text
    assert why in told
    assert "Nog niemand neemt het over" in told
    assert "1 keer iemand weg van school of hulp, 0 keer een nieuw gezicht" in told


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"successor": ""}, "Kies wie het overneemt"),
        ({"successor": "somebody else"}, "Kies iemand uit de lijst"),
        ({"introduction": "Hoi"}, "Stel in een paar zinnen voor"),
        (dict.fromkeys(NOTE, ""), "al is het maar één zin"),
        ({"successor": "nobody"}, "waarom niemand het overneemt"),
        ({"helps": "x" * 501}, "hooguit 500 tekens"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(world, as_person, given, said):
    leaver, successor = place_of(world, Role.YOUTH_WORKER), newcomer(world)

    answer = as_person(leaver.person).post(address(leaver), filled(successor) | given)

    assert answer.status_code == 422
    assert said in answer.text
    assert given.get("introduction", INTRODUCTION) in answer.text, "what was typed stays"
    assert not Handover.objects.exists()


def test_a_parent_takes_over_from_nobody(world):
    worker = open_dossier(place_of(world, Role.YOUTH_WORKER).person, world.noor.pk)

    for successor in (place_of(world, Role.MOTHER), worker.place):
        with pytest.raises(Refused, match="school of hulp"):
            hand_over(worker, place=worker.place, successor=successor, introduction=INTRODUCTION, note=NOTE)
    with pytest.raises(Refused, match="Overdragen is voor"):
        hand_over(world.dossier(Role.CARE_COORDINATOR), place=place_of(world, Role.MOTHER), successor=None, note={})


def test_a_colleague_does_not_hand_over_or_leave_for_another(world):
    teacher = world.dossier(Role.TEACHER)

    with pytest.raises(Refused, match="draagt zelf over"):
        hand_over(teacher, place=place_of(world, Role.YOUTH_WORKER), successor=teacher.place, introduction="x" * 20, note=NOTE)
    with pytest.raises(Refused, match="alleen zelf"):
        leave(teacher, place=place_of(world, Role.YOUTH_WORKER))
    with pytest.raises(PermissionDenied):
        leave(world.dossier(Role.MOTHER), place=place_of(world, Role.MOTHER))


def test_what_was_handed_over_is_changed_by_who_wrote_it_only(world):
    successor, other = newcomer(world), newcomer(world, name="Femke")
    handover = handed_over(world, successor)
    with pytest.raises(Refused, match="heeft al overgedragen"):
        handed_over(world, other, by=Role.CARE_COORDINATOR)

    hand_over(
        open_dossier(handover.place.person, world.noor.pk),
        place=Place.objects.get(pk=handover.place_id),
        successor=other,
        introduction=INTRODUCTION,
        note=NOTE,
    )

    assert Handover.objects.count() == 1
    assert page_of(successor.person, handover) is None, "who does not take over after all reads it no more"
    assert page_of(other.person, handover) is not None


def test_when_who_would_take_over_left_too_somebody_else_is_chosen_first(world, as_person):
    successor, other = newcomer(world), newcomer(world, name="Femke")
    handover = handed_over(world, successor)
    end_place(world.dossier(Role.MOTHER), place=successor)

    with pytest.raises(Refused, match="doet zelf niet meer mee"):
        leave(open_dossier(handover.place.person, world.noor.pk), place=Place.objects.get(pk=handover.place_id))
    told = as_person(world.person(Role.CARE_COORDINATOR)).get(address(handover)).text
    assert "Opnieuw overdragen" in told
    assert not any(text in told for text in NOTE.values()), "the words of another are not shown, they are written anew"
    handed_over_by_coordinator = hand_over(
        world.dossier(Role.CARE_COORDINATOR),
        place=Place.objects.get(pk=handover.place_id),
        successor=other,
        introduction=INTRODUCTION,
        note={"helps": "Zelf bellen"},
    )
    assert handed_over_by_coordinator.note == {"helps": "Zelf bellen"}
    assert INTRODUCTION in as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/kring/").text


def test_the_only_coordinator_of_the_school_stays_until_there_is_another(world):
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    hand_over(
        coordinator,
        place=coordinator.place,
        successor=place_of(world, Role.TEACHER),
        introduction="Juf Marieke kent u al. Zij is er elke ochtend.",
        note=NOTE,
    )
    own = Place.objects.get(pk=coordinator.place.pk)
    with pytest.raises(Refused, match="geen andere intern begeleider"):
        leave(coordinator, place=own)

    newcomer(world, role=Role.CARE_COORDINATOR, organisation="", name="Tweede IB")
    leave(coordinator, place=own)

    assert hasattr(Place.objects.get(pk=own.pk), "ended")


def test_who_takes_over_and_the_family_get_a_letter_that_says_nothing(world):
    successor = newcomer(world)
    people = [successor.person, world.person(Role.MOTHER), world.person(Role.CHILD)]
    for nth, person in enumerate(people):
        rewrite(Person.objects.filter(pk=person.pk), email=f"iemand{nth}@voorbeeld.nl")

    handed_over(world, Place.objects.get(pk=successor.pk))

    sent = sorted((letter.address, letter.kind) for letter in Letter.objects.all())
    assert sent == [(f"iemand{nth}@voorbeeld.nl", "news") for nth in range(3)]


def test_every_change_is_counted_and_a_year_later_no_more(world, mother):
    for nth in range(3):
        leaver, successor = place_of(world, Role.YOUTH_WORKER), newcomer(world, name=f"Opvolger {nth}")
        hand_over(
            open_dossier(leaver.person, world.noor.pk),
            place=leaver,
            successor=successor,
            introduction=INTRODUCTION,
            note=NOTE,
        )
        leave(open_dossier(leaver.person, world.noor.pk), place=Place.objects.get(pk=leaver.pk))

    changes = circle_page(mother).changes
    assert (changes.left, changes.new_faces) == (3, 3)
    (case,) = caseload_page(open_caseload(world.person(Role.CARE_COORDINATOR)))
    assert case.changes == 3
    (of_teacher,) = caseload_page(open_caseload(world.person(Role.TEACHER)))
    assert of_teacher.changes == 0, "a sign for who brings people together"
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        assert circle_page(world.dossier(Role.MOTHER)).changes.left == 0


def test_who_was_there_already_is_no_new_face(world, mother):
    leaver = place_of(world, Role.YOUTH_WORKER)
    teacher = place_of(world, Role.TEACHER)
    Place.objects.filter(pk=teacher.pk).update(offered_at=timezone.now() - timedelta(days=700))
    handed_over(world, teacher)
    leave(open_dossier(leaver.person, world.noor.pk), place=Place.objects.get(pk=leaver.pk))

    changes = circle_page(mother).changes
    assert (changes.left, changes.new_faces) == (1, 0)


def test_a_handover_of_one_child_is_not_there_at_another(world, as_person):
    handover = handed_over(world, newcomer(world))
    elsewhere = f"/kinderen/{world.other.pk}/kring/{handover.place_id}/overdracht/"

    for person in (*{place.person for place in Place.objects.filter(child=world.other)}, handover.place.person):
        assert as_person(person).get(elsewhere).status_code == CLOSED


def test_after_three_months_a_handover_is_news_no_more_and_still_to_be_found(world):
    handed_over(world, newcomer(world))
    assert [each.is_news for each in handovers_in(world.dossier(Role.MOTHER))] == [True]

    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert [(each.is_news, each.may_read) for each in handovers_in(world.dossier(Role.MOTHER))] == [(False, True)]


def test_many_handovers_cost_the_page_of_the_circle_as_many_questions_as_one(world, as_person):
    browser = as_person(world.person(Role.MOTHER))
    handed_over(world, newcomer(world))
    few = asked(browser, f"/kinderen/{world.noor.pk}/kring/")
    for nth, role in enumerate((Role.TEACHER, Role.SCHOOL_SOCIAL_WORKER)):
        handed_over(world, newcomer(world, name=f"Opvolger {nth}"), role)

    assert asked(browser, f"/kinderen/{world.noor.pk}/kring/") == few


def asked(browser, path: str) -> int:
    browser.get("/bezoek/")
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(path).status_code == 200
    return sum("SAVEPOINT" not in each["sql"] for each in queries)
