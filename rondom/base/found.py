"""Finding what is sealed: beside it stands a keyed hash, which says nothing to who has no key store.

Who has the database can not try addresses or names until one fits: the key of the hash lies in the key store.
"""

import hmac
from hashlib import sha256
from typing import Any

from django.db import models

from rondom.base.keys import OF_THE_HOUSE, store
from rondom.base.seal import Sealed


def found_as(about: str, text: str) -> str:
    """By what a text of this sort is found, whatever its capitals and the space round it."""
    said = f"{about}\0{text.strip().casefold()}"
    return hmac.new(store().key_for(OF_THE_HOUSE, None).index, said.encode(), sha256).hexdigest()


class FoundBy(models.CharField):
    """The hash of a sealed text of the same row, written whenever that is; nothing where there is no text."""

    def __init__(self, of: str, **given: Any) -> None:
        self.of = of
        super().__init__(max_length=64, null=True, editable=False, **given)

    def deconstruct(self) -> Any:
        name, path, args, given = super().deconstruct()
        for fixed in ("max_length", "null", "editable"):
            given.pop(fixed, None)
        return name, path, args, {**given, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if not isinstance(model_instance.__dict__.get(self.of), Sealed):  # else it was never opened, so it did not change
            said = getattr(model_instance, self.of)
            setattr(model_instance, self.attname, found_as(self.of, said) if said else None)
        return super().pre_save(model_instance, add)
