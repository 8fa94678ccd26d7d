"""The questionnaires that come with Rondom. A desk begins with one of them and changes it as it likes."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"
SHIPPED = ("onze", "samenwerken", "ouders", "leerlingen")
EMPTY: dict[str, Any] = {"title": {"nl": "", "en": ""}, "intro": {"nl": "", "en": ""}, "items": []}


@cache
def shipped(name: str) -> dict[str, Any]:
    laid = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return {key: laid[key] for key in ("title", "intro", "items")}
