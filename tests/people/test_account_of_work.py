"""The account of one's work, against a provider that runs in a process of its own."""

import json
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from rondom.base.models import Event
from rondom.children.models import Role
from rondom.people.actions import link_account_of_work, provide_identity
from rondom.people.models import IdentityLink, IdentityProvider, Organisation, Visit
from rondom.people.oidc import NotVouchedFor, ask

SECRET = "een geheim van rondom"
pytestmark = pytest.mark.enable_socket


class Straight(urllib.request.HTTPRedirectHandler):
    """Show where a provider sends the browser, without going there."""

    def redirect_request(self, *args):
        return None


class Running:
    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.issuer = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen([sys.executable, str(Path(__file__).parent / "provider.py"), str(port)])
        for _try in range(100):
            try:
                urllib.request.urlopen(f"{self.issuer}/jwks", timeout=1)
                break
            except OSError:
                time.sleep(0.1)

    def next(self, **told) -> None:
        urllib.request.urlopen(f"{self.issuer}/next", data=json.dumps(told).encode(), timeout=5)

    def visit(self, address: str) -> str:
        try:
            urllib.request.build_opener(Straight).open(address, timeout=5)
        except urllib.error.HTTPError as answer:
            return answer.headers["Location"]
        raise AssertionError("the provider sends nobody back")


@pytest.fixture(scope="module")
def running():
    both = [Running(), Running()]
    yield both
    for each in both:
        each.process.terminate()
        each.process.wait()


@pytest.fixture
def school(running, world):
    running[0].next()
    running[1].next()
    return provide_identity(world.school, issuer=running[0].issuer, client_id="rondom", client_secret=SECRET)


@pytest.fixture
def teacher(school, world):
    person = world.person(Role.TEACHER)
    link_account_of_work(person, provider=school, sub="juf-1")
    return person


def round_trip(browser, provider, running, change=lambda answer: answer, next_page="/toegang/"):
    """To the provider and back, as a browser goes."""
    sent = browser.get(f"/binnenkomen/werk/{provider.pk}/", {"next": next_page})
    back = urlsplit(running.visit(sent["Location"]))
    given = change({name: each[0] for name, each in parse_qs(back.query).items()})
    return browser.get(f"{back.path}?{urlencode(given)}")


def test_a_teacher_comes_in_with_the_account_of_school(earnest, browser, school, teacher, running):
    entered = round_trip(browser, school, running[0])

    assert entered["Location"] == "/toegang/"
    assert browser.get("/toegang/").status_code == 200
    assert Visit.objects.get().person == teacher
    assert Event.objects.filter(event="visit.begun_by_provider", person_id=teacher.pk).count() == 1


@pytest.mark.parametrize("claims", [{"amr": None}, {"amr": ["pwd"]}, {"amr": ["pwd"], "acr": "iets"}])
def test_without_a_second_factor_there_our_own_is_asked(earnest, browser, school, teacher, running, with_app, claims):
    says = with_app(teacher)
    running[0].next(claims=claims)

    entered = round_trip(browser, school, running[0])
    asked = browser.get("/toegang/")
    shown = browser.post(asked["Location"], {"code": says()})

    assert entered["Location"] == "/toegang/"
    assert asked["Location"].startswith("/binnenkomen/nog-iets/")
    assert shown["Location"] == "/toegang/"
    assert browser.get("/toegang/").status_code == 200


def test_an_organisation_may_have_its_own_word_for_a_second_factor(earnest, browser, school, teacher, running, world):
    provide_identity(
        world.school, issuer=running[0].issuer, client_id="rondom", client_secret=SECRET, strong_values="urn:school:hoog"
    )
    running[0].next(claims={"amr": None, "acr": "urn:school:hoog"})
    round_trip(browser, school, running[0])

    assert browser.get("/toegang/").status_code == 200


WRONG = {
    "wrong nonce": {"claims": {"nonce": "van een ander"}},
    "no nonce": {"claims": {"nonce": None}},
    "wrong issuer": {"claims": {"iss": "https://elders.voorbeeld"}},
    "for another house": {"claims": {"aud": "een ander"}},
    "by way of another house": {"claims": {"aud": ["rondom", "een ander"], "azp": "een ander"}},
    "too old": {"claims": {"exp": 1_700_000_000}},
    "no end": {"claims": {"exp": None}},
    "nobody": {"claims": {"sub": None}},
    "forged": {"forged": True},
    "another in the answer": {"answer": {"iss": "https://elders.voorbeeld"}},
    "unknown code": {"answer": {"code": "gestolen"}},
}


@pytest.mark.parametrize("told", WRONG.values(), ids=WRONG.keys())
def test_what_does_not_hold_lets_nobody_in(browser, school, teacher, running, told):
    running[0].next(**told)

    refused = round_trip(browser, school, running[0])

    assert refused["Location"] == "/binnenkomen/werk/"
    assert "Het lukte niet om binnen te komen" in browser.get("/binnenkomen/werk/").text
    assert not Visit.objects.exists()
    assert Event.objects.filter(event__startswith="provider.", outcome="refused").count() == 1


@pytest.mark.parametrize("state", ["van een ander", ""])
def test_an_answer_to_a_question_that_was_not_asked_here_lets_nobody_in(browser, school, teacher, running, state):
    round_trip(browser, school, running[0], change=lambda given: {**given, "state": state})

    assert not Visit.objects.exists()
    assert Event.objects.filter(event="provider.wrong_state").exists()


