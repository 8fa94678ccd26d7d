"""A small OpenID provider in a process of its own: `provider.py PORT`. What it says next is told to it by POST /next."""

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 0
ISSUER = f"http://127.0.0.1:{PORT}"
CLIENT = ("rondom", "een geheim van rondom")


class Provider(BaseHTTPRequestHandler):
    key = RSAKey.generate_key(2048, {"kid": "een"}, auto_kid=False)
    other_key = RSAKey.generate_key(2048, {"kid": "een"}, auto_kid=False)
    asked: dict = {}
    claims: dict = {}
    answer: dict = {}
    forged = False

    def log_message(self, *args):
        """Nothing on the screen."""

    def say(self, content, status=200):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path, given = urlsplit(self.path).path, {name: each[0] for name, each in parse_qs(urlsplit(self.path).query).items()}
        if path == "/.well-known/openid-configuration":
            ends = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/jwks"}
            self.say({"issuer": ISSUER, **{name: ISSUER + end for name, end in ends.items()}})
        elif path == "/jwks":
            self.say({"keys": [self.key.as_dict(private=False)]})
        elif path == "/authorize":
            code = secrets.token_urlsafe(8)
            Provider.asked[code] = given
            back = {"code": code, "state": given["state"], "iss": ISSUER, **Provider.answer}
            self.send_response(302)
            self.send_header("Location", f"{given['redirect_uri']}?{urlencode(back)}")
            self.end_headers()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/next":
            told = json.loads(body)
            Provider.claims, Provider.answer = told.get("claims", {}), told.get("answer", {})
            Provider.forged = told.get("forged", False)
            self.say({})
            return
        given = {name: each[0] for name, each in parse_qs(body).items()}
        asked = Provider.asked.pop(given.get("code", ""), None)
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        holds = (
            asked is not None
            and (given.get("client_id"), given.get("client_secret")) == CLIENT
            and given.get("redirect_uri") == asked["redirect_uri"]
            and asked["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        )
        if holds:
            self.say({"id_token": self.token(asked), "token_type": "Bearer"})
        else:
            self.say({"error": "invalid_grant"}, 400)

    def token(self, asked):
        now = int(time.time())
        usual = {"iss": ISSUER, "aud": CLIENT[0], "sub": "juf-1", "exp": now + 300, "iat": now, "auth_time": now}
        claims = {**usual, "nonce": asked["nonce"], "amr": ["pwd", "mfa"], **Provider.claims}
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": "een"}, claims, self.other_key if Provider.forged else self.key)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", PORT), Provider).serve_forever()
