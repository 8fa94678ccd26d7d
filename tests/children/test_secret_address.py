"""One parent may not know where the child is: nothing that this parent gets tells it, and nothing tells that it is kept (R38)."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pypdf import PdfReader

from rondom.base.actions import Refused
from rondom.base.models import Letter
from rondom.cards.queries import cards_for_the_circle, cards_in
from rondom.children.actions import answer_consent, lift_secret_address, mark_secret_address
from rondom.children.consents import consent_text, consents_page
from rondom.children.dossier import open_dossier
from rondom.children.models import ConsentAsked, GroupInYear, Place, Role, SecretAddress
from rondom.children.queries import circle_page, paper_readers_in
from rondom.people.models import Organisation, Person
from tests.children.test_handover import handed_over, newcomer
from tests.proofs.bodies import body
from tests.proofs.canaries import let_loose, with_role
from tests.proofs.conftest import circle as whole  # noqa: F401 the circle with every role in it
from tests.proofs.walking import ROUTES, address, ask, readable
from tests.sealed import rewrite

REASON = "Beslissing van de rechter: geen contact"


def father_of(world) -> Place:
    return Place.objects.get(child=world.noor, role=Role.FATHER)


@pytest.fixture
def shielded(world) -> Place:
    place = father_of(world)
    mark_secret_address(world.dossier(Role.CARE_COORDINATOR), place=place, reason=REASON)
    return place


def test_this_parent_reads_only_what_is_the_own(world, shielded):
    father = world.dossier(Role.FATHER)

    assert cards_in(father)
    assert all(card.is_own for card in cards_in(father))
    assert not all(card.is_own for card in cards_in(world.dossier(Role.MOTHER)))


def test_who_takes_part_is_told_by_ring_without_names(world, shielded):
    page = circle_page(world.dossier(Role.FATHER))

    named = {each.name for each in page.circle if each.layer in ("school", "help", "network")}
    assert named <= {"School", "Hulp", "Mensen om ons heen"}
    assert {each.organisation for each in page.circle} == {""}
    assert page.contacts == ()
    assert not any(each.is_shielded for each in page.circle)


def test_who_works_here_sees_the_mark_and_the_family_does_not(world, shielded):
    def marks(role: str) -> set:
        return {each.place_id for each in circle_page(world.dossier(role)).circle if each.is_shielded}

    assert marks(Role.TEACHER) == marks(Role.CARE_COORDINATOR) == {shielded.pk}
    assert marks(Role.MOTHER) == marks(Role.FATHER) == marks(Role.CHILD) == set()


def test_this_parent_still_decides_and_the_question_names_no_organisation(world, shielded):
    father = world.dossier(Role.FATHER)
    asked = ConsentAsked.objects.filter(child=world.noor).first()
    text = consent_text(father, asked)

    assert not any(organisation.name in text for organisation in Organisation.objects.all())
    answer_consent(father, asked=asked, answer="no", language="nl", text=text)


def test_the_names_in_a_question_answered_before_are_not_shown_again(world, shielded, as_person):
    father = world.dossier(Role.FATHER)
    browser, path = as_person(shielded.person), f"/kinderen/{world.noor.pk}/toestemmingen/"
    paper = PdfReader(BytesIO(browser.post(f"{path}meenemen/").content))
    told = browser.get(path).text + " ".join(page.extract_text() for page in paper.pages)

    assert all(card.is_answered and card.read_then == "" for card in consents_page(father).cards)
    assert all(card.read_then for card in consents_page(world.dossier(Role.MOTHER)).cards)
    assert [each.name for each in Organisation.objects.all() if each.name in told] == []


def test_no_paper_is_made_for_this_parent_and_that_of_the_others_stays_whole(world, shielded):
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    named = {each.place_id for each in paper_readers_in(coordinator)}

    assert shielded.pk not in named
    assert Place.objects.get(child=world.noor, role=Role.MOTHER).pk in named
    assert any(card.letter == "M" for card in cards_for_the_circle(coordinator))


def test_no_letter_brings_this_parent_to_a_page_where_nothing_is(world, shielded):
    rewrite(Person.objects.filter(pk=shielded.person_id), email="vader@voorbeeld.nl")

    handed_over(world, newcomer(world))

    assert not Letter.objects.filter(person_id=shielded.person_id).exists()


def test_it_holds_until_it_is_lifted(world, shielded):
    lift_secret_address(world.dossier(Role.CARE_COORDINATOR), place=shielded)

    assert not all(card.is_own for card in cards_in(world.dossier(Role.FATHER)))
    assert SecretAddress.objects.get().until <= timezone.now()


def test_marking_twice_is_once(world, shielded):
    mark_secret_address(world.dossier(Role.CARE_COORDINATOR), place=shielded, reason="Nog eens")

    assert SecretAddress.objects.get().reason == REASON


@pytest.mark.parametrize(("role", "reason", "said"), [(Role.FATHER, " ", "waarom"), (Role.TEACHER, REASON, "ouder of een voogd")])
def test_what_can_not_be_marked_says_why(world, role, reason, said):
    place = Place.objects.filter(child=world.noor, role=role).first()

    with pytest.raises(Refused, match=said):
        mark_secret_address(world.dossier(Role.CARE_COORDINATOR), place=place, reason=reason)


def test_who_shares_a_voice_gets_one_of_their_own_first(world):
    Place.objects.filter(child=world.noor, role=Role.FATHER).update(voice=world.dossier(Role.MOTHER).voice)

    with pytest.raises(Refused, match="deelt een stem"):
        mark_secret_address(world.dossier(Role.CARE_COORDINATOR), place=father_of(world), reason=REASON)


@pytest.mark.parametrize("role", [Role.MOTHER, Role.TEACHER, Role.YOUTH_WORKER])
def test_only_who_records_authority_marks_it(world, role):
    with pytest.raises(PermissionDenied):
        mark_secret_address(world.dossier(role), place=father_of(world), reason=REASON)


def test_on_the_pages_it_is_marked_and_lifted_by_who_showed_who_it_is(world, as_person):
    browser, place = as_person(world.person(Role.CARE_COORDINATOR)), father_of(world)
    here = f"/kinderen/{world.noor.pk}/kring/{place.pk}/geheim-adres/"

    assert "geheim adres" in browser.post(here, {"reason": REASON}, follow=True).text
    assert "Adres is niet meer geheim" in browser.get(f"/kinderen/{world.noor.pk}/kring/").text
    assert "weer wie er om het kind heen staan" in browser.post(f"{here}weg/", follow=True).text


@pytest.mark.proof
def test_no_page_of_any_route_tells_this_parent_where_the_child_is(whole):  # noqa: F811
    """A canary in every name, organisation, note, contact and card of others: none is heard on any page of the father."""
    aviary = let_loose(whole)
    father = whole.people[Role.FATHER]
    nobody = with_role()
    for house in Organisation.objects.all():
        named = {"name": aviary.bird("organisation", nobody), "municipality": aviary.bird("town", nobody)}
        Organisation.objects.filter(pk=house.pk).update(**named)
    for place in Place.objects.filter(child=whole.child).exclude(role__in=["mother", "father", "child"]):
        rewrite(Person.objects.filter(pk=place.person_id), name=aviary.bird(f"name of {place.role}", nobody))
        rewrite(Place.objects.filter(pk=place.pk), title=aviary.bird(f"title of {place.role}", nobody))
    rewrite(GroupInYear.objects.filter(child=whole.child), note=aviary.bird("note", nobody))
    own = Place.objects.get(person=father, child=whole.child)
    coordinator = open_dossier(whole.people[Role.CARE_COORDINATOR], whole.child.pk)
    mark_secret_address(coordinator, place=own, reason=aviary.bird("reason", nobody))

    heard, pages = {}, 0
    for name, path in ROUTES.items():
        if "child_id" in path or name == "home:home":
            for method in ("GET", "POST"):
                here, given = address(path, whole, whole.child), body(name, whole, father) if method == "POST" else {}
                answer = ask(whole, father, method, here, given, follow=method == "POST")
                pages += answer.status_code == 200
                sits_in = {aviary.birds[word][0] for word in aviary.heard(readable(answer))}
                heard.update({(name, each): method for each in sits_in if "father" not in each})

    assert heard == {}
    assert pages > 10
