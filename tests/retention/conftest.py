"""A copy of the key store and a journal of its own for each test: what is destroyed in one is there again for the next."""

import shutil

import pytest


@pytest.fixture(autouse=True)
def _own_copies(settings, tmp_path, request):
    if "django_db_setup" in request.fixturenames or "db" in request.fixturenames:
        request.getfixturevalue("django_db_setup")
    if settings.KEYS.exists():
        shutil.copytree(settings.KEYS, tmp_path / "store")
        settings.KEYS = tmp_path / "store"
    settings.FORGOTTEN = tmp_path / "forgotten.jsonl"
