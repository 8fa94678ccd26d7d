"""What is in a backup and whether it is still what was written: a folder with a list, that is there whole or not at all."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from rondom.base.keys import keep_on_disk

FORMAT = 1
LIST = "manifest.json"
DATABASE, KEYS = "database", "keys"
PIECE = 1024 * 1024
STAMP = "%Y%m%d_%H%M%S"


class Doubtful(Exception):
    """Why nothing is made or put back; the text is for who stands at the machine."""


@dataclass
class Manifest:
    """The list of a backup: of what, when, up to which change of the database, how much, and each file by its hash."""

    of: str
    at: str
    engine: str = ""
    migrations: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.at)


def hash_of(file: Path) -> str:
    found = hashlib.sha256()
    with file.open("rb") as read:
        while piece := read.read(PIECE):
            found.update(piece)
    return found.hexdigest()


@contextmanager
def new_backup(place: Path, of: str) -> Iterator[tuple[Path, Manifest]]:
    """A folder to lay the files of a backup in. Afterwards it gets its list and its name; until then it is no backup."""
    now = timezone.localtime()
    name = f"rondom-{of}-{now:%Y%m%d-%H%M%S-%f}"
    beside = place / f".{name}.part"
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.mkdir(mode=0o700)
        manifest = Manifest(of=of, at=now.isoformat())
        yield beside, manifest
        for file in sorted(beside.iterdir()):
            manifest.files[file.name] = {"bytes": file.stat().st_size, "sha256": hash_of(file)}
            keep_file_on_disk(file)
        listed = beside / LIST
        listed.write_text(json.dumps(asdict(manifest), indent=1) + "\n", encoding="utf-8")
        keep_file_on_disk(listed)
        keep_on_disk(beside)
        beside.rename(place / name)
        keep_on_disk(place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def keep_file_on_disk(file: Path) -> None:
    file.chmod(0o600)
    with file.open("rb") as laid:
        os.fsync(laid.fileno())


def read_backup(folder: Path, of: str) -> Manifest:
    """The list of a backup, once every file in it was looked at byte by byte."""
    manifest = read_list(folder, of)
    if manifest.of != of:
        other = "sleutels" if manifest.of == KEYS else "de database"
        raise Doubtful(f"In {folder} zit een kopie van {other}. Geef de map van de andere kopie.")
    if not manifest.files:
        raise Doubtful(f"De kopie in {folder} is leeg. Neem een andere kopie.")
    for name, said in manifest.files.items():
        file = folder / name
        if "/" in name or not file.is_file():
            raise Doubtful(f"De kopie mist {name}. Neem een andere kopie.")
        if file.stat().st_size != said["bytes"]:
            raise Doubtful(f"{name} in de kopie is afgebroken of aangevuld. Neem een andere kopie.")
        if hash_of(file) != said["sha256"]:
            raise Doubtful(f"{name} in de kopie is veranderd sinds hij gemaakt is. Neem een andere kopie.")
    return manifest


def read_list(folder: Path, of: str = "") -> Manifest:
    try:
        said = json.loads((folder / LIST).read_text(encoding="utf-8"))
        if said["format"] != FORMAT:
            raise Doubtful(f"De kopie in {folder} is gemaakt door een andere versie van Rondom. Werk Rondom eerst bij.")
        manifest = Manifest(**said)
        known = all(isinstance(each["bytes"], int) and isinstance(each["sha256"], str) for each in manifest.files.values())
        if not known or manifest.made_at.tzinfo is None:
            raise ValueError
    except FileNotFoundError as error:
        newest = [found.name for found, manifest in backups_in(folder) if manifest.of == of][-1:]
        hint = f" Er liggen wel kopieën in, zoals {newest[0]}. Geef de map van één kopie." if newest else ""
        raise Doubtful(f"In {folder} is geen kopie van Rondom.{hint}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Doubtful(f"De lijst van de kopie in {folder} is niet te lezen. Neem een andere kopie.") from error
    return manifest


def backups_in(place: Path) -> Iterator[tuple[Path, Manifest]]:
    for folder in sorted(place.glob("rondom-*")) if place.is_dir() else []:
        with suppress(Doubtful):
            yield folder, read_list(folder)


def tidy(place: Path, of: str, days: int) -> int:
    """Backups of this kind that lie here longer than they may, go; how many."""
    limit = timezone.now() - timedelta(days=days)
    old = [folder for folder, manifest in backups_in(place) if manifest.of == of and manifest.made_at < limit]
    for folder in old:
        shutil.rmtree(folder)
    return len(old)


def moment_in(stamp: str) -> datetime | None:
    """The moment that stands in a name of ours; no other name is of ours."""
    try:
        return timezone.make_aware(datetime.strptime(stamp, STAMP))
    except ValueError:
        return None


def disk_of(place: Path) -> int:
    """The disk on which a folder lies, or will lie."""
    while not place.exists():
        place = place.parent
    return place.stat().st_dev
