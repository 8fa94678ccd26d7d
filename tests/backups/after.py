"""What a house may do right after a backup was put back, for tests."""

from rondom.people.models import Organisation


def renames() -> None:
    Organisation.objects.update(municipality="Hersteld")


def fails() -> None:
    raise RuntimeError("what was destroyed could not be destroyed again")
