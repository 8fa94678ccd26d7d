"""Shared by the tests of meetings: one that is planned with a mother and a teacher, and who leads it."""

import pytest

from rondom.children.models import Role
from tests.meetings.table import ASKED, planned


@pytest.fixture
def meeting(world):
    return planned(world, *ASKED)


@pytest.fixture
def chair(world):
    return world.dossier(Role.CARE_COORDINATOR)
