"""Lays a house with a word of its own in every personal field, in a process of its own; prints the words."""

import json
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402

from rondom.base.seal import all_laid_out  # noqa: E402
from rondom.home.demo import lay_world  # noqa: E402
from tests.conftest import World  # noqa: E402
from tests.proofs.canaries import let_loose  # noqa: E402
from tests.proofs.walking import whole_circle  # noqa: E402
from tests.tables import lay_tables  # noqa: E402


def main() -> dict[str, list[str]]:
    lay_tables()
    with all_laid_out(), transaction.atomic():
        birds = let_loose(whole_circle(World(lay_world()))).birds
    # The place of a school is of nobody: that must be found wherever anything can be.
    return {"sealed": sorted(birds), "plain": ["Delft"]}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main()))
