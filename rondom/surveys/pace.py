"""How fast answers come in by a link that many share, so that one that got about does not fill a wave.

It is counted in the memory of this process and nowhere else: a row with a moment would tell when somebody answered. After a
restart the count begins anew, which costs nothing: how much a wave holds in all is counted apart.
"""

import time
from collections import OrderedDict
from threading import Lock

from django.utils.translation import gettext as _

# So many may come in at once: all who were invited, twice over, and a full hall beside that. Each hour as many may follow.
AT_ONCE, TIMES, HOUR = 120, 2, 3600
MOST_LINKS = 10_000
_left: OrderedDict[str, tuple[float, float]] = OrderedDict()
_lock = Lock()


def room_for(invited: int) -> int:
    """How many answers one shared link takes at once, by how many were invited by it."""
    return AT_ONCE + TIMES * invited


def why_not_so_fast(link: str, invited: int) -> str | None:
    """Count one answer by this link; a sentence where more came in than any school sends. `link`: what it is known by."""
    most, now = room_for(invited), time.monotonic()
    with _lock:
        left, at = _left.pop(link, (float(most), now))
        left = min(most, left + (now - at) * most / HOUR)
        is_room = left >= 1
        _left[link] = (left - 1 if is_room else left, now)
        while len(_left) > MOST_LINKS:
            _left.popitem(last=False)
    if is_room:
        return None
    return _("Er komen nu heel veel antwoorden binnen. Laat deze bladzijde open, en stuur het over een kwartier nog eens.")


def forget_all() -> None:
    """Begin counting anew."""
    with _lock:
        _left.clear()
