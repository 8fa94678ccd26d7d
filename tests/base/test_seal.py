"""Who has the laptop but not the door gets nothing: text about people is sealed, each child with keys of its own."""

import shutil
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection, transaction

from rondom.base.keys import KeysAway, KeyStore, Subject, store
from rondom.base.models import Model
from rondom.base.scope import NotLetIn
from rondom.base.seal import (
    CHILD,
    PERSON,
    Broken,
    NotOpened,
    Sealed,
    lay_out,
    nothing_laid_out,
    one_text,
    open_column,
    opened,
    sealed,
    whose,
)
from rondom.cards.models import CardVersion, Writing
from rondom.children.dossier import house_dossier, open_dossier
from rondom.children.models import Authority, Child, Coordinator, Place, Role
from tests.proofs.canaries import let_loose
from tests.proofs.walking import Circle, whole_circle


@pytest.fixture
def circle(world) -> Circle:
    return whole_circle(world)


def raw(row: Model, column: str):
    with connection.cursor() as cursor:
        key = row._meta.pk.get_db_prep_value(row.pk, connection)
        cursor.execute(f"select {column} from {row._meta.db_table} where id = %s", [key])
        return cursor.fetchone()[0]


@pytest.fixture
def version(world) -> CardVersion:
    return CardVersion.objects.filter(card__child=world.noor, card__voice__letter="M").first()


def test_a_row_that_came_past_the_door_shows_nothing(world, version):
    with nothing_laid_out():
        taken = CardVersion.objects.get(pk=version.pk)
        with pytest.raises(NotOpened):
            _ = taken.words
        with pytest.raises(NotOpened):
            str(CardVersion.objects.values_list("words", flat=True).get(pk=version.pk))
        with pytest.raises(NotOpened):
            _ = Child.objects.get(pk=world.noor.pk).name
        open_dossier(world.person(Role.MOTHER), world.noor.pk)
        assert CardVersion.objects.get(pk=version.pk).words["text"]


def test_the_door_of_one_child_opens_nothing_of_another(world):
    with nothing_laid_out():
        open_dossier(world.person(Role.MOTHER), world.noor.pk)
        assert Child.objects.get(pk=world.noor.pk).name
        with pytest.raises(NotOpened):
            _ = Child.objects.get(pk=world.other.pk).name
        with pytest.raises(NotOpened):
            _ = CardVersion.objects.filter(card__child=world.other).first().words


def test_whom_the_door_refuses_finds_no_key(world):
    with nothing_laid_out():
        with pytest.raises(NotLetIn):
            open_dossier(world.stranger, world.noor.pk)
        with pytest.raises(NotOpened):
            _ = Child.objects.get(pk=world.noor.pk).name


def test_a_desk_that_may_read_one_text_reads_that_text_alone(version):
    with nothing_laid_out():
        taken, beside = CardVersion.objects.get(pk=version.pk), CardVersion.objects.get(pk=version.pk)

        assert one_text(taken, "words")["text"]
        with pytest.raises(NotOpened):
            _ = beside.words


def test_what_was_moved_to_another_row_or_column_is_broken(world, version):
    other = CardVersion.objects.filter(card__child=world.noor).exclude(pk=version.pk).exclude(words="").first()
    with connection.cursor() as cursor:
        moved = [raw(version, "words"), other._meta.pk.get_db_prep_value(other.pk, connection)]
        cursor.execute(f"update {other._meta.db_table} set words = %s where id = %s", moved)

    with pytest.raises(Broken):
        _ = CardVersion.objects.get(pk=other.pk).words


@pytest.mark.parametrize(("at", "hears"), [(0, Broken), (5, NotOpened), (16, Broken), (30, Broken), (-1, Broken), (None, Broken)])
def test_one_byte_that_changed_is_heard(world, version, at, hears):
    field = CardVersion._meta.get_field("words")
    laid = bytearray(field.taken_up(Sealed(raw(version, "words"))))
    with nothing_laid_out():
        open_dossier(world.person(Role.MOTHER), world.noor.pk)
        assert open_column(CardVersion, "words", Sealed(field.laid_down(bytes(laid))), version.pk)
        if at is None:
            laid = laid[:18]
        else:
            laid[at] ^= 1
        with pytest.raises(hears):
            open_column(CardVersion, "words", Sealed(field.laid_down(bytes(laid))), version.pk)


