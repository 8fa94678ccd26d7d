"""Length counts, not the mix of signs; what everyone tries first does not do."""

import csv
from pathlib import Path

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher

from config import settings as ours
from rondom.base.actions import Refused
from rondom.children.models import Role
from rondom.people.actions import drop_password, set_password
from rondom.people.rules import why_not_password

ROWS = list(csv.DictReader((Path(__file__).parent / "passwords.csv").open(encoding="utf-8")))
OWN = ["Fatima El Amrani", "moeder", "Basisschool De Wilg"]


def test_the_table_has_two_hundred_passwords():
    assert len(ROWS) >= 200


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["password"][:30])
def test_each_password_of_the_table_does_or_does_not_do(row):
    alone = why_not_password(row["password"], has_second_factor=False, own_words=OWN) is None
    beside = why_not_password(row["password"], has_second_factor=True, own_words=OWN) is None

    assert (alone, beside) == (row["alone"] == "yes", row["beside"] == "yes")


def test_a_set_password_is_kept_by_argon2id(world, settings):
    settings.PASSWORD_HASHERS = ours.PASSWORD_HASHERS
    person = set_password(world.person(Role.MOTHER), password="paarse fiets zonder bel", session_key=None)

    assert person.password.startswith("argon2$argon2id$")
    assert type(get_hasher()) is Argon2PasswordHasher, "at its full cost, not at that of these tests"
    assert not drop_password(person, session_key=None).has_usable_password()


def test_own_name_and_own_school_do_not_do(world):
    teacher = world.person(Role.TEACHER)

    with pytest.raises(Refused, match="makkelijk"):
        set_password(teacher, password=f"{teacher.name} De Wilg 2026!", session_key=None)
