"""The key store: files apart from the database, so that what is stolen of one can not be read without the other.

Three layers. What is written about a child is sealed with a key of that child and of whose it is (a data key); that is wrapped
with the key of its owner, and that with the master key. To destroy a data key is to destroy all that it sealed, in every backup
too. On disk, all under one folder:

    mark                                           that this is a store, and not the empty place where one belongs
    owners/<owner>.<generation>                    wrapped with a master key, which is named in it
    <sort>/<first two>/<subject>/<owner>.<key>     wrapped with a generation of its owner

The name of a key begins with the moment that it was made: of several, the one with the last name is used.
"""

import fcntl
import os
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import blake2s
from pathlib import Path
from threading import Lock
from time import time_ns
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.conf import settings

MOMENT, NAME = 6, 12  # bytes in the name of a key: of these so many are milliseconds, the others chance
LENGTH = 32  # bytes in a key
HOUSE = UUID(int=0)  # owns what is of nobody alone
LASTING = UUID(int=1)  # owns what stays when the part of one owner goes: a name, a place, a consent
KEY_FILE = re.compile(r"([0-9a-f-]{36})\.([0-9a-f]{24})")  # what else lies there is none of ours
MARK = "mark"
MOST_KEPT = 2_000  # subjects whose keys one process holds in memory


class KeysAway(Exception):
    """The key store can not be read or written now. Without it nothing is shown, and nothing is written unsealed."""


@dataclass(frozen=True)
class Subject:
    """Whom keys are about: of which sort, and who."""

    sort: str
    key: UUID


@dataclass(frozen=True)
class DataKey:
    name: bytes
    owner: UUID
    secret: bytes = field(repr=False)

    @cached_property
    def cipher(self) -> AESGCM:
        return AESGCM(self.secret)

    @cached_property
    def index(self) -> bytes:
        """What things are found with that are sealed: another key, from which this one can not be told."""
        return blake2s(self.secret, person=b"index", digest_size=LENGTH).digest()


Ring = dict[bytes, DataKey]
OF_THE_HOUSE = Subject("house", HOUSE)  # what must be found or kept before it is known about whom it is


