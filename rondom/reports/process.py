"""Reckons in a process of its own, so that no page loads what counts and tests (decision 0038)."""

import json
import subprocess
import sys
from typing import Any

from django.conf import settings

LONGEST = 600  # seconds
REFUSED = (subprocess.CalledProcessError, subprocess.TimeoutExpired, OSError, ValueError)


class NotReckoned(Exception):
    """The process gave no sheets; why stands nowhere, since it could hold answers."""


def reckon(waves: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sheets of these waves, the oldest first. Raises NotReckoned."""
    command = [sys.executable, "-m", "rondom.reports.reckoning"]
    given = json.dumps(waves).encode()
    one_core = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PATH": "", "PYTHONPATH": str(settings.ROOT)}
    try:
        done = subprocess.run(  # noqa: S603 # nothing of it comes from a page
            command, input=given, capture_output=True, check=True, timeout=LONGEST, env=one_core, cwd=settings.ROOT
        )
        return list(json.loads(done.stdout))
    except REFUSED:
        raise NotReckoned from None
