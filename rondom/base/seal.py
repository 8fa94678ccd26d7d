"""Personal text at rest: sealed with the key of the child whom it is about, and shown only where a door was opened.

Every text about a person stands in one of these fields and nowhere else. In the database is what `sealed` makes: which key it
was, and the text under AES-256-GCM, bound to its row and column, so that no value can be moved to another. What a row holds is
opened when it is asked for, with the keys that a door laid out; a row that came past every door shows nothing.
"""

import binascii
import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.functions import Length, Substr
from django.db.models.query_utils import DeferredAttribute

from rondom.base import frames
from rondom.base.keys import LASTING, NAME, OF_THE_HOUSE, DataKey, Ring, Subject, store

VERSION = b"\x01"
NONCE = 12
PERSON, CHILD = "person", "child"


class NotOpened(Exception):
    """A sealed text is asked for where no door was opened to it."""


class Broken(Exception):
    """What stands in the database is not what was sealed for this row and column."""


class Rings:
    """The keys that doors laid out for what goes on now. Who is inside any door may know what people are called.

    `opens_all` is for who moves what stands there, and never for a page.
    """

    def __init__(self, *, opens_all: bool = False) -> None:
        self.keys: Ring = {}
        self.subjects: set[Subject] = set()
        self.opens_all, self.opens_people = opens_all, opens_all

    def key(self, name: bytes, subject: Callable[[], Subject] | None) -> DataKey | None:
        if name not in self.keys and self.opens_people and subject is not None:
            about = subject()
            if self.opens_all or about.sort == PERSON:
                self.keys |= store().ring_of(about)
        if name not in self.keys:  # another process may have made it since the door was opened
            self.look_again(self.subjects)
        return self.keys.get(name)

    def lay_out(self, subjects: Iterable[Subject]) -> None:
        """Many people of one child are let in at once: its keys are laid out once."""
        new = set(subjects) - self.subjects
        self.look_again(new)
        self.subjects |= new

    def look_again(self, subjects: Iterable[Subject]) -> None:
        for each in subjects:
            self.keys |= store().ring_of(each)


NOW: ContextVar[Rings | None] = ContextVar("rings", default=None)


def lay_out(*children: UUID) -> None:
    """Called by a door that let somebody in: from here on, what is sealed with the keys of these children opens."""
    rings().opens_people = True
    rings().lay_out(Subject(CHILD, child) for child in children)


def lay_out_apart(*subjects: Subject) -> None:
    """Called by a door of its own: what is sealed apart opens by no other, whatever that lays out."""
    rings().opens_people = True
    rings().lay_out(subjects)


def rings() -> Rings:
    found = NOW.get()
    if found is None:
        NOW.set(found := Rings())
    return found


@contextmanager
def nothing_laid_out() -> Iterator[None]:
    """Around all that is done for one person, so that the next finds no keys of the one before."""
    before = NOW.set(Rings())
    try:
        yield
    finally:
        NOW.reset(before)


@contextmanager
def all_laid_out() -> Iterator[None]:
    """For who checks what stands there with nobody looking: a command that finds a child by name, tests."""
    before = NOW.set(Rings(opens_all=True))
    try:
        yield
    finally:
        NOW.reset(before)


def one_text(row: models.Model, name: str) -> Any:
    """For a desk that may read one text of a child's file and has no place in its circle: this text, and nothing beside it."""
    with all_laid_out():
        return getattr(row, name)


class Sealed:
    """What stands in the database, as it came. It says nothing but whether it is the same as before."""

    __slots__ = ("laid",)

    def __init__(self, laid: str | bytes) -> None:
        self.laid = laid

    def __repr__(self) -> str:
        return "<sealed>"

    def _refuse(self, *_given: Any) -> Any:
        raise NotOpened("a sealed text was taken past its row")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and self.laid == other.laid

    def __hash__(self) -> int:
        return hash(self.laid)

    __str__ = __bool__ = __len__ = __iter__ = __lt__ = __add__ = __contains__ = __getitem__ = __html__ = __format__ = _refuse


