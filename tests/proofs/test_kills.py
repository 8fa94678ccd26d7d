"""kill -9 of Rondom and of its database while people write: nothing acknowledged is lost, twice there or half there (T14)."""

from typing import Any

import pytest

from rondom.cards.actions import add_remark
from rondom.cards.models import Card, CardShared, Remark
from rondom.children.models import ConsentAnswered, Role
from tests.proofs.killing.clusters import Cluster
from tests.proofs.killing.comparing import doubled, half_done, lost
from tests.proofs.killing.house import prove
from tests.proofs.walking import FULL, last_moment, write_result

SEED = 20261129
KILLS, WRITES = (100, 10_000) if FULL else (2, 90)
BACK_WITHIN = 10
ABOUT = {"information_kind": "K06", "ground": "consent"}


def held(name: str, result: dict[str, Any]) -> None:
    write_result(f"kills-{name}", result)
    assert (result["kills"], result["acknowledged writes"] >= WRITES) == (KILLS, True)
    assert {kind: result[kind] for kind in ("lost", "doubled", "half")} == {"lost": [], "doubled": [], "half": []}
    assert (result["other words"], result["twice"], result["faults"]) == ([], [], [])
    assert result["integrity"] == "ok"
    assert result["odd answers"] == []
    # The middle one: what a machine that does much else makes of the longest, says nothing of Rondom. A sample asks no time.
    assert not FULL or result["back after, seconds"]["middle"] < BACK_WITHIN


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.enable_socket
@pytest.mark.timeout(6000 if FULL else 400)
def test_on_sqlite_no_acknowledged_write_is_lost_doubled_or_half(tmp_path):
    held("sqlite", prove(tmp_path / "var", None, kills=KILLS, writes=WRITES, seed=SEED, until=last_moment()))


@pytest.mark.proof
@pytest.mark.enable_socket
@pytest.mark.timeout(6000 if FULL else 400)
def test_on_postgresql_no_acknowledged_write_is_lost_doubled_or_half(tmp_path, cluster: Cluster):
    held("postgresql", prove(tmp_path / "var", cluster, kills=KILLS, writes=WRITES, seed=SEED, until=last_moment()))


def test_what_is_lost_doubled_or_half_there_is_found(world):
    """Planted: without this the proof above would say nothing."""
    mother, children = world.dossier(Role.MOTHER), [str(world.noor.pk)]
    empty = {"cards": {}, "shared": [], "remarks": {}, "answers": {}, "begun": []}
    card = Card.objects.filter(child=world.noor, shares__isnull=False, voice=mother.voice).first()
    before = doubled(children), [each for each in half_done(children) if "card.shared" not in each]
    assert (before, lost(empty)) == (([], []), [])

    gone = add_remark(mother, card=card, text="Straks weg")
    said = str(gone.pk)
    gone.delete()
    bare = Remark.objects.create(card=card, by_id=mother.person_id, voice=mother.voice, text="Zonder regel", **ABOUT)
    CardShared.objects.create(card=card)
    answer = ConsentAnswered.objects.filter(asked__child=world.noor).first()
    ConsentAnswered.objects.filter(pk=answer.pk).update(answer="withdrawn")
    who = f"{answer.asked_id} {answer.person_id}"

    assert f"share {card.pk}" in doubled(children)
    assert {f"card.remark_added {said}: no row", f"card.remark_added {bare.pk}: no line"} <= set(half_done(children))
    assert lost({**empty, "remarks": {said: "Straks weg"}, "cards": {said: "x"}}) == [f"cards {said}", f"remarks {said}"]
    assert lost({**empty, "answers": {who: ["yes", "yes"]}}) == [f"answers {who}"]
