"""A care team that meets: notes and decisions, where they go, what stays, and what is said to who may not read children."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.keys import store
from rondom.base.models import Event
from rondom.base.seal import NotOpened, nothing_laid_out
from rondom.careteam.actions import (
    Deciding,
    ForChild,
    begin_team_meeting,
    bring_without_name,
    close_team_meeting,
    decide_for_child,
    decide_without_name,
    end_team_meetings,
    note_child,
    note_item,
    say_done,
    start_team,
)
from rondom.careteam.models import (
    AgreementOfItem,
    CareTeam,
    ItemNote,
    ItemOfChild,
    NoteOfChild,
    TeamDecision,
    TeamMeeting,
    TeamMember,
    sealed_of,
)
from rondom.careteam.queries import counts_of, rows_of
from rondom.careteam.room import find_meeting, open_team
from rondom.careteam.rules import shown_count
from rondom.careteam.telling import notes_told
from rondom.children.models import Role
from rondom.meetings.actions import Agreed
from rondom.meetings.models import Agreement
from rondom.meetings.queries import agreements_in
from rondom.mydata.kept import kept_in
from rondom.people.actions import add_member, add_person
from rondom.people.desk import open_desk
from rondom.people.models import Function
from tests.careteam.team import TEXT, begun, held, planned, room, sitting, with_noor
from tests.proofs.table import seat_of
from tests.proofs.walking import everyone_says, letters_of

WHAT = "De ouders vragen hoe de avonden gaan"


def nameless(world, meeting):
    return bring_without_name(room(world, meeting.team), sitting=sitting(world, meeting), group="upper", reason="brought")


def where(meeting, *parts: str) -> str:
    return f"/zorgteam/{meeting.team.pk}/overleg/{meeting.pk}/" + "".join(f"{part}/" for part in parts)


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def decided(world, meeting, item, what: str = WHAT, days: int = 7) -> TeamDecision:
    here = room(world, meeting.team)
    deciding = Deciding(what, in_days(days))
    return decide_without_name(here, sitting=sitting(world, meeting), item=item, deciding=deciding, who=here.members[-1])


def agreed(world, meeting, item, role: str = Role.CARE_COORDINATOR, what: str = WHAT) -> AgreementOfItem:
    of = ForChild(world.dossier(role), Agreed(what, in_days(7)), seat_of(world.noor, Role.YOUTH_WORKER))
    return decide_for_child(room(world, meeting.team, role), sitting=sitting(world, meeting, role), item=item, of=of)


def test_before_it_begins_nothing_is_noted_and_after_it_is_closed_neither(world):
    meeting = planned(world, begun(world))
    item = nameless(world, meeting)
    with pytest.raises(Refused, match="nog niet begonnen"):
        note_item(room(world, meeting.team), sitting=sitting(world, meeting), item=item, text=TEXT)
    with pytest.raises(Refused, match="nog niet begonnen"):
        close_team_meeting(room(world, meeting.team), sitting=sitting(world, meeting))
    begin_team_meeting(room(world, meeting.team), sitting=sitting(world, meeting))
    note_item(room(world, meeting.team), sitting=sitting(world, meeting), item=item, text=TEXT)
    close_team_meeting(room(world, meeting.team), sitting=sitting(world, meeting))
    with pytest.raises(Refused, match="afgesloten"):
        note_item(room(world, meeting.team), sitting=sitting(world, meeting), item=item, text=TEXT)


def test_a_decision_of_a_named_child_is_an_agreement_in_its_dossier(world, as_person):
    meeting = held(world, Role.YOUTH_WORKER)
    item, worker = with_noor(world, meeting), seat_of(world.noor, Role.YOUTH_WORKER)
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    assert "Dit wordt een afspraak in het dossier van Noor." in browser.get(where(meeting, "punt", str(item.pk), "besluit")).text

    answer = browser.post(
        where(meeting, "punt", str(item.pk), "besluit"),
        {"what": WHAT, "who": str(worker.pk), "ready_on": in_days(7).isoformat()},
    )

    assert answer.status_code == 302
    (standing,) = [each for each in agreements_in(world.dossier(Role.MOTHER)) if each.agreement.what == WHAT]
    assert standing.agreement.who == worker
    assert not TeamDecision.objects.exists(), "nothing of it stays in the list of the team"
    here = room(world, meeting.team, Role.YOUTH_WORKER)
    (row,) = rows_of(here, find_meeting(here, meeting.pk))
    assert [each.what for each in row.decided] == [WHAT]
    events = set(Event.objects.filter(chain=f"child:{world.noor.pk}").values_list("event", flat=True))
    assert "agreement.made" in events


def test_who_may_not_agree_for_a_child_does_not_do_so_here_either(world, as_person):
    meeting = held(world, Role.TEACHER)
    item = with_noor(world, meeting)
    browser = as_person(world.person(Role.TEACHER))

    answer = browser.post(where(meeting, "punt", str(item.pk), "besluit"), {"what": WHAT, "ready_on": in_days(7).isoformat()})

    assert answer.status_code == 403
    assert not Agreement.objects.filter(child=world.noor, by=world.person(Role.TEACHER)).exists()
    assert "Besluit" not in browser.get(where(meeting)).text


def test_a_note_of_a_named_child_lies_under_the_key_of_that_child_alone(world):
    meeting = held(world, Role.YOUTH_WORKER)
    item = with_noor(world, meeting)

    note_child(
        room(world, meeting.team),
        sitting=sitting(world, meeting),
        item=item,
        dossier=world.dossier(Role.CARE_COORDINATOR),
        text="Noor slaapt slecht",
    )

    assert not ItemNote.objects.exists()
    with nothing_laid_out():
        find_meeting(room(world, meeting.team), meeting.pk)
        with pytest.raises(NotOpened):
            str(NoteOfChild.objects.get().text)
    here = room(world, meeting.team, Role.YOUTH_WORKER)
    (row,) = rows_of(here, find_meeting(here, meeting.pk))
    assert [each.text for each in row.notes] == ["Noor slaapt slecht"]
    everyone_says(world.noor, "withdrawn")
    (row,) = rows_of(here, find_meeting(here, meeting.pk))
    assert (row.notes, row.may_write) == ((), False)


def test_a_note_without_a_name_lies_under_the_key_of_that_meeting(world):
    meeting = held(world)
    item = nameless(world, meeting)
    note_item(room(world, meeting.team), sitting=sitting(world, meeting), item=item, text=TEXT)
    assert note_item(room(world, meeting.team), sitting=sitting(world, meeting), item=item, text=TEXT) == ItemNote.objects.get()

    with nothing_laid_out():
        here = room(world, meeting.team)
        with pytest.raises(NotOpened):
            str(ItemNote.objects.get().text)
        find_meeting(here, meeting.pk)
        assert ItemNote.objects.get().text == TEXT


@pytest.mark.parametrize("route", ["notitie", "besluit"])
def test_what_points_to_somebody_is_asked_first_and_a_name_of_the_own_work_can_not_stay(world, as_person, route):
    meeting = held(world)
    item = nameless(world, meeting)
    browser, here = as_person(world.person(Role.CARE_COORDINATOR)), where(meeting, "punt", str(item.pk), route)
    word = world.noor.first_name
    said = f"{word} komt vaak te laat"
    sent = {"text": said, "what": said, "who": str(room(world, meeting.team).member.pk), "ready_on": in_days(7).isoformat()}

    answer = browser.post(here, sent)

    assert answer.status_code == 422
    assert "Dit hoort bij een kind of een collega van jou. Het mag niet blijven staan." in answer.text
    assert browser.post(here, {**sent, "was-1": word, "now-1": "="}).status_code == 422
    assert not ItemNote.objects.exists() and not TeamDecision.objects.exists()
    assert browser.post(here, {**sent, "was-1": word, "now-1": "+"}).status_code == 302
    kept = [row.text for row in ItemNote.objects.all()] + [row.what for row in TeamDecision.objects.all()]
    assert len(kept) == 1 and word not in kept[0]


def test_where_a_name_may_not_be_said_any_more_nothing_is_written_beside_the_way_to_the_child(world, as_person):
    meeting = held(world, Role.YOUTH_WORKER)
    item = with_noor(world, meeting)
    everyone_says(world.noor, "withdrawn")
    browser = as_person(world.person(Role.CARE_COORDINATOR))

    for route, sent in (("notitie", {"text": TEXT}), ("besluit", {})):
        answer = browser.post(where(meeting, "punt", str(item.pk), route), sent, follow=True)
        assert "Zet het opnieuw op de agenda, zonder naam." in answer.text, route
    assert not ItemNote.objects.exists() and not TeamDecision.objects.exists()
    with pytest.raises(Refused, match="zonder naam"):
        agreed(world, meeting, item)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"what": ""}, "Schrijf op wat er gebeurt."),
        ({"what": WHAT}, "Kies wie dit doet."),
        ({"what": WHAT, "ready_on": "2020-01-01"}, "Deze dag is al voorbij."),
        ({"what": WHAT, "ready_on": "morgen"}, "Dit is geen dag."),
        ({"what": "a" * 301}, "Dit is te lang."),
    ],
)
def test_a_decision_that_lacks_something_is_said_and_keeps_what_was_typed(world, as_person, sent, said):
    meeting = held(world)
    item = nameless(world, meeting)
    answer = as_person(world.person(Role.CARE_COORDINATOR)).post(where(meeting, "punt", str(item.pk), "besluit"), sent)

    assert answer.status_code == 422
    assert said in answer.text
    assert sent.get("what", "") in answer.text


def test_an_empty_note_is_said(world, as_person):
    meeting = held(world)
    item = nameless(world, meeting)
    answer = as_person(world.person(Role.CARE_COORDINATOR)).post(where(meeting, "punt", str(item.pk), "notitie"), {"text": " "})

    assert (answer.status_code, "Schrijf eerst iets op." in answer.text) == (422, True)


def test_done_says_who_does_it_or_who_leads(world, as_person):
    meeting = held(world, Role.TEACHER, Role.YOUTH_WORKER)
    decision = decided(world, meeting, nameless(world, meeting))
    close_team_meeting(room(world, meeting.team), sitting=sitting(world, meeting))
    with pytest.raises(Refused, match="Dit zegt wie het doet"):
        say_done(room(world, meeting.team, Role.TEACHER), decision=decision)
    worker = as_person(world.person(Role.YOUTH_WORKER))
    assert "Klaar" in worker.get(where(meeting, "besluiten")).text

    assert worker.post(where(meeting, "besluiten", str(decision.pk), "gedaan")).status_code == 302

    assert TeamDecision.objects.get().done_at is not None
    with pytest.raises(Refused, match="al afgerond"):
        say_done(room(world, meeting.team, Role.YOUTH_WORKER), decision=TeamDecision.objects.get())


def test_on_paper_stands_no_child_and_nothing_of_one_with_a_name(world, as_person):
    meeting = held(world, Role.YOUTH_WORKER)
    decided(world, meeting, nameless(world, meeting))
    agreed(world, meeting, with_noor(world, meeting), what="Elke week bellen met oma")

    answer = as_person(world.person(Role.CARE_COORDINATOR)).post(where(meeting, "besluiten", "papier"))

    said = letters_of(answer.content)
    assert "avonden" in said and "dossier" in said
    assert world.noor.first_name not in said and "oma" not in said
    assert Event.objects.filter(event="careteam.printed").exists()


def test_what_is_of_another_team_is_not_found(world, as_person):
    meeting = held(world)
    item = nameless(world, meeting)
    decision = decided(world, meeting, item)
    other = begun_elsewhere(world)
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    foreign = f"/zorgteam/{other.pk}/overleg/{meeting.pk}/"
    for rest in ("", f"punt/{item.pk}/notitie/", f"besluiten/{decision.pk}/gedaan/", "besluiten/", "afsluiten/"):
        assert browser.post(foreign + rest, {"text": TEXT}).status_code in (404, 405), rest
        assert browser.get(foreign + rest).status_code in (404, 405), rest


def begun_elsewhere(world):
    return start_team(open_desk(world.person(Role.CARE_COORDINATOR), world.school.pk), name="Ander", weeks=5)


# ── for who may not read children ─────────────────────────────────────────────────────────────────


def leader(world):
    person = add_person(name="Dirk Bos")
    add_member(person=person, organisation=world.school, function=Function.SCHOOL_LEADER)
    return person


def test_a_small_number_is_not_told_and_none_neither():
    assert [shown_count(each) for each in (0, 1, 4)] == ["minder dan 5"] * 3
    assert shown_count(5) == "5"


def test_who_leads_the_school_sees_numbers_and_no_child(world, as_person):
    meeting = held(world, Role.YOUTH_WORKER)
    item = with_noor(world, meeting)
    for nth in range(5):
        decided(world, meeting, nameless(world, meeting), what=f"{WHAT} {nth}" if nth else WHAT)
    agreed(world, meeting, item)
    close_team_meeting(room(world, meeting.team), sitting=sitting(world, meeting))
    person = leader(world)

    with time_machine.travel(timezone.now() + timedelta(days=30)):
        (counts,) = counts_of(open_desk(person, world.school.pk))
        page = as_person(person).get(f"/organisaties/{world.school.pk}/zorgteam/cijfers/").text

    assert (counts.named, counts.nameless, counts.decisions, counts.late) == ("minder dan 5", "5", "6", "6")
    assert world.noor.first_name not in page and WHAT not in page
    assert as_person(person).get(f"/zorgteam/{meeting.team.pk}/").status_code == 404
    assert as_person(world.person(Role.TEACHER)).get(f"/organisaties/{world.school.pk}/zorgteam/cijfers/").status_code == 403


# ── a year later ──────────────────────────────────────────────────────────────────────────────────


def test_a_year_after_its_day_rows_and_key_go_and_what_is_of_a_child_stays_in_its_dossier(
    world, django_capture_on_commit_callbacks
):
    meeting = held(world, Role.YOUTH_WORKER)
    item = with_noor(world, meeting)
    decided(world, meeting, nameless(world, meeting))
    link = agreed(world, meeting, item)
    note_child(
        room(world, meeting.team),
        sitting=sitting(world, meeting),
        item=item,
        dossier=world.dossier(Role.CARE_COORDINATOR),
        text="Slaapt slecht",
    )
    subject = sealed_of(meeting.pk, world.school.pk)[0]
    assert store().ring_of(subject)
    assert end_team_meetings(meeting.starts_at + timedelta(days=360)) == 0

    with django_capture_on_commit_callbacks(execute=True):
        assert end_team_meetings(meeting.starts_at + timedelta(days=367)) == 1

    assert not store().ring_of(subject)
    assert not TeamMeeting.objects.exists() and not TeamDecision.objects.exists()
    assert Agreement.objects.filter(pk=link.agreement_id).exists()
    assert NoteOfChild.objects.get().text == "Slaapt slecht"
    assert ItemOfChild.objects.get().item is None
    assert Event.objects.filter(event="careteam.ended").exists()


def test_who_left_is_forgotten_two_years_later(world):
    team = begun(world, Role.TEACHER)
    member = TeamMember.objects.get(team=team, person=world.person(Role.TEACHER))
    TeamMember.objects.filter(pk=member.pk).update(until=timezone.now())

    end_team_meetings(timezone.now() + timedelta(days=700))
    assert TeamMember.objects.filter(pk=member.pk).exists()
    end_team_meetings(timezone.now() + timedelta(days=740))

    assert not TeamMember.objects.filter(pk=member.pk).exists()
    assert CareTeam.objects.filter(pk=team.pk).exists()


def test_the_night_looks_at_it(world, capsys):
    call_command("every_night")
    assert "care_teams: 0" in capsys.readouterr().out


def test_the_way_in_stands_on_the_first_page_of_who_may_use_it(world, as_person):
    words = "Een vaste groep die over meerdere kinderen praat."
    assert words in as_person(world.person(Role.CARE_COORDINATOR)).get("/").text
    assert words in as_person(leader(world)).get("/").text
    assert words not in as_person(world.person(Role.YOUTH_WORKER)).get("/", follow=True).text
    begun(world, Role.YOUTH_WORKER)
    assert open_team(world.person(Role.YOUTH_WORKER), CareTeam.objects.get().pk)
    assert as_person(world.person(Role.YOUTH_WORKER)).get("/zorgteam/").status_code == 200
    assert as_person(world.person(Role.MOTHER)).get("/zorgteam/").status_code == 404


# ── of a child, for who may read it ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("role", "reads_it"), [(Role.MOTHER, True), (Role.CARE_COORDINATOR, True), (Role.TEACHER, False)])
def test_what_was_noted_of_a_child_goes_along_with_who_reads_all_that_is_spoken_of(world, role, reads_it):
    meeting = held(world, Role.YOUTH_WORKER)
    item = with_noor(world, meeting)
    of = world.dossier(Role.CARE_COORDINATOR)
    note_child(room(world, meeting.team), sitting=sitting(world, meeting), item=item, dossier=of, text="Slaapt slecht")

    dossier = world.dossier(role)

    assert [each["text"] for each in notes_told(dossier)] == (["Slaapt slecht"] if reads_it else [])
    counts = {name: count for each in kept_in(dossier) for name, count in each.what}
    assert counts.get("Notities van een zorgteam", 0) == int(reads_it)


def test_each_time_somebody_comes_in_it_is_written_down_and_whose_names_were_said(world, as_person):
    meeting = held(world, Role.YOUTH_WORKER)
    with_noor(world, meeting)
    browser, worker = as_person(world.person(Role.YOUTH_WORKER)), world.person(Role.YOUTH_WORKER)
    for page in (where(meeting), where(meeting, "besluiten")):
        before = Event.objects.filter(person_id=worker.pk).count()
        assert browser.get(page).status_code == 200
        lines = list(Event.objects.filter(person_id=worker.pk).order_by("at").values_list("event", flat=True))[before:]
        assert {"careteam.opened", "careteam.named"} <= set(lines)
    assert not Event.objects.filter(chain=f"careteam:{meeting.team.pk}", child_id__isnull=False).exists()