def sealed(key: DataKey, plain: bytes, bound_to: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return VERSION + key.name + nonce + key.cipher.encrypt(nonce, plain, VERSION + bound_to.encode())


def opened(laid: bytes, bound_to: str, subject: Callable[[], Subject] | None = None) -> bytes:
    return opened_with(lambda name: rings().key(name, subject), laid, bound_to)


def opened_with(find: Callable[[bytes], DataKey | None], laid: bytes, bound_to: str) -> bytes:
    if laid[:1] == frames.VERSION:
        return whole(lambda: frames.opened(surely(find), laid, bound_to.encode()))
    if laid[:1] != VERSION:
        raise Broken
    name, nonce = laid[1 : 1 + NAME], laid[1 + NAME : 1 + NAME + NONCE]
    key = surely(find)(name)
    try:
        return key.cipher.decrypt(nonce, laid[1 + NAME + NONCE :], VERSION + bound_to.encode())
    except (InvalidTag, ValueError) as error:  # changed, or cut off
        raise Broken from error


def surely(find: Callable[[bytes], DataKey | None]) -> Callable[[bytes], DataKey]:
    def found(name: bytes) -> DataKey:
        key = find(name)
        if key is None:
            raise NotOpened("no door was opened to it")
        return key

    return found


def whole(opens: Callable[[], bytes]) -> bytes:
    try:
        return opens()
    except frames.NotWhole as error:
        raise Broken from error


def whose(row: models.Model) -> tuple[Subject, UUID | None]:
    """About whom a row is, along its `belongs_to`, and who owns what stands in it: the first on that way that has an owner.

    What goes on a day of its own is nobody's part, and sealed apart from all parts (decision 0024). A row of a compartment says
    itself with which key it is sealed: one that no ordinary door lays out.
    """
    sealed_apart: Callable[[], tuple[Subject, UUID | None]] | None = getattr(row, "sealed_apart", None)
    if sealed_apart is not None:
        return sealed_apart()
    path: str | None = getattr(type(row), "belongs_to", None)
    if path is None and row._meta.model_name == PERSON:
        return Subject(PERSON, row.pk), None
    if path is None and (person := getattr(row, "person_id", None)) is not None:  # what somebody is written on, or comes in with
        return Subject(PERSON, person), None
    if path is None:
        raise TypeError(f"{type(row).__name__} is about nobody")
    if path == "":
        return Subject(CHILD, row.pk), LASTING  # its name is of all who know it
    *steps, last = path.split("__")
    thing, owners = row, [row]
    for step in steps:
        owners.append(thing := getattr(thing, step))
    if getattr(type(row), "outlives_parts", False):
        return Subject(last, getattr(thing, f"{last}_id")), LASTING
    owner = next((each.owner_id for each in owners if hasattr(each, "owner_id")), None)
    return Subject(last, getattr(thing, f"{last}_id")), owner


def set_aside(text: str, bound_to: str) -> str:
    """For the session of a guest, of whom it is not known yet who it is: a text that lies there shut."""
    return b64encode(sealed(store().key_for(OF_THE_HOUSE, None), text.encode(), bound_to)).decode()


def taken_back(aside: str, bound_to: str) -> str:
    return opened_with(store().ring_of(OF_THE_HOUSE).get, b64decode(aside), bound_to).decode()


class Opening(DeferredAttribute):
    """Opens the text of a row when it is asked for; what was never asked for stays shut."""

    field: "SealedField"

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value  # that it can be set lets it be asked before what the row holds

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            laid = self.field.taken_up(value)
            plain = opened(laid, self.field.bound_to(instance.pk), lambda: whose(instance)[0])
            value = instance.__dict__[self.field.attname] = self.field.from_bytes(plain)
        return value


class SealedField(models.Field):
    """What all sealed fields share. Nothing is found, sorted or written by what is in them: only with their row."""

    descriptor_class = Opening
    nothing: ClassVar[Any] = ""

    def to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def from_bytes(self, plain: bytes) -> Any:
        return plain.decode()

    def laid_down(self, sealed: bytes) -> str | bytes:
        return b64encode(sealed).decode()

    def taken_up(self, value: Sealed) -> bytes:
        try:
            return b64decode(value.laid, validate=True)
        except (binascii.Error, ValueError) as error:
            raise Broken from error

    def bound_to(self, key: UUID) -> str:
        return f"{self.model._meta.db_table}.{self.column} {key}"

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return Sealed(value) if value else self.nothing

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        held = model_instance.__dict__.get(self.attname)
        if isinstance(held, Sealed):
            return held  # was never opened, so it did not change
        value = getattr(model_instance, self.attname)
        if not value:
            return value
        key = store().key_for(*whose(model_instance))
        rings().keys[key.name] = key  # who writes it may read it
        return self.shut(key, self.to_bytes(value), model_instance.pk)

    def shut(self, key: DataKey, plain: bytes, row: UUID) -> Sealed:
        """As it is laid down in the row with this key."""
        return Sealed(self.laid_down(sealed(key, plain, self.bound_to(row))))

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Sealed):
            return value.laid
        if value:
            raise FieldError(f"{self.name} is sealed: it is written with its row, and nothing is found by it")
        return type(self).nothing_laid()

    @classmethod
    def nothing_laid(cls) -> str | bytes:
        return ""

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in {"exact", "isnull"}:
            raise FieldError(f"{self.name} is sealed: nothing is found by it")
        return super().get_lookup(lookup_name)


