"""Closing a case: everybody hears of it, organisations take a copy, then nobody writes; and until when it can be undone."""

import json
from datetime import date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Event, Letter
from rondom.cards.actions import add_remark, begin_card, share_card, take_back
from rondom.cards.models import Card, Remark
from rondom.children.dossier import open_dossier
from rondom.children.models import CaseClosed, Child, Place, Role
from rondom.children.rights import Right
from rondom.people.models import Organisation, Person
from rondom.retention.actions import (
    close_by_the_clock,
    close_case,
    lift_pause,
    note_leaving,
    pause,
    reopen_case,
    take_copy,
)
from rondom.retention.export import copy_for
from rondom.retention.models import CopyTaken, Hold
from rondom.retention.queries import keeping_page
from rondom.timeline.file import read_timeline
from tests.retention.night import HOME, closed_on, night_of
from tests.sealed import rewrite

CANARY = "Kanariepiet42"


def test_who_coordinates_closes_and_everybody_hears_that_there_is_news(world):
    rewrite(Person.objects.filter(pk=world.person(Role.MOTHER).pk), email="moeder@voorbeeld.nl")
    before = Letter.objects.count()

    closing = close_case(world.dossier(Role.CARE_COORDINATOR))

    assert closing.locks_at - closing.at == pytest.approx(timedelta(days=14), abs=timedelta(seconds=5))
    assert Letter.objects.count() > before
    with pytest.raises(Refused, match="al afgesloten"):
        close_case(world.dossier(Role.CARE_COORDINATOR))
    for role in (Role.MOTHER, Role.TEACHER, Role.CHILD):
        with pytest.raises(PermissionDenied):
            close_case(world.dossier(role))


def test_somebody_else_at_work_leaves_it_to_the_coordinator(world):
    with pytest.raises(Refused, match="aanspreekpunt"):
        close_case(world.dossier(Role.YOUTH_WORKER))


def test_two_weeks_later_nobody_writes_and_everybody_still_reads(world):
    close_case(world.dossier(Role.CARE_COORDINATOR))
    card = begin_card(world.dossier(Role.MOTHER), kind="help")

    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1), tick=True):
        mother = world.dossier(Role.MOTHER)
        assert mother.may(Right.READ_TIMELINE) and mother.may(Right.EXPORT_TIMELINE) and mother.may(Right.ANSWER_CONSENT)
        with pytest.raises(PermissionDenied):
            begin_card(mother, kind="help")
        with pytest.raises(PermissionDenied):
            share_card(mother, card=card)
        assert world.dossier(Role.CARE_COORDINATOR).may(Right.TAKE_COPY)


def test_it_opens_again_within_six_months_and_not_later(world):
    close_case(world.dossier(Role.CARE_COORDINATOR))
    with time_machine.travel(timezone.now() + timedelta(days=20), tick=True):
        reopen_case(world.dossier(Role.CARE_COORDINATOR))
        assert world.dossier(Role.MOTHER).may(Right.WRITE_CARD)
        with pytest.raises(Refused, match="niet afgesloten"):
            reopen_case(world.dossier(Role.CARE_COORDINATOR))
        close_case(world.dossier(Role.CARE_COORDINATOR))
    with time_machine.travel(timezone.now() + timedelta(days=210), tick=True), pytest.raises(Refused, match="zes maanden"):
        reopen_case(world.dossier(Role.CARE_COORDINATOR))


def test_a_case_to_which_nobody_came_for_a_year_closes_itself_and_says_so(world):
    last = Event.objects.filter(chain=f"child:{world.noor.pk}").latest("at").at.astimezone(HOME).date()
    night_of(date(last.year + 1, last.month, last.day))
    assert not CaseClosed.objects.filter(child=world.noor).exists()

    night_of(date(last.year + 1, last.month, last.day) + timedelta(days=1))

    closing = CaseClosed.objects.get(child=world.noor)
    assert closing.by is None
    assert Event.objects.filter(child_id=world.noor.pk, event="case.closed", rule__startswith="B14").exists()
    with pytest.raises(Refused):
        close_by_the_clock(world.noor)


