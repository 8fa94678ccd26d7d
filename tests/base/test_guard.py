"""What stands before every page: where a request comes from, in which form, how many; and what every answer carries."""

import asyncio
import importlib.util
import os
import re

import pytest
from django.conf import settings as house
from django.test import Client
from django.urls import reverse

from config import env
from config.asgi import application
from config.headers import ALWAYS, guarded
from rondom.base import guard
from rondom.base.guard import Pace
from rondom.children.models import Role

CROSS = {"sec-fetch-site": "cross-site"}
SAME_SITE = {"sec-fetch-site": "same-site"}
LEADS_HERE = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
NOT_BY_OTHERS = {
    "an image": {**CROSS, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"},
    "a script": {**CROSS, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"},
    "a frame": {**CROSS, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
    "an object": {**CROSS, "sec-fetch-mode": "navigate", "sec-fetch-dest": "object"},
    "a request of a script": {**CROSS, "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"},
    "a neighbour on the same domain": {**SAME_SITE, "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"},
}


@pytest.mark.parametrize("headers", NOT_BY_OTHERS.values(), ids=NOT_BY_OTHERS)
def test_another_site_shows_and_asks_nothing_in_somebody_s_name(world, as_person, headers):
    answer = as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/lijst/", headers=headers)

    assert answer.status_code == 403
    assert world.noor.first_name not in answer.text


@pytest.mark.parametrize("site", [CROSS, SAME_SITE, {"sec-fetch-site": "none"}, {"sec-fetch-site": "same-origin"}, {}])
def test_a_link_from_elsewhere_leads_here(world, as_person, site):
    answer = as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/lijst/", headers={**site, **LEADS_HERE})

    assert answer.status_code == 200


def test_a_form_of_another_site_does_nothing_even_with_a_right_token(world, as_person):
    browser = as_person(world.person(Role.MOTHER))

    assert browser.post("/vertrekken/", headers={**CROSS, **LEADS_HERE}).status_code == 403
    assert browser.get("/toegang/").status_code == 200, "still in"


def test_a_form_without_its_token_is_refused(world, as_person):
    browser = as_person(world.person(Role.MOTHER))
    browser.handler.enforce_csrf_checks = True

    assert browser.post("/vertrekken/").status_code == 403


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "text/xml", "application/x-www-form-urlencodedd", "x"])
def test_what_is_sent_is_a_form(world, as_person, kind):
    answer = as_person(world.person(Role.MOTHER)).generic("POST", "/taal/", b"language=en", kind)

    assert answer.status_code == 415
    assert as_person(world.person(Role.MOTHER)).generic("POST", "/vertrekken/", b"", "").status_code == 302


def test_who_asks_too_fast_waits_a_minute_and_hears_so(world, as_person, settings, monkeypatch):
    monkeypatch.setattr(guard, "PACE", Pace())
    settings.REQUESTS_A_MINUTE = 5
    mother, father = as_person(world.person(Role.MOTHER)), as_person(world.person(Role.FATHER))

    answers = [mother.get("/bezoek/").status_code for _time in range(7)]
    page = mother.get("/toegang/")
    said = mother.post("/bezoek/verder/", headers={"accept": "text/plain"})

    assert answers == [200] * 5 + [429] * 2
    assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (429, "60", "no-store")
    assert "Wacht een minuut" in page.text
    assert (said.status_code, said["Content-Type"]) == (429, "text/plain; charset=utf-8")
    assert father.get("/bezoek/").status_code == 200, "another person at the same address goes on"


def test_a_new_cookie_at_every_request_does_not_help(settings, monkeypatch, world):
    monkeypatch.setattr(guard, "PACE", Pace())
    settings.REQUESTS_A_MINUTE = 2
    answers = []
    for nth in range(22):
        browser = Client(SERVER_NAME="localhost")
        browser.cookies[settings.SESSION_COOKIE_NAME] = f"made-up-{nth}"
        answers.append(browser.get("/binnenkomen/").status_code)

    assert answers == [200] * 20 + [429] * 2


def test_a_minute_later_all_is_forgotten(monkeypatch):
    pace, clock = Pace(), [0.0]
    monkeypatch.setattr(guard.time, "monotonic", lambda: clock[0])
    assert [pace.is_too_fast(most={"a": 1}) for _time in range(3)] == [False, True, True]

    clock[0] = 61

    assert not pace.is_too_fast(most={"a": 1})
    assert pace.asked == {"a": 1}, "nobody else is kept"


@pytest.mark.parametrize("host", ["elsewhere.example", "localhost.elsewhere.example", "localhost:80@x", "", "a b"])
def test_under_another_name_there_is_no_page(world, host):
    answer = Client(headers={"host": host}).get("/binnenkomen/") if host else Client(SERVER_NAME="x.example").get("/")

    assert answer.status_code == 400
    assert "elsewhere" not in answer.text


# ── what the server gives, whoever answers ────────────────────────────────────────────────────────
def asked(path: str, method: str = "GET", headers: dict[str, str] | None = None, app=application):
    """One request to the server as it runs, with all that stands around Django."""
    said, given = {}, [(b"host", b"localhost"), *((k.encode(), v.encode()) for k, v in (headers or {}).items())]
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"", "headers": given}
    scope |= {"http_version": "1.1", "scheme": "http", "client": ("127.0.0.1", 1), "server": ("localhost", 80), "root_path": ""}

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        if message["type"] == "http.response.start":
            said["status"] = message["status"]
            said["headers"] = [(name.decode().lower(), value.decode()) for name, value in message["headers"]]

    asyncio.run(app(scope, receive, send))
    return said["status"], said["headers"]