def open_column(model: type[models.Model], name: str, value: Any, key: UUID) -> Any:
    """For who reads columns instead of rows: what stands in this column of the row with this key."""
    field = model._meta.get_field(name)
    assert isinstance(field, SealedField)
    return field.from_bytes(opened(field.taken_up(value), field.bound_to(key))) if isinstance(value, Sealed) else value


class PersonalText(SealedField, models.TextField):
    """One text about or by a person: a name, a remark."""


class PersonalDate(SealedField, models.TextField):
    """A day that tells of a person, as one's birth date."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    nothing = None

    def to_bytes(self, value: Any) -> bytes:
        return (value if isinstance(value, str) else value.isoformat()).encode()

    def from_bytes(self, plain: bytes) -> date:
        return date.fromisoformat(plain.decode())


class PersonalWords(SealedField, models.TextField):
    """The many short texts of one row, kept as one seal: a mapping of name to text."""

    _pyi_private_set_type: Any  # for mypy: what a row takes and gives
    _pyi_private_get_type: Any

    def to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def from_bytes(self, plain: bytes) -> Any:
        return json.loads(plain)

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return Sealed(value) if value else {}


class PersonalBytes(SealedField, models.BinaryField):
    """What somebody drew or said: a picture or a sound, sealed in frames so that a part can be read (`part_of`)."""

    nothing = b""

    def to_bytes(self, value: Any) -> bytes:
        return bytes(value)

    def from_bytes(self, plain: bytes) -> Any:
        return plain

    def shut(self, key: DataKey, plain: bytes, row: UUID) -> Sealed:
        return Sealed(frames.shut(key, plain, self.bound_to(row).encode()))

    def taken_up(self, value: Sealed) -> bytes:
        return bytes(value.laid)  # type: ignore[arg-type] # PostgreSQL gives a memoryview

    @classmethod
    def nothing_laid(cls) -> str | bytes:
        return b""


def size_of(row: models.Model, name: str) -> int:
    """How many bytes a file holds, without reading it."""
    laid = type(row)._base_manager.filter(pk=row.pk).values_list(Length(name), flat=True).get()
    return frames.size_of(laid) if laid else 0


def part_of(row: models.Model, name: str, first: int, last: int) -> bytes:
    """The bytes from `first` to `last` of a file, reading and opening no more than the frames in which they stand."""
    field, size = row._meta.get_field(name), size_of(row, name)
    assert isinstance(field, PersonalBytes)
    begins, at, long = frames.where(first, min(last, size - 1))
    head, laid = (
        type(row)
        ._base_manager.filter(pk=row.pk)
        .values_list(*(Substr(name, *span, output_field=models.BinaryField()) for span in ((1, frames.HEAD), (at + 1, long))))
        .get()
    )
    find = surely(lambda key: rings().key(key, lambda: whose(row)[0]))
    bound_to = field.bound_to(row.pk).encode()
    opened = whole(lambda: frames.opened_part(find, bytes(head), bytes(laid), size, bound_to, begins))
    return opened[first - begins * frames.FRAME :][: last - first + 1]