@dataclass
class KeyStore:
    """The files under one folder. `masters` gives the master keys there are now, the one that wraps last."""

    folder: Path
    masters: Callable[[], Sequence[bytes]]
    kept: "OrderedDict[Subject, tuple[list[str], Ring]]" = field(default_factory=OrderedDict, repr=False)
    hand: Lock = field(default_factory=Lock, repr=False)

    def ring_of(self, subject: Subject) -> Ring:
        """All keys there are of one subject, by name. Looked at anew each time: what another process destroyed is gone here."""
        place = self.place_of(subject)
        names = self.names_in(place)
        with self.hand:
            kept = self.kept.get(subject)
            if kept is None or kept[0] != names:
                kept = self.kept[subject] = names, {key.name: key for key in self.read(place, names)}
                while len(self.kept) > MOST_KEPT:
                    self.kept.popitem(last=False)
            self.kept.move_to_end(subject)
        return kept[1]

    def key_for(self, subject: Subject, owner: UUID | None) -> DataKey:
        """The key with which what this owner writes about the subject is sealed; made where there is none."""
        owner = owner or HOUSE
        # They stand in the order of their names, so the last of an owner is its newest.
        newest = {key.owner: key for key in self.ring_of(subject).values()}.get(owner)
        return newest or self.make(subject, owner)

    def destroy(self, subject: Subject, owner: UUID | None = None, names: Collection[str] | None = None) -> list[str]:
        """Destroy the keys of a subject, those of one owner, or those of these names; their names, for the proof."""
        with self.alone():
            place = self.place_of(subject)
            gone = [name for name in self.names_in(place) if owner is None or name.startswith(f"{owner}.")]
            if names is not None:
                gone = [name for name in gone if name.split(".")[1] in names]
            try:
                # With what was left half-way of being written.
                half_way = list(place.glob(f".{owner or ''}*")) if names is None else []
                for file in [place / name for name in gone] + half_way:
                    file.unlink(missing_ok=True)
                if gone:
                    keep_on_disk(place)
            except OSError as error:
                raise KeysAway from error
        with self.hand:
            self.kept.pop(subject, None)
        return [each.split(".")[1] for each in gone]

    def names_of(self, subject: Subject, owner: UUID) -> list[str]:
        """By what names the keys of one owner are known."""
        return [name.split(".")[1] for name in self.names_in(self.place_of(subject)) if name.startswith(f"{owner}.")]

    def wrap_anew(self) -> int:
        """Every key of an owner under the newest master key, and every data key under a new key of its owner. How many.

        Meanwhile Rondom goes on: what is made while this runs is made under the new, or wrapped anew at the end.
        """
        with self.alone(lock="renewing", waits=False):
            old = {owner: self.generations_of(owner) for owner in self.owners()}
            new = {owner: self.make_owner(owner) for owner in old}
            count = 0
            for file in self.data_keys():
                with self.alone(is_shared=True):
                    count += self.wrap_one(file, new)
            with self.alone():
                count += sum(self.wrap_one(file, new) for file in self.data_keys())
                for owner, generations in old.items():
                    for name in generations:
                        self.owner_file(owner, name).unlink(missing_ok=True)
                for left in self.folder.glob("*/??/*/.*"):  # half-way of being written when the plug was pulled
                    left.unlink()
        return count

    def data_keys(self) -> list[Path]:
        return sorted(file for file in self.folder.glob("*/??/*/*.*") if KEY_FILE.fullmatch(file.name))

    def wrap_one(self, file: Path, new: dict[UUID, tuple[bytes, bytes]]) -> bool:
        generation = new.get(UUID(file.name.split(".")[0]))
        if generation is None or not file.exists() or read_whole(file)[:NAME] == generation[0]:
            return False
        write_whole(file, wrapped(*generation, self.unwrapped(file)))
        return True

    # ── how it is laid down ───────────────────────────────────────────────────────────────────────

    def place_of(self, subject: Subject) -> Path:
        key = str(subject.key)
        return Path(f"{self.folder}/{subject.sort}/{key[:2]}/{key}")

    def names_in(self, place: Path) -> list[str]:
        """The keys that lie in a folder; none where it is not there, as long as the store itself is."""
        try:  # asked at every door: as little as can be
            found = sorted(filter(KEY_FILE.fullmatch, os.listdir(place)))  # noqa: PTH208 — strings are quicker
        except FileNotFoundError:
            found = []
        except OSError as error:
            raise KeysAway from error
        if not found:
            self.must_be_there()
        return found

    def must_be_there(self) -> None:
        """No keys of somebody is one thing, no store at all another: also where only the place for it is left."""
        if not (self.folder / MARK).is_file():
            raise KeysAway(f"in {self.folder} is no key store")

    def read(self, place: Path, names: list[str]) -> Iterator[DataKey]:
        for each in names:
            owner, name = each.split(".")
            yield DataKey(bytes.fromhex(name), UUID(owner), self.unwrapped(place / each))

    def make(self, subject: Subject, owner: UUID) -> DataKey:
        """Two that make one at the same moment make two: each opens what it sealed."""
        key = secrets.token_bytes(LENGTH)
        with self.alone(is_shared=True):
            name = new_name(after=[name for name in self.names_in(self.place_of(subject)) if name.startswith(f"{owner}.")])
            generations = self.generations_of(owner)
            newest = (generations[-1], self.owner_key(owner, generations[-1])) if generations else self.make_owner(owner)
            write_whole(self.place_of(subject) / f"{owner}.{name.hex()}", wrapped(*newest, key))
        return DataKey(name, owner, key)

    @contextmanager
    def alone(self, *, lock: str = "lock", is_shared: bool = False, waits: bool = True) -> Iterator[None]:
        """While this lasts nobody else is; who shares it lets others share it too."""
        self.must_be_there()
        try:
            held = (self.folder / lock).open("ab")
            fcntl.flock(held, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | (0 if waits else fcntl.LOCK_NB))
        except OSError as error:
            raise KeysAway("the store can not be held, or somebody else is renewing it") from error
        with held:
            yield

    def owners(self) -> set[UUID]:
        return {UUID(name.split(".")[0]) for name in self.names_in(self.folder / "owners")}

    def generations_of(self, owner: UUID) -> list[bytes]:
        """The names of the keys of an owner, the newest last."""
        names = self.names_in(self.folder / "owners")
        return [bytes.fromhex(name.split(".")[1]) for name in names if name.startswith(f"{owner}.")]

    def owner_file(self, owner: UUID, name: bytes) -> Path:
        return self.folder / "owners" / f"{owner}.{name.hex()}"

    def owner_key(self, owner: UUID, name: bytes) -> bytes:
        laid = read_whole(self.owner_file(owner, name))
        master = {name_of(each): each for each in self.masters()}.get(laid[:NAME])
        if master is None:
            raise KeysAway("what is here was sealed under another master key")
        return unwrap(master, laid[NAME:])

    def make_owner(self, owner: UUID) -> tuple[bytes, bytes]:
        key, master = secrets.token_bytes(LENGTH), self.masters()[-1]
        name = new_name(after=[f"{owner}.{name.hex()}" for name in self.generations_of(owner)])
        write_whole(self.owner_file(owner, name), wrapped(name_of(master), master, key))
        return name, key

    def unwrapped(self, file: Path) -> bytes:
        owner = UUID(file.name.split(".")[0])
        try:
            laid = read_whole(file)
            return unwrap(self.owner_key(owner, laid[:NAME]), laid[NAME:])
        except KeysAway:  # wrapped anew while we looked
            laid = read_whole(file)
            return unwrap(self.owner_key(owner, laid[:NAME]), laid[NAME:])