def test_an_answer_counts_once(browser, school, teacher, running):
    seen = {}
    round_trip(browser, school, running[0], change=lambda given: seen.update(given) or given)
    browser.post("/vertrekken/")

    again = browser.get(f"/binnenkomen/werk/terug/?{urlencode(seen)}")

    assert again["Location"] == "/binnenkomen/werk/"
    assert Visit.objects.count() == 1


def test_another_provider_can_not_pose_as_a_person_of_this_one(browser, school, teacher, running):
    youth = Organisation.objects.exclude(pk=school.organisation_id).first()
    other = provide_identity(youth, issuer=running[1].issuer, client_id="rondom", client_secret=SECRET)
    running[1].next(claims={"sub": "juf-1"})
    same_number = round_trip(browser, other, running[1])

    assert same_number["Location"] == "/binnenkomen/werk/"
    assert not Visit.objects.exists()


def test_a_token_of_another_provider_in_this_one_s_name_is_refused(browser, school, teacher, running):
    youth = Organisation.objects.exclude(pk=school.organisation_id).first()
    other = provide_identity(youth, issuer=running[1].issuer, client_id="rondom", client_secret=SECRET)
    running[1].next(claims={"iss": running[0].issuer}, answer={"iss": running[0].issuer})

    assert round_trip(browser, other, running[1])["Location"] == "/binnenkomen/werk/"
    assert not Visit.objects.exists()


def test_an_unknown_person_is_refused_with_a_kind_sentence(browser, school, running):
    running[0].next(claims={"sub": "onbekend", "email": "iemand@school.voorbeeld", "email_verified": True})

    refused = round_trip(browser, school, running[0])

    assert "Vraag een uitnodiging aan een collega" in browser.get(refused["Location"]).text
    assert not Visit.objects.exists()


@pytest.mark.parametrize(("verified", "linked"), [(True, 1), (False, 0), (None, 0)])
def test_the_first_time_a_member_is_found_by_a_verified_address_only(browser, school, world, running, verified, linked):
    teacher = world.person(Role.TEACHER)
    teacher.email = "juf@school.voorbeeld"
    teacher.save()
    running[0].next(claims={"sub": "nieuw", "email": "juf@school.voorbeeld", "email_verified": verified})

    round_trip(browser, school, running[0])

    assert IdentityLink.objects.filter(person=teacher, sub="nieuw").count() == linked
    assert Visit.objects.count() == linked


def test_a_mother_is_not_found_by_her_address_at_a_school(browser, school, mother_at, running):
    running[0].next(claims={"sub": "nieuw", "email": mother_at.email, "email_verified": True})

    round_trip(browser, school, running[0])

    assert not IdentityLink.objects.exists()


def test_an_invitation_and_the_account_of_work_are_tied_at_the_first_visit(earnest, come_in, school, world, running):
    teacher = world.person(Role.TEACHER)
    browser = come_in(teacher)

    back = round_trip(browser, school, running[0])

    assert back["Location"] == "/toegang/"
    assert IdentityLink.objects.get().person == teacher
    assert browser.get("/toegang/").status_code == 200


def test_a_heavy_act_may_be_confirmed_with_the_account_of_work(earnest, browser, school, teacher, running):
    round_trip(browser, school, running[0])
    session = browser.session
    session["fresh_at"] = 0
    session.save()
    asked = browser.get("/toegang/wachtwoord/")["Location"]
    before = browser.session.session_key

    assert school.organisation.name in browser.get(asked).text
    running[0].next(claims={"auth_time": 1_700_000_000})
    long_ago = round_trip(browser, school, running[0], next_page="/toegang/wachtwoord/")
    still = browser.get("/toegang/wachtwoord/").status_code
    running[0].next()
    round_trip(browser, school, running[0], next_page="/toegang/wachtwoord/")

    assert (long_ago["Location"], still) == ("/toegang/wachtwoord/", 302)
    assert browser.get("/toegang/wachtwoord/").status_code == 200
    assert browser.session.session_key != before
    assert Visit.objects.filter(session_key=browser.session.session_key).count() == 1


def test_somebody_else_s_account_of_work_confirms_nothing(earnest, browser, school, teacher, running):
    round_trip(browser, school, running[0])
    session = browser.session
    session["fresh_at"] = 0
    session.save()
    running[0].next(claims={"sub": "een ander"})
    round_trip(browser, school, running[0], next_page="/toegang/wachtwoord/")

    assert browser.get("/toegang/wachtwoord/").status_code == 302


def test_the_secret_is_sealed_and_shown_to_nobody(school, browser):
    kept = IdentityProvider.objects.get()

    assert SECRET not in kept.client_secret
    assert SECRET not in browser.get("/binnenkomen/werk/").text


def test_a_provider_sends_us_nowhere_else(running, school, monkeypatch):
    """What answers with another address is no answer: else it could make us ask inside our own network."""
    asked = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(302 if self.path == "/" else 200)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/inside")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *args):
            """Nothing on the screen."""

    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(NotVouchedFor, match="no answer"):
            ask(f"http://127.0.0.1:{server.server_port}/")
        assert ask(f"http://127.0.0.1:{server.server_port}/inside") == {}
        server.shutdown()
    assert asked == ["/", "/inside"]
