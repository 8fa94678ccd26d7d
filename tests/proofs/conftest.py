import pytest

from tests.proofs.walking import Circle, whole_circle


@pytest.fixture
def circle(world) -> Circle:
    return whole_circle(world)
