"""An owner without an account answers by a link: to one agreement, for a while, and to nothing else of anybody."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from rondom.base import letters
from rondom.base.actions import Refused
from rondom.base.limits import LINKS, MOST_A_DAY
from rondom.base.models import Event
from rondom.children.models import CaseClosed, Place, Role
from rondom.meetings import actions
from rondom.meetings.actions.by_link import answer_by_link, lay_link, make_link, take_link_back
from rondom.meetings.by_link import hash_of_token, open_by_link, without_name
from rondom.meetings.models import Agreement, AgreementTurn, AnswerLink, AnswerLinkOpened, Turn
from rondom.people.models import WrongTry
from rondom.people.rules import TRIES_FROM_AN_ADDRESS
from tests.meetings.table import agreed, planned, seat_of, soon

GONE = "Deze link werkt niet of niet meer."


def outside(world, **given) -> Agreement:
    return agreed(world, who=None, **{"outside": "Oom Karim", **given})


def made(world, agreement: Agreement, by: str = Role.CARE_COORDINATOR, **given) -> str:
    return make_link(world.dossier(by), agreement=agreement, **given).token


def page(token: str, **sent):
    guest = Client(SERVER_NAME="localhost")
    return guest.post(f"/afspraak/{token}/", sent) if sent else guest.get(f"/afspraak/{token}/")


def words(answer) -> str:
    return answer.content.decode()


def test_behind_the_link_stand_what_who_and_when_and_no_name_of_the_child(world):
    agreement = outside(world, what="Met Noor naar zwemles, noordzee mag ook", meeting=planned(world, Role.MOTHER))

    said = words(page(made(world, agreement)))

    assert "Met het kind naar zwemles, noordzee mag ook" in said
    assert "Oom Karim" in said
    here = [place.person.name for place in Place.objects.filter(child=world.noor).select_related("person")]
    assert [name for name in ("Noor", "Kanarieoverleg", *here) if name in said] == []
    assert "data-waits" not in said


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("Noor ophalen", "Het kind ophalen"),
        ("NOOR's jas", "Het kind's jas"),
        ("Noordzee", "Noordzee"),
        ("Bellen, noor", "Bellen, het kind"),
    ],
)
def test_what_the_child_is_called_is_taken_out_of_the_words(world, what, said):
    assert without_name(what, world.noor) == said


def test_each_answer_is_a_row_with_the_link_by_which_it_was_said(world):
    agreement, day = outside(world), soon(20)
    token = made(world, agreement)

    assert page(token, turn="moved", ready_on=day.isoformat(), why="Ik ben op reis").status_code == 302
    thanks = page(token, turn="done")

    assert thanks["Location"] == f"/afspraak/{token}/?dank"
    assert "Uw antwoord is bewaard" in words(Client(SERVER_NAME="localhost").get(thanks["Location"]))
    rows = list(AgreementTurn.objects.filter(agreement=agreement))
    assert [(each.turn, each.why, each.ready_on, each.by_id) for each in rows] == [
        ("moved", "Ik ben op reis", day, None),
        ("done", "", None, None),
    ]
    assert {each.link_id for each in rows} == {AnswerLink.objects.get().pk}
    assert [each.role for each in Event.objects.filter(event="agreement.answered_by_link")] == ["by link"] * 2


def test_who_made_the_agreement_reads_who_said_it_and_how(world, as_person):
    agreement = outside(world)
    page(made(world, agreement), turn="not_done", why="De auto is stuk")

    said = words(as_person(world.person(Role.CARE_COORDINATOR)).get(f"/kinderen/{world.noor.pk}/afspraken/{agreement.pk}/"))

    assert "De auto is stuk" in said
    assert "via de link, <bdi>Oom Karim</bdi>" in said


def test_what_is_filled_in_wrong_stands_there_still(world):
    token = made(world, outside(world))

    for sent, said in (
        ({"turn": "not_done"}, "Schrijf kort op waarom."),
        ({"turn": "moved", "why": "Ik ben weg"}, "Kies een dag."),
        ({"turn": "moved", "ready_on": "2020-01-01", "why": "Ik ben weg"}, "Deze dag is al voorbij."),
        ({"turn": "done", "why": "a" * 301}, "Dit is te lang."),
    ):
        answer = page(token, **sent)
        assert answer.status_code == 422
        assert said in words(answer)
        assert sent.get("why", "")[:300] in words(answer)
    for turn in ("helped", "not_yet", "stopped", "weg"):
        assert page(token, turn=turn, why="Zomaar").status_code == 422
    assert not AgreementTurn.objects.exists()


def test_the_same_sentence_for_every_link_that_does_not_work(world):
    settled, ended, taken = outside(world), outside(world, what="Fietsen"), outside(world, what="Lezen")
    tokens = [made(world, each) for each in (settled, ended, taken)]
    page(tokens[0], turn="done")
    AnswerLink.objects.filter(agreement=ended).update(until=timezone.now() - timedelta(minutes=1))
    take_link_back(world.dossier(Role.CARE_COORDINATOR), agreement=taken)

    for token in (*tokens, "nergens"):
        for answer in (page(token), page(token, turn="done")):
            assert answer.status_code == 404
            assert GONE in words(answer)
    assert AgreementTurn.objects.count() == 1


def test_it_works_sixty_days_and_again_where_the_family_opens_the_agreement_again(world):
    agreement = outside(world, ready_on=soon(90))
    token = made(world, agreement)
    page(token, turn="done")
    actions.say_of_agreement(world.dossier(Role.MOTHER), agreement=agreement, turn=Turn.NOT_YET, ready_on=soon(90))

    with time_machine.travel(timezone.now() + timedelta(days=59)):
        assert page(token).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert page(token).status_code == 404


def test_who_tries_many_links_hears_the_same_sentence_and_the_right_one_waits_too(world):
    token = made(world, outside(world))
    page("nergens")
    one = WrongTry.objects.get()
    WrongTry.objects.bulk_create(WrongTry(counted_for=one.counted_for) for _nth in range(TRIES_FROM_AN_ADDRESS))

    assert GONE in words(page(token))
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert page(token).status_code == 200


def test_a_case_in_which_nobody_writes_any_more_opens_by_no_link(world):
    token = made(world, outside(world))
    about = {"owner": world.school, "information_kind": "K15", "ground": "public_task"}

    closed = CaseClosed.objects.create(child=world.noor, locks_at=timezone.now(), **about)
    assert page(token).status_code == 404
    CaseClosed.objects.filter(pk=closed.pk).update(reopened_at=timezone.now())
    assert page(token).status_code == 200


def test_the_record_has_one_line_of_the_first_look_and_one_of_each_answer(world):
    token = made(world, outside(world))
    before = Event.objects.count()

    for _nth in range(3):
        page(token)
        page("nergens")
    page(token, turn="done")

    assert [each.event for each in Event.objects.order_by("at")][before:] == ["link.opened", "agreement.answered_by_link"]
    assert AnswerLinkOpened.objects.count() == 1


def test_only_a_keyed_hash_of_it_stands_in_the_database(world):
    token = made(world, outside(world))

    (link,) = AnswerLink.objects.all()
    assert link.token_hash == hash_of_token(token)
    assert token not in str([*AnswerLink.objects.values(), *Event.objects.values()])
    assert len(token) == 48


def test_it_is_made_by_who_coordinates_or_wrote_it_down_for_who_has_no_account(world):
    hers = outside(world, by=Role.MOTHER)
    mother, father, coordinator = (world.dossier(role) for role in (Role.MOTHER, Role.FATHER, Role.CARE_COORDINATOR))

    made(world, hers, by=Role.MOTHER)
    made(world, hers)
    with pytest.raises(Refused, match="wie dit opschreef"):
        make_link(father, agreement=hers)
    with pytest.raises(Refused, match="eigen ingang"):
        make_link(coordinator, agreement=agreed(world))
    with pytest.raises(PermissionDenied):
        make_link(world.dossier(Role.TEACHER), agreement=outside(world, meeting=planned(world, Role.TEACHER)))
    with pytest.raises(PermissionDenied):
        lay_link(world.dossier(Role.CHILD), agreement=hers, token_hash=hash_of_token("x"), address="")
    actions.say_of_agreement(mother, agreement=hers, turn=Turn.DONE)
    with pytest.raises(Refused, match="al afgerond"):
        make_link(mother, agreement=hers)


def test_a_new_link_ends_the_one_before(world):
    agreement = outside(world)
    first, second = made(world, agreement), made(world, agreement)

    assert (page(first).status_code, page(second).status_code) == (404, 200)


def test_taken_back_between_looking_and_answering_says_so(world):
    agreement = outside(world)
    opened = open_by_link(made(world, agreement))
    take_link_back(world.dossier(Role.CARE_COORDINATOR), agreement=agreement)

    with pytest.raises(Refused, match="werkt niet"):
        answer_by_link(opened, turn=Turn.DONE)


def test_by_mail_go_the_link_and_fixed_words_and_the_address_lies_sealed(world, as_person, monkeypatch):
    monkeypatch.setattr(letters.POST, "submit", lambda work, *given: work(*given))
    agreement = outside(world)
    where = f"/kinderen/{world.noor.pk}/afspraken/{agreement.pk}/"
    coordinator = as_person(world.person(Role.CARE_COORDINATOR))

    wrong = coordinator.post(f"{where}link/", {"address": "oom"})
    answer = coordinator.post(f"{where}link/", {"address": "oom@example.org"})

    assert (wrong.status_code, answer.status_code) == (422, 200)
    (letter,) = mail.outbox
    assert letter.to == ["oom@example.org"]
    *said, link = letter.body.strip().splitlines()
    assert said == ["U hebt iets afgesproken. Zeg met deze link hoe het gaat. Kent u dit niet? Doe dan niets.", ""]
    assert link in words(answer)
    assert Client(SERVER_NAME="localhost").get(link.split("localhost")[1]).status_code == 200
    assert "oom@example.org" in words(coordinator.get(where))
    assert coordinator.post(f"{where}link/intrekken/").status_code == 302
    assert Client(SERVER_NAME="localhost").get(link.split("localhost")[1]).status_code == 404


def test_who_may_not_read_the_agreement_makes_no_link(world, as_person):
    agreement = agreed(world, who=Role.MOTHER)

    assert seat_of(world, Role.TEACHER)
    answer = as_person(world.person(Role.TEACHER)).post(f"/kinderen/{world.noor.pk}/afspraken/{agreement.pk}/link/")
    assert answer.status_code in (403, 404)


def test_nobody_makes_links_without_end(world, monkeypatch):
    monkeypatch.setitem(MOST_A_DAY, LINKS, 2)
    found = outside(world)
    for _nth in range(2):
        make_link(world.dossier(Role.CARE_COORDINATOR), agreement=found)
    with pytest.raises(Refused, match="Morgen kan het weer"):
        make_link(world.dossier(Role.CARE_COORDINATOR), agreement=found)