@cache
def store_in(folder: Path, master: str, master_file: Path) -> KeyStore:
    def masters() -> Sequence[bytes]:
        said = master.encode() or read_whole(master_file)
        try:
            found = [bytes.fromhex(each.decode()) for each in said.split()]
        except ValueError as error:
            raise KeysAway("the master key is no master key") from error
        if not found or any(len(each) != LENGTH for each in found):
            raise KeysAway("the master key is no master key")
        return found

    return KeyStore(folder, masters)


def begin() -> bool:
    """Lay a store where there is none yet, and make a master key where none was given. Whether it was laid."""
    if (settings.KEYS / MARK).is_file():
        return False
    if not settings.MASTER_KEY:
        write_whole(settings.MASTER_KEY_FILE, secrets.token_hex(LENGTH).encode(), is_first=True)
    write_whole(settings.KEYS / MARK, b"the key store of Rondom\n")
    return True


def store() -> KeyStore:
    """The key store of this house."""
    return store_in(settings.KEYS, settings.MASTER_KEY, settings.MASTER_KEY_FILE)


def new_name(after: Sequence[str] = ()) -> bytes:
    """A name that comes after those that there are, also where the clock was set back."""
    last = max((moment_of(name.split(".")[1]) for name in after), default=-1)
    return max(time_ns() // 1_000_000, last + 1).to_bytes(MOMENT, "big") + secrets.token_bytes(NAME - MOMENT)


def moment_of(name: str) -> int:
    """When the key of this name was made, in milliseconds of the epoch."""
    return int(name[: 2 * MOMENT], 16)


def name_of(master: bytes) -> bytes:
    """By what a master key is known: it tells nothing of the key."""
    return blake2s(master, digest_size=NAME).digest()


def unwrap(wrapping: bytes, laid: bytes) -> bytes:
    try:
        return aes_key_unwrap(wrapping, laid)
    except InvalidUnwrap as error:
        raise KeysAway("a key in the store is not whole, or not of this master key") from error


def read_whole(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise KeysAway from error


def wrapped(name: bytes, wrapping: bytes, key: bytes) -> bytes:
    return name + aes_key_wrap(wrapping, key)


def write_whole(file: Path, laid: bytes, *, is_first: bool = False) -> None:
    """There whole or not at all, also where the plug is pulled: nothing is sealed with a key that is not on disk.

    Who wants to be the first leaves what another laid there meanwhile.
    """
    beside = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        make_folder(file.parent)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as laying:
            laying.write(laid)
            laying.flush()
            os.fsync(laying.fileno())
        if is_first:
            with suppress(FileExistsError):
                os.link(beside, file)
        else:
            beside.replace(file)
        keep_on_disk(file.parent)
    except OSError as error:
        raise KeysAway from error
    finally:
        beside.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    if not folder.exists():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True, mode=0o700)
        keep_on_disk(folder.parent)


def keep_on_disk(folder: Path) -> None:
    at = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(at)
    finally:
        os.close(at)
