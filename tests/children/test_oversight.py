"""The log manager: strange use is told, a sample is drawn by a kept seed, and who is named for it holds the right."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.http import Http404
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Event, MonthClosed
from rondom.children.actions import draw_samples, offer_place, raise_alerts, take_place
from rondom.children.dossier import open_dossier
from rondom.children.models import Role, Voice
from rondom.children.oversight import oversight_page
from rondom.children.watch import Look, strange_use
from rondom.people.actions import add_person, check_reading, draw_sample, name_log_manager, see_alert
from rondom.people.desk import house_desk, open_desk
from rondom.people.models import Alert, AlertKind, LogManager, Membership, Organisation, Sample, SampledReading
from rondom.people.queries import drawn_by

MORNING = datetime(2027, 3, 9, 8, 0, tzinfo=timezone.get_current_timezone())


@dataclass
class Days:
    """Sessions as they go, and misuse among them, by a seed."""

    chance: Random
    looks: list[Look] = field(default_factory=list)
    organisation: UUID = field(default_factory=uuid4)

    def look(self, person: UUID, at: datetime, *, child: UUID | None = None, refused=False, for_work=True) -> None:
        house = self.organisation if for_work and not refused else None
        chain = f"child:{child}" if child and not refused else "system"
        self.looks.append(Look(person, house, child or uuid4(), at, chain, len(self.looks) + 1, refused))

    def normal_session(self) -> None:
        """A professional by day with a few dossiers and now and then a stale link; or a parent at any hour with one."""
        day = MORNING + timedelta(days=self.chance.randrange(20))
        person = uuid4()
        if self.chance.random() < 0.4:
            at, child = day - timedelta(hours=8) + timedelta(minutes=self.chance.randrange(24 * 60)), uuid4()
            for nth in range(self.chance.randrange(1, 40)):
                self.look(person, at + timedelta(minutes=nth), child=child, for_work=False)
            return
        at = day + timedelta(minutes=self.chance.randrange(9 * 60))
        for _child in range(self.chance.choice([1, 1, 2, 3, 5, 8, 14, 25])):
            child = uuid4()
            for _page in range(self.chance.randrange(1, 7)):
                self.look(person, at + timedelta(seconds=self.chance.randrange(3000)), child=child)
        for _stale in range(self.chance.choice([0, 0, 0, 1, 3])):
            self.look(person, at, refused=True)

    def misuse(self, kind: AlertKind) -> tuple[UUID, UUID | None]:
        person, at = uuid4(), MORNING + timedelta(days=self.chance.randrange(20), minutes=self.chance.randrange(9 * 60))
        child = uuid4()
        if kind == AlertKind.MANY_DOSSIERS:
            for _nth in range(self.chance.randrange(31, 90)):
                self.look(person, at + timedelta(seconds=self.chance.randrange(3500)), child=uuid4())
        elif kind == AlertKind.MANY_REFUSALS:
            for _nth in range(self.chance.randrange(20, 60)):
                self.look(person, at + timedelta(seconds=self.chance.randrange(3500)), refused=True)
        elif kind == AlertKind.NIGHT:
            self.look(person, at.replace(hour=self.chance.choice([23, 0, 1, 3, 5])), child=child)
        else:
            self.look(person, at, child=child)
        return person, child


def test_all_misuse_is_found_and_a_thousand_normal_sessions_give_no_alert():
    days = Days(Random(20261124))
    for _nth in range(1000):
        days.normal_session()
    normal = strange_use(days.looks, {})
    wrong, parents = {}, {}
    for nth in range(200):
        kind = AlertKind.values[nth % 4]
        person, child = days.misuse(AlertKind(kind))
        wrong[person] = kind
        parents[person] = frozenset({child}) if kind == AlertKind.OWN_CHILD else frozenset()
    days.chance.shuffle(days.looks)

    found = strange_use(days.looks, parents)

    assert normal == []
    assert {finding.look.person_id: finding.kind for finding in found} == wrong
    assert max(Counter(finding.look.person_id for finding in found).values()) == 1


@pytest.mark.parametrize(("dossiers", "alerts"), [(30, 0), (31, 1)])
def test_thirty_dossiers_in_an_hour_is_work_and_one_more_is_told(dossiers, alerts):
    days, person = Days(Random(1)), uuid4()
    for nth in range(dossiers):
        days.look(person, MORNING + timedelta(minutes=45 + nth), child=uuid4())

    assert len(strange_use(days.looks, {})) == alerts


@pytest.mark.parametrize(("tries", "alerts"), [(19, 0), (20, 1)])
def test_twenty_refusals_in_an_hour_are_told_once_to_where_somebody_works(world, as_person, tries, alerts):
    browser = as_person(world.stranger)
    for _nth in range(tries):
        assert browser.get(f"/kinderen/{uuid4()}/").status_code == 404

    raise_alerts(timezone.now())
    raise_alerts(timezone.now() + timedelta(minutes=59))

    told = Alert.objects.filter(kind=AlertKind.MANY_REFUSALS)
    assert told.count() == alerts
    assert {alert.organisation.name for alert in told} == ({"Jeugdteam Oost"} if alerts else set())


def test_looking_at_night_is_told_of_who_works_and_not_of_a_parent(world):
    with time_machine.travel(MORNING.replace(hour=2)):
        world.dossier(Role.TEACHER)
        world.dossier(Role.MOTHER)
        world.dossier(Role.TEACHER)
    with time_machine.travel(MORNING):
        call_command("every_hour")
        call_command("every_hour")

    (alert,) = Alert.objects.all()
    assert (alert.kind, alert.person, alert.organisation) == (AlertKind.NIGHT, world.person(Role.TEACHER), world.school)
    assert Event.objects.get(chain=alert.chain, number=alert.first_line).person_id == alert.person_id


def test_who_opens_the_dossier_of_the_own_child_for_the_work_is_told_also_from_a_second_account(world, mother):
    double = add_person(name=mother.place.person.name.upper())
    voice = Voice.objects.inside(mother).get(letter="S")
    place = offer_place(mother, person=double, role=Role.TEACHER, voice=voice, organisation_id=world.school.pk)
    take_place(place)
    with time_machine.travel(MORNING):
        open_dossier(double, world.noor.pk)
        world.dossier(Role.MOTHER)
        raise_alerts(timezone.now())

    assert {(alert.kind, alert.person) for alert in Alert.objects.all()} == {(AlertKind.OWN_CHILD, double)}


def manager_desk(world):
    return open_desk(LogManager.objects.get(organisation=world.school).person, world.school.pk)


def test_the_log_manager_sees_an_alert_until_it_was_looked_into(world, as_person):
    with time_machine.travel(MORNING.replace(hour=3)):
        world.dossier(Role.TEACHER)
        raise_alerts(timezone.now())
    desk = manager_desk(world)
    (shown,) = oversight_page(desk).alerts
    assert (shown.person, shown.is_seen) == (world.person(Role.TEACHER).name, False)

    path = f"/organisaties/{world.school.pk}/inzage/gezien/"
    manager = LogManager.objects.get(organisation=world.school).person
    assert as_person(manager).post(path, {"number": shown.number}).status_code == 302

    assert oversight_page(desk).alerts[0].is_seen
    see_alert(desk, alert=Alert.objects.get())
    assert Event.objects.filter(event="alert.seen", organisation_id=world.school.pk).exists()


def test_the_sample_draws_twenty_five_readings_by_a_seed_that_draws_them_again(world):
    for _nth in range(20):
        world.dossier(Role.TEACHER)
        world.dossier(Role.CARE_COORDINATOR)
        world.dossier(Role.YOUTH_WORKER)
    desk = manager_desk(world)

    sample = draw_sample(desk)

    drawn = list(sample.readings.values_list("chain", "number"))
    assert len(set(drawn)) == 25
    assert drawn == drawn_by(Sample.objects.get())
    lines = Event.objects.filter(chain__in={chain for chain, _number in drawn}, number__in={number for _chain, number in drawn})
    assert {line.organisation_id for line in lines if (line.chain, line.number) in drawn} == {world.school.pk}
    with pytest.raises(Refused, match="is er al"):
        draw_sample(desk)


def test_each_reading_of_the_sample_is_looked_at_once(world, as_person):
    world.dossier(Role.TEACHER)
    assert draw_samples(timezone.localdate()) == 1
    assert draw_samples(timezone.localdate()) == 0
    browser, path = as_person(LogManager.objects.get().person), f"/organisaties/{world.school.pk}/inzage/"
    reading = SampledReading.objects.first()
    page = browser.get(path).text
    assert world.person(Role.TEACHER).name in page
    assert "Noor" not in page

    browser.post(path + "steekproef/", {"number": reading.pk, "verdict": "fine"})

    assert "Alles is nagekeken." in browser.get(path).text
    with pytest.raises(Refused, match="al nagekeken"):
        check_reading(manager_desk(world), reading=SampledReading.objects.get(pk=reading.pk), verdict="question")


def test_the_school_leader_names_who_keeps_an_eye_and_the_one_before_stops(world, as_person):
    leader = LogManager.objects.get().person
    teacher = world.person(Role.TEACHER)
    member = Membership.objects.get(person=teacher)

    as_person(leader).post(f"/organisaties/{world.school.pk}/inzage/beheerder/", {"member": member.pk})

    assert as_person(teacher).get(f"/organisaties/{world.school.pk}/inzage/").status_code == 200
    assert not oversight_page(open_desk(leader, world.school.pk)).may_manage
    again = name_log_manager(house_desk(world.school), member=member)
    assert again.person == teacher
    assert "Wie kijkt er mee?" in as_person(teacher).get("/").text


def test_the_command_names_somebody_who_works_there_and_nobody_else(world):
    youth = Organisation.objects.get(name="Jeugdteam Oost")

    call_command("log_manager", "jeugdteam oost", world.stranger.name)

    assert LogManager.objects.get(organisation=youth).person == world.stranger
    for wrong in (("Nergens", "x"), ("Jeugdteam Oost", "Hanneke Smit")):
        with pytest.raises(CommandError):
            call_command("log_manager", *wrong)


def test_the_desk_of_another_organisation_stays_shut_and_its_rows_do_not_slip_in(world, as_person):
    youth = Organisation.objects.get(name="Jeugdteam Oost")
    world.dossier(Role.YOUTH_WORKER)
    sample = draw_sample(house_desk(youth))
    manager = as_person(LogManager.objects.get(organisation=world.school).person)

    assert manager.get(f"/organisaties/{youth.pk}/inzage/").status_code == 404
    stolen = {"number": sample.readings.first().pk, "verdict": "fine"}
    assert manager.post(f"/organisaties/{world.school.pk}/inzage/steekproef/", stolen).status_code == 404
    with pytest.raises(Http404):
        open_desk(LogManager.objects.get(organisation=world.school).person, youth.pk)


def test_the_clock_closes_months_and_sets_an_anchor(world, settings, tmp_path):
    settings.ANCHOR = str(tmp_path / "anchor")
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        call_command("every_hour")
        assert MonthClosed.objects.exists()
        call_command("record_verify")
    assert (tmp_path / "anchor").exists()
