"""Processes of Rondom that a test starts beside itself."""

import os
import tempfile
from pathlib import Path

SECRETS = ("RONDOM_KEYS", "RONDOM_MASTER_KEY", "RONDOM_RECORD_KEY", "RONDOM_ACCESS_KEY")
# Read once and kept, as on a machine in use: where nothing may be kept beside the code, each start would take seconds longer.
KEPT = Path(tempfile.gettempdir()) / f"rondom-bytecode-{os.getuid()}"


def surroundings(var: Path, url: str, **more: str) -> dict[str, str]:
    """Those of a house of its own: with none of the secrets of this one."""
    own = {name: value for name, value in os.environ.items() if name not in (*SECRETS, "PYTHONDONTWRITEBYTECODE")}
    kept = {"PYTHONPYCACHEPREFIX": str(KEPT), "DJANGO_SETTINGS_MODULE": "config.settings"}
    return {**own, **kept, "RONDOM_VAR": str(var), "DATABASE_URL": url, "RONDOM_DEMO": "on", **more}