def test_only_a_school_says_when_a_child_left_it(world):
    today = timezone.localdate()
    with pytest.raises(PermissionDenied):
        note_leaving(world.dossier(Role.YOUTH_WORKER), left_on=today)
    for impossible in (world.noor.birth_date, today + timedelta(days=800)):
        with pytest.raises(Refused, match="niet kloppen"):
            note_leaving(world.dossier(Role.CARE_COORDINATOR), left_on=impossible)
    assert note_leaving(world.dossier(Role.CARE_COORDINATOR), left_on=today).owner == world.school


# ── destruction that waits ────────────────────────────────────────────────────────────────────────────


def test_destruction_waits_six_months_at_most_and_only_for_the_own_part(world):
    worker, today = world.dossier(Role.YOUTH_WORKER), timezone.localdate()
    for wrong in (today - timedelta(days=1), today + timedelta(days=200)):
        with pytest.raises(Refused):
            pause(worker, reason="court", until=wrong)
    with pytest.raises(Refused, match="eigen organisatie"):
        pause(worker, reason="court", until=today, part=world.school.pk)
    hold = pause(worker, reason="court", until=today + timedelta(days=90), part=worker.organisation_id, note="Zitting")
    with pytest.raises(Refused, match="Alleen wie"):
        lift_pause(world.dossier(Role.CARE_COORDINATOR), hold=hold)

    assert lift_pause(worker, hold=hold).lifted_at is not None
    with pytest.raises(Refused, match="al gestopt"):
        lift_pause(worker, hold=Hold.objects.get(pk=hold.pk))


def test_what_one_organisation_lets_wait_of_all_together_another_does_not_let_go(world):
    worker, leader = world.dossier(Role.YOUTH_WORKER), world.dossier(Role.CARE_COORDINATOR)
    hold = pause(worker, reason="court", until=timezone.localdate() + timedelta(days=90), note="Zitting")

    with pytest.raises(Refused, match="Alleen wie"):
        lift_pause(leader, hold=hold)

    assert not any(each.may_lift for part in keeping_page(leader).parts for each in part.waiting)
    assert lift_pause(worker, hold=hold).lifted_by_id == worker.person_id


def test_a_parent_who_takes_a_card_back_does_not_take_the_held_remark_on_it_away(world):
    mother, worker, today = world.dossier(Role.MOTHER), world.dossier(Role.YOUTH_WORKER), timezone.localdate()
    card = begin_card(mother, kind="home")
    share_card(mother, card=card, words={"text": "Zo ging het"})
    remark = add_remark(worker, card=card, text="Dit ligt bij de rechter")
    pause(worker, reason="court", until=today + timedelta(days=90), part=worker.organisation_id)
    take_back(mother, card=card)

    for days in (24, 32, 40):
        night_of(today + timedelta(days=days))

    assert remark.text and Remark.objects.filter(pk=remark.pk).exists()
    night_of(today + timedelta(days=91))
    assert not Card.objects.filter(pk=card.pk).exists()


def test_a_hold_that_ends_or_is_made_longer_counts_by_its_last_day(world):
    noor = world.noor
    closed_on(noor, date(2027, 1, 31))
    about = {"child": noor, "reason": "court", "information_kind": "K15", "ground": "legal_duty"}
    Hold.objects.create(until=date(2027, 8, 31), **about)
    Hold.objects.create(until=date(2027, 12, 31), **about)
    night_of(date(2027, 12, 31))
    assert Card.objects.filter(child=noor, owner=None).exists()

    night_of(date(2028, 1, 1))

    assert not Card.objects.filter(child=noor, owner=None).exists()


# ── the copy ──────────────────────────────────────────────────────────────────────────────────────────


def files_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_an_organisation_takes_what_it_wrote_and_may_take_and_no_draft_of_anybody(world, mother):
    worker = world.dossier(Role.YOUTH_WORKER)
    youth = worker.organisation_id
    own = Card.objects.filter(child=world.noor, owner=youth, shares__isnull=False).count()
    draft = begin_card(worker, kind="help")
    files = files_of(copy_for(worker).content)
    taken = json.loads(files["tijdlijn.json"])

    assert own > 0 and len(taken["cards"]) >= own
    assert not any(row.get("held_back") for row in taken["cards"])
    assert str(draft.pk) not in files["tijdlijn.json"].decode()
    assert set(taken["child"]) == {"name", "birth_date"}
    assert files["tijdlijn.pdf"].startswith(b"%PDF")
    assert len(read_timeline(files["tijdlijn.json"]).cards) == len(taken["cards"])
    for line in files["SHA256SUMS.txt"].decode().splitlines():
        total, name = line.split("  ")
        assert total == sha256(files[name]).hexdigest()