def test_what_was_moved_to_another_table_is_broken(world, version):
    lay_out(world.noor.pk)
    with pytest.raises(Broken):
        open_column(Writing, "words", Sealed(raw(version, "words")), version.pk)


def test_what_another_process_writes_meanwhile_with_a_new_key_opens_too(world):
    """The door was opened before somebody else wrote for an owner of whom there was no key yet."""
    mine = KeyStore(settings.KEYS, store().masters)
    with nothing_laid_out():
        open_dossier(world.person(Role.MOTHER), world.noor.pk)
        key = mine.key_for(Subject(CHILD, world.noor.pk), uuid4())
        written = sealed(key, b"later", "elsewhere 1")
        assert opened(written, "elsewhere 1") == b"later"


def test_what_is_said_above_the_next_page_lies_sealed_in_the_session(world, as_person):
    coordinator = as_person(world.person(Role.CARE_COORDINATOR))
    place = Place.objects.filter(child=world.noor, role=Role.YOUTH_WORKER).select_related("person").first()
    coordinator.post(f"/kinderen/{world.noor.pk}/kring/{place.pk}/aanspreekpunt/", {"introduction": "Zij kent u al lang."})

    kept = coordinator.session["_messages"]
    assert set(kept) == {"sealed"}
    name = place.person.name
    assert name not in str(dict(coordinator.session))
    assert f"{name} is nu het aanspreekpunt" in coordinator.get(f"/kinderen/{world.noor.pk}/kring/").text


def test_a_change_stays_when_the_keys_go_away_right_after_it(world, as_person, monkeypatch):
    """What is said above the next page can not be sealed then: it is not said, and nobody is told that it went wrong."""
    coordinator, key_for = as_person(world.person(Role.CARE_COORDINATOR)), KeyStore.key_for
    place = Place.objects.filter(child=world.noor, role=Role.YOUTH_WORKER).select_related("person").first()

    def gone_for_messages(keys, subject, owner):
        if subject.sort == PERSON:
            raise KeysAway
        return key_for(keys, subject, owner)

    monkeypatch.setattr(KeyStore, "key_for", gone_for_messages)
    answer = coordinator.post(
        f"/kinderen/{world.noor.pk}/kring/{place.pk}/aanspreekpunt/", {"introduction": "Zij kent u al lang."}
    )

    assert answer.status_code == 302
    monkeypatch.undo()
    assert Coordinator.objects.get(child=world.noor, until__isnull=True).place_id == place.pk


def test_nothing_is_found_or_written_by_what_is_sealed(version):
    for ask in (
        lambda: CardVersion.objects.filter(words__text="x"),
        lambda: Child.objects.filter(name="Noor"),
        lambda: Child.objects.filter(name__icontains="Noor"),
    ):
        with pytest.raises(FieldError, match="is sealed"):
            ask()
    with pytest.raises(FieldError, match="is sealed"), transaction.atomic():
        Child.objects.update(name="Anders")
    assert CardVersion.objects.filter(pk=version.pk).exclude(words="").exists(), "whether there is anything may be asked"


def test_what_was_never_asked_for_is_written_back_as_it_stood(version):
    before = raw(version, "words")
    taken = CardVersion.objects.get(pk=version.pk)
    taken.face = "good"
    with nothing_laid_out():
        taken.save()

    assert raw(version, "words") == before


def test_each_owner_has_a_key_of_its_own_and_each_sealing_another_nonce(world):
    house = house_dossier(world.noor)
    keys = {whose(row) for row in CardVersion.objects.filter(card__child=world.noor).select_related("card")}
    version = CardVersion.objects.filter(card__child=world.noor).first()
    one = raw(version, "words")
    version.words = dict(version.words)
    version.save()

    assert len({owner for _subject, owner in keys}) >= 3, "school, help and family"
    assert {subject for subject, _owner in keys} == {Subject(CHILD, house.child.pk)}
    assert raw(version, "words") != one


