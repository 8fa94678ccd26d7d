"""Coming in by code, password and app; what each gives and what it does not."""

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from rondom.base.actions import Refused
from rondom.base.models import Event, Letter
from rondom.children.models import Role
from rondom.people.actions import make_spare_codes, remove_factor, set_password
from rondom.people.models import MailCode, Visit
from rondom.people.queries import factors_of, has_second_factor

WORDS = "paarse fiets zonder bel"


def ask_code(browser, email, post, django_capture):
    with django_capture(execute=True):
        browser.post("/binnenkomen/code/", {"code-email": email})
    post()


def test_a_code_by_mail_lets_a_mother_in(browser, mother_at, world, post, django_capture_on_commit_callbacks):
    ask_code(browser, "Moeder@voorbeeld.nl", post, django_capture_on_commit_callbacks)
    code = mail.outbox[-1].body.split()[0]

    entered = browser.post("/binnenkomen/code/typen/", {"code": code})

    assert entered["Location"] == "/"
    assert browser.get("/")["Location"] == f"/kinderen/{world.noor.pk}/"
    assert Visit.objects.get(person=mother_at).device == "computer"
    assert MailCode.objects.get().used_at


def test_the_mail_holds_the_code_and_a_fixed_sentence_and_nothing_else(
    browser, mother_at, post, django_capture_on_commit_callbacks
):
    ask_code(browser, mother_at.email, post, django_capture_on_commit_callbacks)
    sent = mail.outbox[-1]
    code, rest = sent.body.split("\n", 1)

    assert len(code) == 6
    assert rest.encode() == (
        b"\nTyp deze code op de pagina die u open hebt. De code werkt tien minuten. "
        b"Hebt u niets gevraagd? Doe dan niets.\n"
    )
    assert sent.subject == "Uw code voor Rondom"
    assert code not in str(list(MailCode.objects.values()))


def test_an_unknown_address_reads_the_same_as_a_known_one(browser, mother_at, post, django_capture_on_commit_callbacks):
    pages = {}
    for email in ("niemand@voorbeeld.nl", mother_at.email):
        one = Client(SERVER_NAME="localhost", headers={"Accept-Language": "nl"})
        ask_code(one, email, post, django_capture_on_commit_callbacks)
        asked = one.get("/binnenkomen/code/typen/").text.replace(email, "")
        wrong = one.post("/binnenkomen/code/typen/", {"code": "x"}).text.replace(email, "")
        pages[email] = [strip(asked), strip(wrong)]

    assert pages["niemand@voorbeeld.nl"] == pages[mother_at.email]
    assert len(mail.outbox) == 1


def strip(page: str) -> str:
    return page.split("<main")[1].split("</main>")[0].split("csrfmiddlewaretoken")[0]


def test_a_code_works_once_and_not_after_five_wrong_ones(browser, mother_at, post, django_capture_on_commit_callbacks):
    ask_code(browser, mother_at.email, post, django_capture_on_commit_callbacks)
    code = mail.outbox[-1].body.split()[0]
    for _wrong in range(5):
        browser.post("/binnenkomen/code/typen/", {"code": "x"})

    right = browser.post("/binnenkomen/code/typen/", {"code": code})

    assert right.status_code == 422
    assert not Visit.objects.exists()


def test_a_code_by_mail_is_no_second_factor_for_who_works_with_children(
    earnest, browser, world, post, django_capture_on_commit_callbacks
):
    teacher = world.person(Role.TEACHER)
    teacher.email = "juf@voorbeeld.nl"
    teacher.save()
    ask_code(browser, teacher.email, post, django_capture_on_commit_callbacks)
    browser.post("/binnenkomen/code/typen/", {"code": mail.outbox[-1].body.split()[0]})

    board = browser.get(f"/kinderen/{world.noor.pk}/")
    asked = browser.get(board["Location"])

    assert board["Location"].startswith("/binnenkomen/nog-iets/")
    assert "Je hebt nog geen sleutel" in asked.text
    assert browser.get("/toegang/sleutel/").status_code == 302
    assert browser.get("/toegang/")["Location"].startswith("/binnenkomen/nog-iets/")


