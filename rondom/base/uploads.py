"""What comes in as a file: which kinds there are, what is looked at before one is kept, and how it goes out (decision 0029).

Three kinds come in: a picture, a voice and a timeline file. Of none is a byte kept as it came: a picture is drawn anew or taken
apart, a voice is taken apart, a timeline file is read into cards. A name that somebody gave a file is looked at and never kept.
"""

import re
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from logging import getLogger
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext as _

from rondom.base.actions import NotYet, refuse_if

log = getLogger(__name__)


@dataclass(frozen=True)
class Kind:
    """A kind of file that comes in: how its name may end, what the browser may call it, and how large it may be."""

    endings: tuple[str, ...]
    types: tuple[str, ...]
    most_bytes: int


# A canvas and a recorder give a file whatever name; a person's own file ends as its kind does.
PICTURE = Kind((".png", ".jpg", ".jpeg", ".webp"), ("image/png", "image/jpeg", "image/webp"), 2_400_000)
VOICE = Kind((".webm", ".ogg", ".oga", ".opus", ".m4a", ".mp4"), ("audio/", "video/webm", "video/mp4"), 1_500_000)
STORY = Kind((".json",), ("application/json", "text/plain"), 2_000_000)
# Where a browser knows no kind it says this, or nothing.
UNSAID = ("application/octet-stream", "text/plain", "")


def why_not_take(kind: Kind, file: UploadedFile) -> str | None:
    """What can be said of a file before a byte of it is read."""
    name, said = file.name or "", (file.content_type or "").lower()
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if (ending and ending not in kind.endings) or not (said in UNSAID or said.startswith(kind.types)):
        return _("Dit soort bestand kan Rondom niet bewaren. Kies een ander bestand.")
    return None


def received(kind: Kind, file: UploadedFile) -> bytes:
    """The bytes of a file that somebody sent, once nothing speaks against it; what they are is for who takes them apart.

    One byte more than allowed is enough to know that it is too large; who keeps it says so in its own words.
    """
    refuse_if(why_not_take(kind, file))
    content: bytes = file.read(kind.most_bytes + 1)
    if len(content) <= kind.most_bytes:
        look_for_viruses(content)
    return content


# ── viruses ───────────────────────────────────────────────────────────────────────────────────────
WAITS = 10.0
PIECE = 64 * 1024


def look_for_viruses(content: bytes) -> None:
    """Ask the scanner, where there is one. One that should be there and is not, lets nothing in."""
    if not settings.CLAMD:
        return
    try:
        answer = scanner_says(settings.CLAMD, content)
    except (OSError, ValueError) as error:
        log.error("the scanner for viruses could not be asked", exc_info=error)
        answer = ""
    if answer == "stream: OK":
        return
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        log.warning("the scanner found something in a file")
        refuse_if(_("In dit bestand zit iets wat computers ziek maakt. Rondom bewaart het niet."))
    raise NotYet(_("Wij kunnen nu niet nakijken of dit bestand veilig is. Het is nog niet bewaard. Probeer het straks opnieuw."))


def scanner_says(where: str, content: bytes) -> str:
    """What clamd answers to INSTREAM: pieces with their length before them, and one of length nought."""
    with reached(where) as line:
        line.sendall(b"zINSTREAM\0")
        for at in range(0, len(content), PIECE):
            piece = content[at : at + PIECE]
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < 1000:
            more = line.recv(1000)
            if not more:
                break
            answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def reached(where: str) -> socket.socket:
    """A line to the scanner: the path of its socket, or `host:port`."""
    if where.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(WAITS)
        try:
            line.connect(where)
        except OSError:
            line.close()
            raise
        return line
    parts = urlsplit(f"//{where}")
    return socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 3310), WAITS)


# ── going out ─────────────────────────────────────────────────────────────────────────────────────
# What came in from outside may do nothing at all where it is shown, and opened by itself it is saved instead of shown.
HARMLESS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Encoding": "identity",  # not packed: a part of it is asked for by its place
    "Accept-Ranges": "bytes",
}


def served(
    size: int, bytes_of: Callable[[int, int], bytes], media_type: str, name: str, *, asked: str = "", only_if: str = ""
) -> HttpResponse:
    """A file of `size` bytes as it is, or the part that a player asks for (RFC 9110, 14); only what goes out is read.

    `bytes_of` gives the bytes from one to another, both included. The name is ours, never what somebody called the file.
    No mark is given by which a part could be joined to an older one; who asks only if it is still the same gets the whole.
    """
    headers = {**HARMLESS, "Content-Disposition": f'attachment; filename="{name}.{media_type.partition("/")[2]}"'}
    part = None if only_if else part_of(asked, size)
    if part is None:
        return HttpResponse(bytes_of(0, size - 1), content_type=media_type, headers=headers)
    if not part:
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    return HttpResponse(bytes_of(part.start, part.stop - 1), status=206, content_type=media_type, headers=headers)


def part_of(asked: str, size: int) -> range | None:
    """Which bytes are asked for: an empty range where there are none such, None for the whole.

    More parts at once, or what makes no sense, may be passed over; then the whole is the answer.
    """
    wanted = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", asked.replace(" ", ""))
    if wanted is None or not (wanted[1] or wanted[2]):
        return None
    if not wanted[1]:  # so many from the end
        return range(max(0, size - int(wanted[2])), size)
    first, last = int(wanted[1]), int(wanted[2] or size - 1)
    if wanted[2] and last < first:
        return None
    return range(first, max(first, min(last + 1, size)))
