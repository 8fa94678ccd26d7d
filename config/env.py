"""Reading the surroundings: each environment variable is read once, in settings.py, through these."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    return text(name, "on" if default else "off").lower() in {"1", "on", "true", "yes"}


def number(name: str, default: int) -> int:
    given = text(name).strip()
    if given and not (given.isascii() and given.isdigit()):
        raise ImproperlyConfigured(f"{name} moet een heel getal zijn, en is: {given}")
    return int(given) if given else default


def words(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def secret(name: str, kept_in: Path) -> str:
    """The secret from the environment; else from its file, which is made at the first start.

    A file that only we may read keeps a fresh machine working with no variable set.
    """
    if given := text(name):
        return given
    if not kept_in.exists():
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        kept_in.touch(mode=0o600)
        kept_in.write_text(secrets.token_hex(32))
    return kept_in.read_text().strip()


def database(url: str, fallback: Path) -> dict[str, object]:
    """Django's settings for `postgres://user:password@host:port/name`, or for the built-in SQLite file."""
    if not url:
        return sqlite(fallback)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": dict(parse_qsl(parts.query)).get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": encrypted(parts.hostname or "", dict(parse_qsl(parts.query))),
    }


def encrypted(host: str, asked: dict[str, str]) -> dict[str, str]:
    """A database on another machine is asked over an encrypted line; `?sslmode=verify-full&sslrootcert=FILE` looks who it is."""
    is_here = host in {"", "localhost", "127.0.0.1", "::1"} or host.startswith("/")
    wanted = {} if is_here or asked.get("host", "").startswith("/") else {"sslmode": "require"}
    return {**wanted, **{name: value for name, value in asked.items() if name in {"sslmode", "sslrootcert"}}}


def keep_to_ourselves(file: Path) -> None:
    """Only we may read the database; the files that SQLite lays beside it get the same mode."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)
    for each in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        if each.exists() and each.stat().st_uid == os.geteuid():
            each.chmod(0o600)


def sqlite(file: Path) -> dict[str, object]:
    keep_to_ourselves(file)
    return {
        "ENGINE": "rondom.base.sqlite",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "TEST": {"NAME": ":memory:"},  # the tests know only Django's own SQLite by its name, and would lay files otherwise
        "OPTIONS": {
            # IMMEDIATE: without it a second writer fails at once, however long it would be willing to wait.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: what was acknowledged survives a pulled plug.
            # Recursive triggers: else INSERT OR REPLACE takes a line of the record away past the trigger that forbids it.
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            # Secure delete: what is destroyed is written over, however SQLite was built here.
            "PRAGMA recursive_triggers=ON;PRAGMA secure_delete=ON;",
        },
    }


def mail(url: str, kept_in: Path) -> dict[str, object]:
    """Django's settings for `smtp://name:password@host:587` (`smtps` for encrypted from the first byte), or for a folder."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": str(kept_in)}
    parts = urlsplit(url)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or 587,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }
