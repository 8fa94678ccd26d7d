"""A passive scan of every answer of every route to everybody: headers, cookies, forms, what a page holds, where it leads (T10)"""

from collections import Counter

import pytest
from django.http import HttpResponse
from django.test import Client

from rondom.children.models import Role
from tests.proofs.bodies import body
from tests.proofs.scanning import HEADERS, POLICY, wrong_in
from tests.proofs.walking import FULL, ROUTES, Circle, address, ask, log_manager_of, undone, write_result

SAMPLE = (Role.MOTHER, Role.CARE_COORDINATOR, "guest")
EVIL = "https://elsewhere.example/x"
# What is found and may stay, and why: by route, and how it begins.
MAY_STAY: dict[tuple[str, str], str] = {
    ("surveys:answer", "a form without a token"): "no session to misuse; a token would need a cookie (decision 0040)",
}


def everybody(circle: Circle) -> dict:
    people = {**circle.everyone, "log manager": log_manager_of(circle), "guest": None}
    return people if FULL else {who: people[who] for who in SAMPLE}


def answers(circle: Circle, name: str, who: str, person):
    """A route as it is asked, as it is sent to, with an address of another site in it, and as another site asks."""
    where = address(ROUTES[name], circle, circle.child)
    given = body(name, circle, person) if person is not None else {}
    tries = [("get", {}, {}), ("post", given, {})]
    # As another site would: in the sample of every third route.
    if FULL or list(ROUTES).index(name) % 3 == 0:
        tries += [("get", {"next": EVIL}, {"HTTP_ORIGIN": EVIL}), ("post", {**given, "next": EVIL}, {"HTTP_REFERER": EVIL})]
        tries.append(("put", {}, {}))
    for method, sent, headers in tries:
        if person is None:
            with undone():
                yield method, getattr(Client(SERVER_NAME="localhost"), method)(where, sent or {}, **headers)
        else:
            yield method, ask(circle, person, method, where, sent or None, **headers)


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.timeout(3000)
def test_no_answer_of_any_route_to_anybody_has_anything_wrong(circle):
    looked, kinds, found, stays = 0, Counter(), Counter(), Counter()
    for who, person in everybody(circle).items():
        for name in ROUTES:
            for method, answer in answers(circle, name, who, person):
                looked += 1
                kinds[f"{answer.status_code} {answer.get('Content-Type', 'none').split(';')[0]}"] += 1
                for wrong in wrong_in(answer):
                    known = next((key for key in MAY_STAY if key[0] == name and wrong.startswith(key[1])), None)
                    if known:
                        stays[known] += 1
                    else:
                        found[name, method, who, answer.status_code, wrong] += 1
    write_result(
        "passive-scan",
        {"answers": looked, "kinds": dict(kinds.most_common()), "rules": len(HEADERS) + len(POLICY) + 25}
        | {"found": sum(found.values()), "first": [list(map(str, each)) for each in list(found)[:40]]}
        | {"may stay": {f"{name}: {begins}": why for (name, begins), why in MAY_STAY.items()}},
    )
    assert found == {}
    assert set(stays) == set(MAY_STAY), "a reason for something that is not there any more"
    assert looked > (1500 if FULL else 900)


NOT_THERE = ["/niets/", "/static/", "/static/../config/settings.py", "/.git/config", "/admin/", "/.env", "/debug/"]


@pytest.mark.parametrize("path", NOT_THERE)
def test_what_is_not_there_tells_nothing(world, as_person, path):
    for browser in (Client(SERVER_NAME="localhost"), as_person(world.person(Role.MOTHER))):
        answer = browser.get(path)
        assert answer.status_code in (302, 404), path
        assert wrong_in(answer) == []


def test_a_page_that_breaks_tells_nothing(world, as_person, monkeypatch):
    def breaks(*_given, **_more):
        raise ValueError("Noor /home/rondom/geheim postgres://a:b@c")

    monkeypatch.setattr("rondom.timeline.views.list_page", breaks)
    browser = as_person(world.person(Role.MOTHER))
    browser.raise_request_exception = False

    answer = browser.get(f"/kinderen/{world.noor.pk}/lijst/")

    assert (answer.status_code, wrong_in(answer)) == (500, [])
    assert "Noor" not in answer.text


GOOD = {
    "Content-Type": "text/html; charset=utf-8",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Content-Security-Policy": "; ".join(
        f"{name} {right}".replace("(?: 'nonce-[\\w+/=-]{16,}')?", " 'nonce-abcdefghijklmnop'") for name, right in POLICY.items()
    ),
}
PAGES = {
    "a comment": "<!-- todo -->",
    "inline onclick": "<a onclick=x>",
    "inline style": "<p style='color:red'>",
    "inline script": "<script nonce=abcdefghijklmnop>1</script>",
    "a script without": "<script src=/x.js></script>",
    "a style without": "<style>p {}</style>",
    "leads elsewhere": "<img src=//elsewhere.example/x.png>",
    "leads elsewhere: http": "<a href=http://localhost/x>",
    "leads elsewhere: javascript": "<a href=javascript:1>",
    "<iframe>": "<iframe></iframe>",
    "<base>": "<base href=/>",
    "<meta>": "<meta http-equiv=refresh>",
    "a form without a token": "<form method=post></form>",
    "p: autocomplete": "<form method=post><input name=csrfmiddlewaretoken><input type=password name=p></form>",
    "p: a password in an address": "<form><input type=password name=p autocomplete=off></form>",
    "opens a window": "<a href=/x target=_blank>",
    "a version": "Django/5.2",
    "a stack trace": "Traceback (most recent call last)",
    "a path of the machine": "/home/rondom/x",
    "a secret": "postgres://a:b@c",
    "an address inside": "10.0.0.1",
    "a list of a folder": "Index of /static",
}


def page(body: str = "", **headers: str) -> HttpResponse:
    given = {name: value for name, value in {**GOOD, **{k.replace("_", "-"): v for k, v in headers.items()}}.items() if value}
    return HttpResponse(f'<!doctype html><html lang="nl">{body}', headers=given)


def test_a_page_with_nothing_wrong_has_nothing_wrong():
    assert wrong_in(page("<form method=post><input name=csrfmiddlewaretoken type=hidden></form><a href=/x>x</a>")) == []


@pytest.mark.parametrize(("wrong", "body"), PAGES.items(), ids=PAGES)
def test_what_is_planted_in_a_page_is_found(wrong, body):
    assert any(each.startswith(wrong) for each in wrong_in(page(body))), wrong_in(page(body))


@pytest.mark.parametrize("name", [*GOOD])
def test_a_header_that_is_away_is_found(name):
    assert wrong_in(page(**{name.replace("-", "_"): "" if name != "Content-Type" else "text/html"})) != []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Server", "uvicorn"),
        ("Access-Control-Allow-Origin", "*"),
        ("Location", EVIL),
        ("Location", "//elsewhere.example"),
        ("Content-Security-Policy", GOOD["Content-Security-Policy"].replace("script-src", "script-src 'unsafe-inline'")),
    ],
)
def test_a_header_that_should_not_be_so_is_found(name, value):
    assert wrong_in(page(**{name.replace("-", "_"): value})) != []


def test_a_cookie_without_its_flags_is_found():
    answer = page()
    answer.set_cookie("x", "y")

    assert wrong_in(answer) == ["cookie x: httponly ''", "cookie x: samesite ''"]
