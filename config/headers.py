"""What every answer carries, whoever gives it: a page, a file of our look, a stream, or a refusal before any of them."""

from config.bodies import App, Message, Receive, Scope, Send, say

METHODS = {"GET", "HEAD", "POST"}
NO_METHOD = 405, "Dit kan hier niet."
NOTHING = b"default-src 'none'; base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'none'"
ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    # A page says its own; what says none is no page, and may do nothing.
    (b"content-security-policy", NOTHING),
)
ONLY_ENCRYPTED = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


def guarded(app: App, *, is_secure: bool) -> App:
    """The same application, in which no answer leaves without these, and which knows three methods."""
    always = (*ALWAYS, *([ONLY_ENCRYPTED] if is_secure else []))

    async def outside(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = list(message.get("headers", []))
                names = {name.lower() for name, _value in said}
                message = {**message, "headers": [*said, *(each for each in always if each[0] not in names)]}
            await send(message)

        if scope["type"] == "http" and scope["method"] not in METHODS:
            await say(send_with, *NO_METHOD)
        else:
            await app(scope, receive, send_with)

    return outside