def test_a_teacher_comes_in_by_password_and_app(earnest, browser, world, with_app):
    teacher = world.person(Role.TEACHER)
    teacher.email = "juf@voorbeeld.nl"
    teacher.save()
    says = with_app(teacher)
    set_password(teacher, password="zeg18bel", session_key=None)

    entered = browser.post("/binnenkomen/wachtwoord/", {"password-email": teacher.email, "password-password": "zeg18bel"})
    half_way = browser.get(f"/kinderen/{world.noor.pk}/")
    wrong = browser.post("/binnenkomen/nog-iets/", {"code": "000000"})
    right = browser.post("/binnenkomen/nog-iets/", {"code": says(), "next": f"/kinderen/{world.noor.pk}/"})

    assert entered.status_code == 302
    assert half_way["Location"].startswith("/binnenkomen/nog-iets/")
    assert wrong.status_code == 422
    assert right["Location"] == f"/kinderen/{world.noor.pk}/"
    assert browser.get(f"/kinderen/{world.noor.pk}/").status_code == 200


def test_a_code_of_the_app_works_once(with_app, world, browser, as_person):
    person = world.person(Role.MOTHER)
    says = with_app(person)
    first, again = as_person(person), as_person(person)
    for each in (first, again):
        session = each.session
        session["fresh_at"] = 0
        session["strong"] = False
        session.save()
    code = says()

    assert first.post("/bevestigen/", {"code": code}).status_code == 302
    assert again.post("/bevestigen/", {"code": code}).status_code == 422


def test_spare_codes_each_work_once(with_app, world, as_person):
    person = world.person(Role.TEACHER)
    with_app(person)
    codes = make_spare_codes(person, session_key=None)
    browser = as_person(person)

    assert len(set(codes)) == 10
    assert browser.post("/bevestigen/", {"code": codes[0]}).status_code == 302
    assert browser.post("/bevestigen/", {"code": codes[0]}).status_code == 422


def test_no_secret_of_a_key_lies_readable_in_the_database(with_app, world):
    with_app(world.person(Role.TEACHER))
    make_spare_codes(world.person(Role.TEACHER), session_key=None)

    with connection.cursor() as cursor:
        cursor.execute("select data from mfa_authenticator")
        kept = str(cursor.fetchall())
    assert kept.count("gAAAA") == 2


def test_the_last_key_stays_with_who_needs_one(world, with_app):
    person = world.person(Role.TEACHER)
    with_app(person)

    with pytest.raises(Refused, match="laatste sleutel"):
        remove_factor(person, factor=factors_of(person).get(), is_needed=True, session_key=None)
    remove_factor(person, factor=factors_of(person).get(), is_needed=False, session_key=None)

    assert not has_second_factor(person)


def test_the_first_key_is_made_with_the_invitation_in_hand(earnest, come_in, world):
    browser = come_in(world.person(Role.TEACHER))

    home = browser.get("/")
    asked = browser.get(home["Location"])

    assert "Maak eerst een sleutel" in asked.text
    assert browser.get("/toegang/app/").status_code == 200


def test_every_change_of_a_key_ends_the_other_visits_tells_the_old_address_and_leaves_a_line(mother_at, come_in):
    elsewhere, here = come_in(mother_at), come_in(mother_at)

    here.post("/toegang/wachtwoord/", {"password": WORDS})

    assert elsewhere.get("/toegang/")["Location"].startswith("/binnenkomen/")
    assert here.get("/toegang/").status_code == 200
    assert [letter.address for letter in Letter.objects.filter(kind="access")] == [mother_at.email]
    line = Event.objects.get(event="password.set")
    assert (line.person_id, line.object_kind) == (mother_at.pk, "Person")


def test_a_new_address_counts_when_a_code_was_read_on_it(mother_at, come_in, post, django_capture_on_commit_callbacks):
    browser = come_in(mother_at)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/toegang/adres/", {"email": "nieuw@voorbeeld.nl"})
    post()
    mother_at.refresh_from_db()
    before = mother_at.email

    browser.post("/toegang/adres/code/", {"code": mail.outbox[-1].body.split()[0]})

    mother_at.refresh_from_db()
    assert (before, mother_at.email) == ("moeder@voorbeeld.nl", "nieuw@voorbeeld.nl")
    assert mail.outbox[-1].to == ["nieuw@voorbeeld.nl"]
    assert Letter.objects.get(kind="access").address == "moeder@voorbeeld.nl"