def a_script() -> str:
    return "/static/vendor/" + next(path.name for path in (house.STATIC_ROOT / "vendor").glob("rondom.*.js"))


@pytest.mark.django_db(transaction=False)
@pytest.mark.parametrize("which", ["script", "nothing", "strange", "method"])
def test_no_answer_leaves_without_its_headers(which, db):
    path = {"script": a_script(), "nothing": "/static/niets.js", "strange": "/static/../manage.py", "method": "/"}[which]
    status, headers = asked(path, "TRACE" if which == "method" else "GET")

    assert status == {"script": 200, "method": 405}.get(which, 404 if which == "nothing" else status)
    names = [name for name, _value in headers]
    for name, _value in ALWAYS:
        assert names.count(name.decode()) == 1, name
    assert "access-control-allow-origin" not in names
    assert not {"server", "x-powered-by"} & set(names)


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "CONNECT", "PUT", "DELETE", "PATCH", "PROPFIND", "trace"])
def test_the_server_knows_three_methods(method):
    status, headers = asked("/binnenkomen/", method)

    assert status == 405
    assert dict(headers)["content-security-policy"].startswith("default-src 'none'")


def test_over_an_encrypted_line_every_answer_asks_to_stay_on_it():
    async def bare(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    _status, secure = asked("/", app=guarded(bare, is_secure=True))
    _status, open_line = asked("/", app=guarded(bare, is_secure=False))

    assert dict(secure)["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert "strict-transport-security" not in dict(open_line)


# ── cookies and settings for real use ─────────────────────────────────────────────────────────────
@pytest.fixture
def for_real(monkeypatch, tmp_path):
    """The settings as they are outside the demo."""
    for name in [name for name in os.environ if name.startswith("RONDOM_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("RONDOM_DEMO", "off")
    monkeypatch.setenv("RONDOM_VAR", str(tmp_path))
    spec = importlib.util.spec_from_file_location("for_real", house.ROOT / "config" / "settings.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_outside_the_demo_all_is_encrypted_and_every_cookie_is_of_this_host_alone(for_real):
    names = [for_real.SESSION_COOKIE_NAME, for_real.CSRF_COOKIE_NAME, for_real.LANGUAGE_COOKIE_NAME]

    assert all(name.startswith("__Host-") for name in names) and len(set(names)) == 3
    assert for_real.SESSION_COOKIE_SECURE and for_real.CSRF_COOKIE_SECURE and for_real.LANGUAGE_COOKIE_SECURE
    assert for_real.SECURE_SSL_REDIRECT and not for_real.DEBUG
    assert (for_real.SECURE_HSTS_SECONDS, for_real.SECURE_HSTS_INCLUDE_SUBDOMAINS) == (31_536_000, True)
    assert for_real.SECURE_PROXY_SSL_HEADER is None, "nobody says for us that a line is encrypted"


def test_every_cookie_that_is_set_has_its_flags(for_real, settings, world):
    for name in dir(for_real):
        if re.match(r"(SESSION|CSRF|LANGUAGE)_COOKIE_", name):
            setattr(settings, name, getattr(for_real, name))
    browser = Client(SERVER_NAME="localhost")
    page = browser.get("/binnenkomen/", secure=True)
    chosen = browser.post("/taal/", {"language": "en"}, secure=True)
    entered = browser.get("/demo/moeder/", secure=True)
    cookies = {**page.cookies, **chosen.cookies, **entered.cookies}

    assert set(cookies) == {for_real.SESSION_COOKIE_NAME, for_real.CSRF_COOKIE_NAME, for_real.LANGUAGE_COOKIE_NAME}
    for cookie in cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax"), cookie.key
        assert (cookie["path"], cookie["domain"]) == ("/", ""), "else no browser keeps a name that begins with __Host-"


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("postgres://a:b@127.0.0.1:5432/c", {}),
        ("postgres:///c?host=/run/postgresql", {}),
        ("postgres://a:b@db.example/c", {"sslmode": "require"}),
        ("postgres://a:b@db.example/c?sslmode=verify-full&sslrootcert=/x", {"sslmode": "verify-full", "sslrootcert": "/x"}),
    ],
)
def test_a_database_elsewhere_is_asked_over_an_encrypted_line(url, options):
    assert env.database(url, house.ROOT)["OPTIONS"] == options


def test_leaving_empties_what_the_browser_still_kept(world, as_person):
    answer = as_person(world.person(Role.MOTHER)).post("/vertrekken/")

    assert answer["Clear-Site-Data"] == '"storage"'


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)", "\thttp://x"]
)
def test_coming_in_leads_to_no_other_site(world, as_person, wanted):
    browser = as_person(world.person(Role.MOTHER))

    assert browser.post(reverse("people:language"), {"language": "en", "next": wanted})["Location"] == "/"


def test_over_an_encrypted_line_one_is_not_led_back_to_an_open_one(world, as_person):
    browser = as_person(world.person(Role.MOTHER))
    wanted = "http://localhost/toegang/"

    assert browser.post("/taal/", {"language": "en", "next": wanted}, secure=True)["Location"] == "/"
