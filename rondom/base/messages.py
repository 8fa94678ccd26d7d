"""What is said above the next page waits in the session, sealed with the key of whom it is for: it may name somebody."""

from base64 import b64decode, b64encode
from typing import Any

from django.contrib.messages.storage.session import SessionStorage

from rondom.base.keys import KeysAway, Subject, store
from rondom.base.seal import PERSON, Broken, NotOpened, opened_with, sealed


class SealedMessages(SessionStorage):
    """For who is signed in. To a guest nobody is named."""

    def serialize_messages(self, messages: Any) -> Any:
        said = super().serialize_messages(messages)
        if not self.request.user.is_authenticated:
            return said
        try:
            key = store().key_for(Subject(PERSON, self.request.user.pk), None)
        except KeysAway:  # what was done is done, and the page that follows shows it; only what was to be said of it is lost
            return super().serialize_messages([])
        return {"sealed": b64encode(sealed(key, said.encode(), self.bound_to)).decode()}

    def deserialize_messages(self, data: Any) -> Any:
        if not isinstance(data, dict):
            return super().deserialize_messages(data)
        if not self.request.user.is_authenticated:
            return []  # the visit is over, and with it what was to be said
        try:
            ring = store().ring_of(Subject(PERSON, self.request.user.pk))
            said = opened_with(ring.get, b64decode(data["sealed"]), self.bound_to)
        except (Broken, NotOpened, KeysAway):
            return []
        return super().deserialize_messages(said.decode())

    @property
    def bound_to(self) -> str:
        return f"messages {self.request.user.pk}"