def test_that_a_copy_was_taken_stands_in_the_record_and_on_the_page(world, as_person):
    close_case(world.dossier(Role.CARE_COORDINATOR))
    browser = as_person(world.person(Role.YOUTH_WORKER))

    answer = browser.post(f"/kinderen/{world.noor.pk}/bewaren/kopie/")

    assert answer["Content-Type"] == "application/zip"
    taken = CopyTaken.objects.get(child=world.noor)
    assert taken.files == len(files_of(answer.content))
    assert Event.objects.filter(event="case.copy_taken", child_id=world.noor.pk).exists()
    page = as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/bewaren/").text
    assert "Kopie gemaakt op" in page and "Nog geen kopie gemaakt" in page
    with pytest.raises(Refused):
        take_copy(without_organisation(world), files=1, sha256="0" * 64)


def without_organisation(world):
    place = Place.objects.get(child=world.noor, role=Role.CARE_COORDINATOR)
    Place.objects.filter(pk=place.pk).update(organisation=None)
    return open_dossier(place.person, world.noor.pk)


# ── the page ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_family_sees_the_day_of_each_part(world, as_person):
    closed_on(world.noor, date(2027, 1, 31))
    youth = Organisation.objects.get(name="Jeugdteam Oost")
    Hold.objects.create(
        child=world.noor,
        owner=youth,
        reason="complaint",
        note=CANARY,
        until=timezone.localdate() + timedelta(days=30),
        information_kind="K15",
        ground="legal_duty",
    )
    with time_machine.travel(datetime(2026, 12, 1, 12, tzinfo=HOME), tick=True):
        page = as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/bewaren/").text
        worker = as_person(world.person(Role.YOUTH_WORKER)).get(f"/kinderen/{world.noor.pk}/bewaren/").text

    assert "Wordt vernietigd op 1 augustus 2027" in page
    assert "Wordt vernietigd op 15 februari 2047" in page
    assert "Vernietiging uitgesteld tot" in page
    assert CANARY not in page and CANARY in worker


def test_wrong_input_is_said_kindly_beside_the_field(world, as_person):
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    here = f"/kinderen/{world.noor.pk}/bewaren"

    assert "Dit is geen dag" in browser.post(f"{here}/van-school/", {"left_on": "gisteren"}).text
    answer = browser.post(f"{here}/uitstellen/", {"reason": "zomaar", "until": ""})
    assert answer.status_code == 422
    assert "Kies waarom." in answer.text and "Kies een dag." in answer.text


def test_the_desk_reads_what_was_destroyed_without_a_name(world, as_person):
    closed_on(world.noor, date(2027, 1, 31))
    note_leaving(world.dossier(Role.CARE_COORDINATOR), left_on=date(2027, 7, 16))
    night_of(date(2029, 7, 17))
    desk = f"/organisaties/{world.school.pk}/vernietigd/"

    with time_machine.travel(datetime(2029, 8, 1, 12, tzinfo=HOME), tick=True):
        page = as_person(world.person(Role.CARE_COORDINATOR)).get(desk).text
        first = as_person(world.person(Role.CARE_COORDINATOR)).get("/").text
        assert as_person(world.person(Role.TEACHER)).get(desk).status_code == 403
        assert as_person(world.person(Role.CARE_COORDINATOR)).get(f"{desk}?jaar=²029").status_code == 200
        assert as_person(world.stranger).get(desk).status_code == 404

    assert "Vernietigingsverklaring 2029" in page and "leerlingdossier" in page
    assert "Noor" not in page and str(world.noor.pk) not in page
    assert desk in first
    assert Child.objects.filter(pk=world.noor.pk).exists()
