"""Copies of the key store: what lies there is wrapped with the master key, and the master key itself is never with it."""

import ctypes
import os
import secrets
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils import timezone

from rondom.base.keys import LENGTH, MARK, KeysAway, KeyStore, keep_on_disk, make_folder, store, write_whole
from rondom.home.backups.manifest import KEYS, STAMP, Doubtful, moment_in, read_backup

PACKED, SEALED = "keys.tar", "secrets.sealed"
NONCE = 12
# The record is proven with the one, the ways in of people are sealed with the other.
SECRETS = {"record.key": "RECORD_KEY", "access.key": "ACCESS_KEY"}
AT_CURRENT_FOLDER, EXCHANGE = -100, 2


def copy_keys(folder: Path) -> dict[str, int]:
    """All keys of one moment: meanwhile none is destroyed and none is wrapped anew."""
    here, count = store(), 0
    nobody_renews, nobody_destroys = here.alone(lock="renewing", is_shared=True), here.alone(is_shared=True)
    with nobody_renews, nobody_destroys, tarfile.open(folder / PACKED, "w") as packed:
        for file in files_of(here):
            packed.add(file, arcname=str(file.relative_to(here.folder)), recursive=False)
            count += 1
    for name, setting in SECRETS.items():
        sealed = sealed_with_master(here, name, str(getattr(settings, setting)).encode())
        (folder / f"{name}.sealed").write_bytes(sealed)
    return {"keys": count}


def files_of(here: KeyStore) -> Iterator[Path]:
    yield here.folder / MARK
    owners = here.folder / "owners"
    yield from (owners / name for name in here.names_in(owners))
    yield from here.data_keys()


def cipher_of(master: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), LENGTH, salt=None, info=b"rondom: secrets in a backup of keys").derive(master))


def sealed_with_master(here: KeyStore, name: str, plain: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + cipher_of(here.masters()[-1]).encrypt(nonce, plain, name.encode())


def opened_with_master(here: KeyStore, name: str, laid: bytes) -> bytes:
    for master in here.masters():
        with suppress(InvalidTag):
            return cipher_of(master).decrypt(laid[:NONCE], laid[NONCE:], name.encode())
    raise KeysAway(name)


def restore_keys(folder: Path, now: datetime, *, over: bool) -> str:
    """Put a copy of the keys in the place of the store, after every key in it was tried. Whole, or not at all."""
    read_backup(folder, KEYS)
    if not over and store_is_used():
        raise Doubtful(f"In {settings.KEYS} liggen al sleutels. Met --over komen die uit de kopie ervoor in de plaats.")
    make_folder(settings.KEYS.parent)
    beside = settings.KEYS.with_name(f".{settings.KEYS.name}.beside")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir(mode=0o700)
        count = unpack(folder / PACKED, beside)
        laid = KeyStore(beside, store().masters)
        try:
            for key in laid.data_keys():
                laid.unwrapped(key)
            told = {name: opened_with_master(laid, name, (folder / f"{name}.sealed").read_bytes()) for name in SECRETS}
        except KeysAway as error:
            raise Doubtful("Deze sleutels horen bij een andere hoofdsleutel. Zet eerst de hoofdsleutel van toen neer.") from error
        for name, secret in told.items():
            if not os.environ.get(f"RONDOM_{SECRETS[name]}"):
                write_whole(settings.VAR / "keys" / name, secret)
        kept = put_in_place(beside, now)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    said = f"{count} sleutels teruggezet in {settings.KEYS}."
    return f"{said} Wat er lag, staat nog in {kept}." if kept else said


def store_is_used() -> bool:
    return any(settings.KEYS.glob("*/??/*/*.*")) if settings.KEYS.exists() else False


def unpack(packed: Path, beside: Path) -> int:
    """Each file is written anew, with our own rights; a name that leads elsewhere is none of ours."""
    count = 0
    with tarfile.open(packed) as taken:
        for member in taken:
            held = taken.extractfile(member) if member.isfile() else None
            target = (beside / member.name).resolve()
            if held is None or not target.is_relative_to(beside.resolve()):
                raise Doubtful("In de kopie van de sleutels zit iets dat er niet hoort. Neem een andere kopie.")
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as laid:
                laid.write(held.read())
            os.utime(target, (member.mtime, member.mtime))  # which key of an owner is the newest is told by its time
            count += target.name != MARK
    os.sync()  # all at once: a flush for each of a hundred thousand keys would take half an hour
    return count


def put_in_place(beside: Path, now: datetime) -> str:
    here, kept = settings.KEYS, settings.KEYS.with_name(f"{settings.KEYS.name}.before-{now.strftime(STAMP)}")
    if not here.exists():
        beside.rename(here)
        keep_on_disk(here.parent)
        return ""
    if exchanged(beside, here):
        beside.rename(kept)
    else:  # a system that knows no exchange: for a moment there is no store, which is said and harms nothing
        here.rename(kept)
        beside.rename(here)
    keep_on_disk(here.parent)
    return str(kept)


def tidy_stores(days: int) -> int:
    """Stores that made way for a copy keep alive what was destroyed since: they go as the copies do."""
    here, limit = settings.KEYS, timezone.now() - timedelta(days=days)
    before = f"{here.name}.before-"
    old = [
        folder
        for folder in here.parent.glob(f"{before}*")
        if (since := moment_in(folder.name.removeprefix(before))) and since < limit
    ]
    for folder in old:
        shutil.rmtree(folder)
    return len(old)


def exchanged(one: Path, other: Path) -> bool:
    """Two folders get each other's name in one step, where the system can."""
    try:
        swap = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return swap(AT_CURRENT_FOLDER, os.fsencode(one), AT_CURRENT_FOLDER, os.fsencode(other), EXCHANGE) == 0
