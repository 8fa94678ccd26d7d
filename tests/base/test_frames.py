"""A sound is sealed in frames: a part is read without the rest, and no frame can be cut off, swapped or taken from another."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rondom.base.frames import FRAME, HEAD, TAG, NotWhole, opened, opened_part, shut, size_of, where
from rondom.base.keys import LENGTH, NAME, DataKey
from rondom.base.seal import Broken, NotOpened, all_laid_out, nothing_laid_out, part_of
from rondom.base.seal import size_of as size_in_row
from rondom.cards.models import Attachment, Card
from rondom.children.dossier import open_dossier
from rondom.children.models import Role
from rondom.people.models import Person

KEY = DataKey(b"n" * NAME, Person().pk, b"\x07" * LENGTH)
SIZES = [1, 2, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 3 * FRAME + 17]
SOUND = random.Random(5).randbytes(3 * FRAME + 1000)


@pytest.mark.parametrize("size", [0, *SIZES])
def test_what_is_shut_opens_the_same_and_tells_its_size(size):
    laid = shut(KEY, SOUND[:size], b"here")

    assert opened(lambda _name: KEY, laid, b"here") == SOUND[:size]
    assert size_of(len(laid)) == size


@pytest.mark.parametrize("size", SIZES)
def test_any_part_is_opened_from_the_frames_in_which_it_stands(size):
    laid, chance = shut(KEY, SOUND[:size], b"here"), random.Random(size)
    for _nth in range(50):
        first = chance.randrange(size)
        last = chance.randrange(first, size)
        begins, at, long = where(first, last)
        part = opened_part(lambda _name: KEY, laid[:HEAD], laid[at : at + long], size, b"here", begins)
        assert part[first - begins * FRAME :][: last - first + 1] == SOUND[first : last + 1]
        assert long <= last - first + 2 * (FRAME + TAG), "no more than one frame at either side"


def swapped(laid: bytes) -> bytes:
    one, two = laid[HEAD : HEAD + FRAME + TAG], laid[HEAD + FRAME + TAG : HEAD + 2 * (FRAME + TAG)]
    return laid[:HEAD] + two + one + laid[HEAD + 2 * (FRAME + TAG) :]


@pytest.mark.parametrize(
    "harm",
    [
        swapped,
        lambda laid: laid[: HEAD + 2 * (FRAME + TAG)],  # the end is cut off on the edge of a frame
        lambda laid: laid[:-1],
        lambda laid: laid[: HEAD - 2],
        lambda laid: laid[:HEAD],
        lambda laid: laid + laid[HEAD : HEAD + FRAME + TAG],
        lambda laid: shut(KEY, SOUND, b"here")[:HEAD] + laid[HEAD:],  # the head of another file of the same key
        lambda laid: laid[: HEAD + 9] + bytes([laid[HEAD + 9] ^ 1]) + laid[HEAD + 10 :],
    ],
)
def test_what_was_harmed_is_heard(harm):
    with pytest.raises(NotWhole):
        opened(lambda _name: KEY, harm(shut(KEY, SOUND, b"here")), b"here")


def test_what_was_moved_is_heard():
    with pytest.raises(NotWhole):
        opened(lambda _name: KEY, shut(KEY, SOUND, b"here"), b"there")


@pytest.fixture
def voice(world) -> Attachment:
    card = Card.objects.filter(child=world.noor, voice__letter="K").first() or Card.objects.filter(child=world.noor).first()
    return Attachment.objects.create(card=card, kind="voice", media_type="audio/ogg", content=SOUND)


def test_of_a_sound_in_the_database_only_its_part_is_read(world, voice):
    with nothing_laid_out():
        open_dossier(world.person(Role.MOTHER), world.noor.pk)
        row = Attachment.objects.defer("content").get(pk=voice.pk)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            middle = part_of(row, "content", FRAME + 5, FRAME + 104)
        assert size_in_row(row, "content") == len(SOUND)

    assert middle == SOUND[FRAME + 5 : FRAME + 105]
    assert "content" not in vars(row), "the whole was not read"
    assert len(asked) == 2
    assert part_of(row, "content", len(SOUND) - 10, len(SOUND) + 500) == SOUND[-10:]


def test_a_part_too_opens_only_where_a_door_was_opened(voice):
    with nothing_laid_out(), pytest.raises(NotOpened):
        part_of(voice, "content", 0, 10)


def test_a_part_of_what_was_harmed_is_heard(voice):
    with connection.cursor() as cursor:
        key = voice._meta.pk.get_db_prep_value(voice.pk, connection)
        cursor.execute("select content from cards_attachment where id = %s", [key])
        laid = bytearray(bytes(cursor.fetchone()[0]))
        laid[HEAD + 9] ^= 1
        cursor.execute("update cards_attachment set content = %s where id = %s", [bytes(laid), key])

    with all_laid_out(), pytest.raises(Broken):
        part_of(voice, "content", 0, 10)
    with all_laid_out():
        assert part_of(voice, "content", FRAME, FRAME + 9) == SOUND[FRAME : FRAME + 10], "the other frames are whole"
