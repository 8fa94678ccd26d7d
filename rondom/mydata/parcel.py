"""A ZIP that may be large: made on disk, part by part, in a form that nobody can read there; unlocked while it is sent.

Its key lives as long as the request that made it. Nothing readable stays behind, also not when the machine falls over.
"""

import io
import secrets
import tempfile
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.utils import timezone

BLOCK = 256 * 1024
MARKS = "sha256.txt"


class Locked(io.RawIOBase):
    """A file without a name that takes bytes in order and gives them back once, in order."""

    def __init__(self) -> None:
        self.file: Any = tempfile.TemporaryFile()  # noqa: SIM115 — it is open until all of it was sent
        self.cipher = Cipher(algorithms.AES(secrets.token_bytes(32)), modes.CTR(secrets.token_bytes(16)))
        self.lock, self.size = self.cipher.encryptor(), 0

    def writable(self) -> bool:
        return True

    def write(self, given: Any) -> int:
        content = bytes(given)
        self.file.write(self.lock.update(content))
        self.size += len(content)
        return len(content)

    def sent(self) -> Iterator[bytes]:
        unlock = self.cipher.decryptor()
        self.file.seek(0)
        try:
            while block := self.file.read(BLOCK):
                yield unlock.update(block)
        finally:
            self.file.close()


class Parcel:
    """What somebody takes along: files by name, each with the mark by which its receiver knows that it is whole."""

    def __init__(self) -> None:
        self.locked = Locked()
        self.zip = zipfile.ZipFile(self.locked, "w", zipfile.ZIP_DEFLATED)  # type: ignore[call-overload] # it only writes
        self.marks: list[tuple[str, str]] = []
        self.at = timezone.localtime().timetuple()[:6]

    def add(self, name: str, content: bytes) -> None:
        about = zipfile.ZipInfo(name, self.at)
        about.compress_type = zipfile.ZIP_DEFLATED
        about.external_attr = 0o644 << 16
        self.zip.writestr(about, content)
        self.marks.append((sha256(content).hexdigest(), name))

    def closed(self) -> Locked:
        """With a last file that `sha256sum -c` reads."""
        self.add(MARKS, "".join(f"{mark}  {name}\n" for mark, name in self.marks).encode())
        self.zip.close()
        return self.locked
