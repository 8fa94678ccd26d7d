"""`make bench`: every measurement once, printed and written to var/bench.json."""

import json
import os
import shutil
import sys
from pathlib import Path

from bench.pages import measure_pages
from bench.serving import served


def main() -> None:
    found = {"database": "postgres" if os.environ.get("DATABASE_URL") else "sqlite"}
    if shutil.which("wrk"):
        found["pages a second, 30 streams open"] = {shape: served(shape) for shape in ("threads", "asgi", "threads", "asgi")}
    found["pages"] = measure_pages()
    result = json.dumps(found, indent=1)
    Path("var/bench.json").write_text(result + "\n", encoding="utf-8")
    sys.stdout.write(result + "\n")


main()
