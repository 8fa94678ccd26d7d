"""Rondom as it is, with the pages of the peers beside it in the same process."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE as OURS

# Right behind the compression: a peer pays for no session, no gate and no database.
at = OURS.index("django.middleware.gzip.GZipMiddleware") + 1
MIDDLEWARE = [*OURS[:at], "bench.beside.peers", *OURS[at:]]
REQUESTS_A_MINUTE = 10**9
