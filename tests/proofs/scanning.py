"""What a passive scan looks at in one answer: its headers, its cookies, where it leads, and all that stands in its page (T10)."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.http import HttpResponse

# What each answer says, and what it must hold.
HEADERS = {
    "X-Content-Type-Options": r"nosniff",
    "Referrer-Policy": r"same-origin",
    "X-Frame-Options": r"DENY",
    "Cross-Origin-Opener-Policy": r"same-origin",
    "Cross-Origin-Resource-Policy": r"same-origin",
    "Cache-Control": r"no-store",
    "Permissions-Policy": r"camera=\(\), geolocation=\(\), microphone=\((self)?\), payment=\(\), usb=\(\)",
}
POLICY = {
    "default-src": r"'none'",
    # A page that needs no nonce has none.
    "script-src": r"'self'(?: 'nonce-[\w+/=-]{16,}')?",
    "style-src": r"'self'(?: 'nonce-[\w+/=-]{16,}')?",
    "img-src": r"'self'",
    "media-src": r"'self'",
    "font-src": r"'self'",
    "connect-src": r"'self'",
    "form-action": r"'self'",
    "base-uri": r"'none'",
    "object-src": r"'none'",
    "frame-ancestors": r"'none'",
}
OF_A_FILE = "default-src 'none'; sandbox"
TELLS_TOO_MUCH = ("Server", "X-Powered-By", "Via", "X-Debug-Token", "X-Runtime", "Access-Control-Allow-Origin")
LEAKS = {
    "a version": re.compile(r"\b(?:Django|uvicorn|Python|nginx|PostgreSQL|SQLite|gunicorn)/\d"),
    "a stack trace": re.compile(r"Traceback \(most recent|File \"/|site-packages|django\.(?:core|db)\.|DoesNotExist|sqlite3\."),
    "a path of the machine": re.compile(r"(?:/(?:home|ro{2}t|tmp|usr/lib|var/lib)/|[A-Z]:\\\\)\w"),
    "a secret": re.compile(r"-----BEGIN |AKIA[0-9A-Z]{16}|SECRET_KEY|\bpostgres://|\bsmtp://"),
    "an address inside": re.compile(r"\b(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}\b"),
    "a list of a folder": re.compile(r"Index of /|Directory listing"),
}
LEADS = ("href", "src", "action", "formaction", "data", "poster", "srcset", "ping", "background", "cite", "manifest")
# An address of somebody else is not filled in with one's own.
AUTOCOMPLETE = {"password": {"current-password", "new-password", "off"}, "email": {"username", "email", "off"}}


@dataclass
class Scan(HTMLParser):
    """One page, read; what is wrong with it stands in `found`."""

    policy: str
    found: list[str] = field(default_factory=list)
    form: dict[str, str] | None = None
    has_token: bool = False
    has_language: bool = False

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_comment(self, data: str) -> None:
        self.found.append(f"a comment: {data[:60]}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.found.append(f"inline {name}")
            if name in LEADS and not is_ours(value):
                self.found.append(f"leads elsewhere: {value[:80]}")
        if tag == "script" and not given.get("src"):
            self.found.append("inline script")
        # Where a board is laid out, its places stand in a sheet of its own page, with the nonce of that answer.
        if tag in ("script", "style") and f"'nonce-{given.get('nonce')}'" not in self.policy:
            self.found.append(f"a {tag} without the nonce of its page")
        if tag in ("iframe", "object", "embed", "base", "applet") or (tag == "meta" and "http-equiv" in given):
            self.found.append(f"<{tag}>")
        if given.get("target") == "_blank" and "noopener" not in given.get("rel", ""):
            self.found.append("opens a window that can reach back")
        self.has_language = self.has_language or (tag == "html" and bool(given.get("lang")))
        self.of_form(tag, given)

    def of_form(self, tag: str, given: dict[str, str]) -> None:
        if tag == "form":
            self.form, self.has_token = given, False
        elif tag == "input" and self.form is not None:
            name, kind, filled = given.get("name", ""), given.get("type", "text"), given.get("autocomplete", "")
            self.has_token = self.has_token or name == "csrfmiddlewaretoken"
            is_code = "code" in given.get("class", "") and filled in ("one-time-code", "off")
            if kind in AUTOCOMPLETE and filled not in AUTOCOMPLETE[kind] and not is_code:
                self.found.append(f"{name}: autocomplete {filled!r}")
            if kind == "password" and self.form.get("method", "get").lower() != "post":
                self.found.append(f"{name}: a password in an address")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.form is not None:
            if self.form.get("method", "get").lower() == "post" and not self.has_token:
                self.found.append(f"a form without a token: {self.form.get('action', '')[:60]}")
            self.form = None


def is_ours(where: str) -> bool:
    if where.startswith(("mailto:", "tel:", "#")):
        return True
    try:
        parts = urlsplit(where.strip())
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and not where.strip().startswith(("//", "\\"))


def wrong_in(answer: HttpResponse) -> list[str]:
    """All that is wrong with one answer, each in a few words."""
    kind = answer.get("Content-Type", "")
    policy = answer.get("Content-Security-Policy", "")
    found = [f"{name}: {answer.get(name)!r}" for name, right in HEADERS.items() if not re.fullmatch(right, answer.get(name, ""))]
    found += [f"{name} tells too much" for name in TELLS_TOO_MUCH if name in answer]
    found += wrong_policy(policy) if policy != OF_A_FILE else []
    found += wrong_cookies(answer)
    where = answer.get("Location", "")
    if where and not (is_ours(where) and where.startswith("/")):
        found.append(f"sends elsewhere: {where[:80]}")
    has_body = answer.status_code not in (204, 304) and not 300 <= answer.status_code < 400
    if has_body and kind.startswith("text/") and "charset=utf-8" not in kind.lower() and "event-stream" not in kind:
        found.append(f"no charset: {kind}")
    if kind.startswith(("text/", "application/json")):
        text = answer.content.decode("utf-8", "replace")
        found += [f"{what}: {leak.search(text)[0]}" for what, leak in LEAKS.items() if leak.search(text)]
    if kind.startswith("text/html"):
        scan = Scan(policy)
        scan.feed(answer.content.decode("utf-8", "replace"))
        is_part = not answer.content.lstrip().lower().startswith(b"<!doctype")
        found += scan.found
        if has_body and not is_part and not scan.has_language:
            found.append("a page that does not say its language")
    return found


def wrong_policy(policy: str) -> list[str]:
    said = {part.split()[0]: " ".join(part.split()[1:]) for part in policy.split(";") if part.strip()}
    wrong = [name for name, right in POLICY.items() if not re.fullmatch(right, said.get(name, ""))]
    found = [f"policy {name}: {said.get(name)!r}" for name in wrong]
    return found + [f"policy allows {word}" for word in ("unsafe", "*", "http:", "data:", "blob:") if word in policy]


def wrong_cookies(answer: HttpResponse) -> list[str]:
    found = []
    for cookie in answer.cookies.values():
        wanted = {"httponly": True, "samesite": "Lax", "path": "/", "domain": ""}
        if cookie["max-age"] == 0 and not cookie.value:
            del wanted["httponly"]  # it is taken away: there is nothing in it to read
        found += [f"cookie {cookie.key}: {name} {cookie[name]!r}" for name, right in wanted.items() if cookie[name] != right]
    return found
