"""The world, laid once for all tests; each test changes it inside its own transaction."""

import gc
import os
from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core.management import BaseCommand
from django.template import engines
from django.test import Client
from django.test.utils import override_settings
from django.utils import translation

from rondom.base.seal import all_laid_out, nothing_laid_out
from rondom.children.dossier import Dossier, open_dossier
from rondom.children.models import Child, Place, Role
from rondom.home.demo import World as Laid
from rondom.home.demo import lay_world
from rondom.people.models import Organisation, Person
from rondom.people.sessions import note_entry
from tests.proofs.killing.clusters import a_cluster, why_not

ASK = {"db", "transactional_db", "django_db_setup", "address", "empty_database", "cluster", "house"}


@dataclass(frozen=True)
class World:
    """Noor, her circle, another child and a stranger."""

    laid: Laid

    @property
    def noor(self) -> Child:
        return self.laid.noor

    @property
    def other(self) -> Child:
        return self.laid.other

    @property
    def stranger(self) -> Person:
        return self.laid.stranger

    @property
    def school(self) -> Organisation:
        return self.laid.school

    def person(self, role: str, child: Child | None = None) -> Person:
        places = Place.objects.filter(child=child or self.noor, role=role).order_by("offered_at")
        return places.select_related("person").first().person

    def dossier(self, role: str, child: Child | None = None) -> Dossier:
        return open_dossier(self.person(role, child), (child or self.noor).pk)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """The long ones first, so that at the end no core waits for the other. On a database of a server, what asks it something."""
    if os.environ.get("DATABASE_URL"):
        same = [item for item in items if is_the_same_on_any_database(item)]
        config.hook.pytest_deselected(items=same)
        items[:] = [item for item in items if item not in set(same)]
    for item in items:
        # How long a proof takes says nothing of the product: a busy machine may take its time.
        if item.get_closest_marker("proof") is not None and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(1200))
    items.sort(key=lambda item: item.get_closest_marker("proof") is None)


def is_the_same_on_any_database(item: pytest.Item) -> bool:
    """Without one of these fixtures nothing reaches the database of the server."""
    asks = item.get_closest_marker("django_db") or ASK & set(item.fixturenames)
    names = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return item.get_closest_marker("built_in") is not None or "sqlite" in names or not asks


@pytest.fixture(scope="session", autouse=True)
def _light_passwords():
    with override_settings(PASSWORD_HASHERS=["tests.hashing.LightArgon2"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _in_a_hurry():
    """A test asks for more pages a minute than a person does."""
    with override_settings(REQUESTS_A_MINUTE=10**9):
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_keys(tmp_path_factory):
    """A key store of their own, beside the master key of this machine."""
    pytest.keys_of_the_world = ()
    apart = tmp_path_factory.mktemp("keys")
    with override_settings(KEYS=apart / "store", MASTER_KEY="0f" * 32, FORGOTTEN=apart / "forgotten.jsonl"):
        yield


@pytest.fixture(autouse=True)
def _own_journal(_own_keys):
    """What one test destroyed came back with its rows: no night of another may destroy it again. The world keeps its keys."""
    yield
    settings.FORGOTTEN.unlink(missing_ok=True)
    assert [str(name) for name in pytest.keys_of_the_world if not (settings.KEYS / name).exists()] == []


@pytest.fixture(autouse=True)
def _reads_what_stands_there():
    """A test may look at any row. What goes through a page finds only the keys that its own door lays out."""
    with all_laid_out():
        yield


@pytest.fixture(scope="session", autouse=True)
def _commands_open_nothing_by_themselves():
    """At the command line nothing lies open either, but what a command lays out itself."""
    execute = BaseCommand.execute

    def as_at_the_command_line(*args, **options):
        with nothing_laid_out():
            return execute(*args, **options)

    BaseCommand.execute = as_at_the_command_line
    yield
    BaseCommand.execute = execute


@pytest.fixture(scope="session")
def django_db_setup(_own_keys, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), all_laid_out():
        pytest.laid = lay_world()
    pytest.keys_of_the_world = tuple(file.relative_to(settings.KEYS) for file in settings.KEYS.rglob("*") if file.is_file())
    # What is there now stays until the end: to look it over for rubbish after every few objects costs a tenth of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def cluster():
    """A PostgreSQL of its own, where this machine has one; in a sample only where the other tests use it as well."""
    if said := why_not():
        pytest.skip(said)
    with a_cluster() as made:
        yield made


@pytest.fixture
def world(db) -> World:
    """A copy for each test: what one reads anew or writes in it, no other finds there."""
    return World(deepcopy(pytest.laid))


@pytest.fixture(autouse=True)
def _dutch():
    """Each test begins in Dutch, whatever language the page before it spoke."""
    with translation.override("nl"):
        yield


class Loud(str):
    """Stands in a template for a name that the page does not give, and makes that an error."""

    def __contains__(self, _part: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"a template asks for {name}, which its page does not give")


@pytest.fixture(autouse=True)
def _loud_templates():
    engine = engines["django"].engine
    engine.string_if_invalid = Loud("%s")
    yield
    engine.string_if_invalid = ""


@pytest.fixture
def mother(world) -> Dossier:
    return world.dossier(Role.MOTHER)


@pytest.fixture
def as_person(world):
    """A browser in which somebody has just signed in."""

    def enter(person: Person, language: str = "nl") -> Client:
        client = Client(SERVER_NAME="localhost")
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        note_entry(session, how="demo", is_strong=True, is_fresh=True)
        session.save()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        return client

    return enter
