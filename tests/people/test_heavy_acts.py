"""The heavy acts ask once more who it is when that was longer than five minutes ago (rule R100)."""

import pytest

from rondom.children.models import Place, Role
from rondom.people.models import Membership

# Every route that R100 names, of what there is today.
OF_A_CHILD = {
    "/kinderen/{child}/meenemen/": Role.MOTHER,
    "/kinderen/{child}/kring/{place}/gezag/": Role.CARE_COORDINATOR,
}
OF_A_DESK = ("/organisaties/{school}/inzage/beheerder/",)


@pytest.fixture
def hours_later(as_person):
    """Somebody in whose visit the last proof is old."""

    def enter(person):
        browser = as_person(person)
        session = browser.session
        session["fresh_at"] = 0
        session.save()
        return browser

    return enter


@pytest.mark.parametrize(("path", "role"), OF_A_CHILD.items())
def test_a_heavy_act_on_a_child_asks_who_it_is(world, hours_later, path, role):
    place = Place.objects.get(child=world.noor, role=Role.FATHER)
    answer = hours_later(world.person(role)).post(path.format(child=world.noor.pk, place=place.pk), {"proof": "register"})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/bevestigen/")


def test_who_comes_back_hears_that_it_is_not_done_yet(world, hours_later):
    place = Place.objects.get(child=world.noor, role=Role.FATHER)
    browser, circle = hours_later(world.person(Role.CARE_COORDINATOR)), f"/kinderen/{world.noor.pk}/kring/"
    answer = browser.post(f"{circle}{place.pk}/geheim-adres/", {"reason": "-"}, headers={"referer": f"http://testserver{circle}"})

    back = browser.post("/bevestigen/", {"next": circle}, follow=True)

    assert answer["Location"].startswith("/bevestigen/")
    assert "Doe het nu nog één keer" in back.text
    assert "Doe het nu nog één keer" not in browser.get(circle).text


def test_who_only_opens_a_page_hears_nothing_of_it(world, hours_later):
    browser = hours_later(world.person(Role.MOTHER))
    browser.get(f"/kinderen/{world.noor.pk}/meenemen/")

    assert "Doe het nu nog één keer" not in browser.post("/bevestigen/", follow=True).text


@pytest.mark.parametrize("path", OF_A_DESK)
def test_a_heavy_act_on_an_organisation_asks_who_it_is(world, hours_later, path):
    leader = Membership.objects.filter(organisation=world.school, function="school_leader").first().person
    answer = hours_later(leader).post(path.format(school=world.school.pk), {})

    assert answer["Location"].startswith("/bevestigen/")


@pytest.mark.parametrize("path", [*OF_A_CHILD, *OF_A_DESK])
def test_a_stranger_is_not_even_asked(world, hours_later, path):
    place = Place.objects.get(child=world.noor, role=Role.FATHER)
    full = path.format(child=world.noor.pk, place=place.pk, school=world.school.pk)

    assert hours_later(world.stranger).post(full, {}).status_code == 404