@pytest.fixture
def copied_keys(settings, tmp_path) -> None:
    """Keys that may be destroyed: those of all tests stay where they are."""
    shutil.copytree(settings.KEYS, tmp_path / "copied")
    settings.KEYS = tmp_path / "copied"


def test_with_its_keys_a_child_is_gone_from_every_copy(world, version, copied_keys):
    subject = Subject(CHILD, world.noor.pk)
    gone = store().destroy(subject)

    assert len(gone) >= 3
    assert store().ring_of(subject) == {}
    with nothing_laid_out(), pytest.raises(NotOpened):
        open_dossier(world.person(Role.MOTHER), world.noor.pk)
        _ = CardVersion.objects.get(pk=version.pk).words


def test_without_the_key_store_there_is_a_kind_page_and_nothing_is_written(world, as_person, settings, tmp_path):
    mother = as_person(world.person(Role.MOTHER))
    settings.KEYS = tmp_path / "gone"
    before = CardVersion.objects.count(), Writing.objects.count()

    answer = mother.get(f"/kinderen/{world.noor.pk}/lijst/")
    assert answer.status_code == 503
    assert "Noor" not in answer.text
    assert "Probeer het later" in answer.text
    assert "wie er kijkt" not in answer.text, "that is another reason"
    answer = mother.post(f"/kinderen/{world.noor.pk}/kaartjes/nieuw/", {"kind": "help"})
    assert answer.status_code == 503
    assert (CardVersion.objects.count(), Writing.objects.count()) == before


def test_no_word_that_stands_in_the_database_can_be_read_there(circle):
    """Each row of each table, as it would lie in a stolen file, a dump or a backup. Mail addresses are not sealed yet."""
    aviary = let_loose(circle)
    found, rows = {}, 0
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'select * from "{table}"')
            for row in cursor.fetchall():
                rows += 1
                said = " ".join(as_it_lies(each) for each in row)
                found |= {word: table for word in aviary.heard(said) if not aviary.birds[word][0].startswith("address of")}

    assert len(aviary.birds) > 500
    assert rows > 1000
    assert found == {}


def as_it_lies(value) -> str:
    return bytes(value).decode("latin1") if isinstance(value, bytes | memoryview) else str(value)


def test_only_these_open_what_no_door_opened():
    """Everything: who finds a child by name at the command line, and who tries whether a backup opens, with nobody in. One text:
    the log manager, of a question put to that desk; the birth date, by which the door decides; the address of a letter; of a
    request about data what who answers needs."""
    used = {
        (path.relative_to(settings.ROOT / "rondom").as_posix(), name)
        for path in (settings.ROOT / "rondom").rglob("*.py")
        for name in ("all_laid_out(", "one_text(")
        if name in path.read_text(encoding="utf-8") and path.name != "seal.py"
    }

    paths = ("children/oversight.py", "children/access.py", "base/letters.py", "mydata/pages.py")
    one = {(path, "one_text(") for path in paths}
    all_of_it = {(path, "all_laid_out(") for path in ("timeline/management/child.py", "home/backups/restoring.py")}
    assert used == {*all_of_it, *one}


def test_the_clock_lays_out_what_it_needs_itself(world, capsys):
    """Who looks at the dossier of an own child is found by name, with no door open."""
    open_dossier(world.person(Role.CARE_COORDINATOR), world.noor.pk)

    call_command("every_hour")

    assert "steekproeven" in capsys.readouterr().out


def test_a_birth_date_stands_in_no_other_column_either(world):
    """Who holds authority from birth holds it from a day that would tell it. When a card happened stands as it is (0023)."""
    born = world.noor.birth_date.isoformat()
    held = Authority.objects.filter(place__child=world.noor)
    assert held.filter(since=None).exists()

    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'select * from "{model._meta.db_table}"')
            found += [model._meta.label for row in cursor.fetchall() for value in row if born in as_it_lies(value)]

    assert set(found) <= {"cards.CardVersion"}
