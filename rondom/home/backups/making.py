"""Making backups: of the database, and apart from it of the keys."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings

from rondom.base.keys import KeysAway
from rondom.base.reseal import NEEDED_FOR
from rondom.home.backups.databases import this_database
from rondom.home.backups.key_copies import copy_keys, tidy_stores
from rondom.home.backups.manifest import DATABASE, KEYS, Doubtful, backups_in, disk_of, new_backup, tidy

MOST_DAYS_OF_KEYS = 30


@dataclass
class Made:
    """What came of it, for who stands at the machine."""

    said: list[str]
    warnings: list[str]


def make_backups(place: Path | None, place_of_keys: Path | None) -> Made:
    made = Made([], [])
    with told_kindly():
        if place is not None:
            days = days_of(DATABASE)
            made.said += [back_up_database(place), *gone(place, DATABASE, days), *tidy_beside(days)]
        if place_of_keys is not None:
            days = days_of(KEYS)
            made.said += [back_up_keys(place_of_keys), *gone(place_of_keys, KEYS, days)]
            tidy_stores(days)
            made.warnings += too_near(place, place_of_keys)
    return made


def back_up_database(place: Path) -> str:
    database = this_database()
    with new_backup(place, DATABASE) as (folder, manifest):
        manifest.engine = database.vendor
        database.copy_into(folder, manifest)
    return f"Database bewaard in {place}: {sum(manifest.rows.values())} rijen, {size_of(manifest.files)}."


def back_up_keys(place: Path) -> str:
    with new_backup(place, KEYS) as (folder, manifest):
        manifest.rows = copy_keys(folder)
    return f"Sleutels bewaard in {place}: {manifest.rows['keys']}. De hoofdsleutel zit er niet bij; bewaar die ergens anders."


def size_of(files: dict[str, dict[str, int]]) -> str:
    return f"{sum(each['bytes'] for each in files.values()) / 1_000_000:.1f} MB"


def gone(place: Path, of: str, days: int) -> list[str]:
    count = tidy(place, of, days)
    return [f"{count} van langer dan {days} dagen geleden weggehaald."] if count else []


def tidy_beside(days: int) -> list[str]:
    count = this_database().tidy(days)
    return [f"{count} oude databases van vóór een terugzetten weggehaald."] if count else []


def days_of(of: str) -> int:
    """How long copies stay. Of keys never longer than thirty days, for in them lives what was destroyed here (R85); of the
    database never longer than keys are kept that only a backup needs (`NEEDED_FOR`)."""
    asked, name, most, what = {
        KEYS: (settings.KEY_BACKUP_DAYS, "RONDOM_KEY_BACKUP_DAYS", MOST_DAYS_OF_KEYS, "sleutels"),
        DATABASE: (settings.BACKUP_DAYS, "RONDOM_BACKUP_DAYS", NEEDED_FOR.days, "de database"),
    }[of]
    if not 0 < asked <= most:
        raise Doubtful(f"Kopieën van {what} blijven hooguit {most} dagen. Verander {name}.")
    return int(asked)


def too_near(place: Path | None, place_of_keys: Path) -> list[str]:
    """Who finds both finds everything."""
    near = "Let op: de kopie van de sleutels ligt"
    same = place is not None and (place.resolve() == place_of_keys.resolve())
    if same or any(manifest.of == DATABASE for _folder, manifest in backups_in(place_of_keys)):
        return [f"{near} in dezelfde map als een kopie van de database. Wie die map heeft, heeft bijna alles."]
    if disk_of(place_of_keys) in {disk_of(each) for each in (place, settings.VAR, settings.KEYS) if each is not None}:
        return [f"{near} op dezelfde schijf als de database of een kopie ervan. Leg haar op een andere plek."]
    return []


@contextmanager
def told_kindly() -> Iterator[None]:
    """What goes wrong with disks and databases, said so that somebody can do something about it."""
    try:
        yield
    except KeysAway as error:
        raise Doubtful("De sleutelkast of de hoofdsleutel is er niet of past er niet bij. Er is niets veranderd.") from error
    except OSError as error:
        raise Doubtful(f"{REASONS.get(error.errno or 0, 'De schijf werkt niet mee.')} Er is niets veranderd.") from error
    except (sqlite3.Error, psycopg.Error) as error:
        full = "full" in str(error)
        said = "De schijf is vol. Maak ruimte." if full else "De database is niet te lezen of te bereiken."
        raise Doubtful(f"{said} Er is niets veranderd.") from error


REASONS = {
    errno.ENOSPC: "De schijf is vol. Maak ruimte, of neem een andere plek.",
    errno.EDQUOT: "De schijf is vol. Maak ruimte, of neem een andere plek.",
    errno.EFBIG: "De schijf is vol. Maak ruimte, of neem een andere plek.",
    errno.EROFS: "Op deze schijf mag niet geschreven worden. Neem een andere plek.",
    errno.EACCES: "Deze gebruiker mag hier niet lezen of schrijven. Neem een andere plek, of geef dat recht.",
    errno.EPERM: "Deze gebruiker mag hier niet lezen of schrijven. Neem een andere plek, of geef dat recht.",
    errno.ENOTDIR: "Die plek is een bestand en geen map. Neem een map.",
    errno.EEXIST: "Die plek is een bestand en geen map. Neem een map.",
}
