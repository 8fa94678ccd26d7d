"""A world that is laid once, and for each test a copy of it that may be spoilt."""

import pytest
from django.conf import settings

from tests.backups.houses import House, a_fresh_house, a_house


@pytest.fixture(scope="session")
def laid(tmp_path_factory):
    with a_house(tmp_path_factory.mktemp("laid") / "var") as house:
        done = house.run("-m", "tests.proofs.killing.laying", "2")
        assert done.returncode == 0, done.stderr
        yield house


@pytest.fixture
def house(laid, tmp_path):
    with a_house(tmp_path / "var", laid) as copied:
        (copied.var / "static").symlink_to(settings.STATIC_ROOT)
        yield copied


@pytest.fixture
def fresh(house: House, tmp_path):
    with a_fresh_house(tmp_path / "fresh", house) as made:
        yield made
