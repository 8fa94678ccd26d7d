"""Every change a school makes is in the record under its own name; and what is for the team is for nobody else."""

import pytest

from rondom.base.models import Event
from rondom.people.models import Organisation
from tests.proofs.school import bodies_of_school, lay_about_school, parts_of_school

SAID = {
    "cijfers/nieuw/": ("figure", "figure.written"),
    "cijfers/definitie/": ("definition", "figure.defined"),
    "cijfers/bestand/": ("file", "figure.imported"),
    "cijfers/delen/": ("show", "figures.shown"),
    "cijfers/delen/{shown_id}/": ("stop_showing", "figures.stopped"),
    "scans/": ("scans", "scan.opened"),
    "scans/{scan_id}/": ("scan", "scan.filled"),
    "scans/{scan_id}/sluiten/": ("close_scan", "scan.closed"),
    "plan/doel/": ("goal", "goal.set"),
    "plan/doel/{goal_id}/activiteit/": ("activity", "activity.added"),
    "plan/doel/{goal_id}/terugkijken/": ("when", "evaluation.planned"),
    "plan/activiteit/{activity_id}/": ("turn", "activity.turned"),
    "plan/terugkijken/{evaluation_id}/": ("look_back", "evaluation.held"),
    "budget/post/": ("post", "budget.planned"),
    "budget/{post_id}/": ("use", "budget.used"),
}


@pytest.fixture
def laid(world, other_school):
    lay_about_school(world.school, other_school[0])
    return parts_of_school(world.school, other_school[0])


@pytest.mark.parametrize("where", SAID)
def test_each_change_is_one_line_in_the_record_of_the_desk(laid, world, browser, here, other_school, where):
    route, event = SAID[where]
    parts = {name: value() if callable(value) else value for name, value in laid.items()}
    before = Event.objects.filter(event=event).count()
    answer = browser.post(here + where.format(**parts), bodies_of_school(other_school[0]).get(f"schools:{route}", {}))

    assert answer.status_code == 302
    assert answer["Location"] != "/"
    assert Event.objects.filter(event=event).count() == before + 1
    line = Event.objects.filter(event=event).order_by("-at", "-number").first()
    assert (line.chain, line.child_id, line.organisation_id) == (f"desk:{world.school.pk}", None, world.school.pk)


def test_nothing_of_it_is_there_for_the_family_and_help_round_a_child(laid, world, as_person, here):
    for role in ("mother", "child", "youth_worker"):
        reader = as_person(world.person(role))
        for where in ("", "cijfers/", "scans/", "plan/", "plan/papier/", "budget/"):
            assert reader.get(here + where).status_code == 404


def test_the_first_page_leads_there_who_works_at_the_school(laid, world, as_person, here):
    assert here in as_person(world.person("care_coordinator")).get("/").text
    assert here not in as_person(world.person("youth_worker")).get("/").text


def test_another_school_finds_no_row_of_this_one(laid, other_school, as_person):
    other = as_person(other_school[1])
    elsewhere = f"/organisaties/{other_school[0].pk}/school/"
    parts = {name: value() if callable(value) else value for name, value in laid.items()}
    for where, (route, _event) in SAID.items():
        if "{" in where:
            given = bodies_of_school(Organisation.objects.first()).get(f"schools:{route}", {})
            assert other.post(elsewhere + where.format(**parts), given).status_code == 404, where
