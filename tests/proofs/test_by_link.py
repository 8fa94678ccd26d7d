"""The page behind a link to one agreement: of all that is kept it says what, who and when of that one, and nothing else."""

from django.test import Client

from tests.proofs.canaries import let_loose
from tests.proofs.table import LINK
from tests.proofs.walking import readable, undone


def test_of_all_birds_only_the_two_of_the_agreement_sing_behind_its_link(circle):
    aviary = let_loose(circle)
    guest = Client(SERVER_NAME="localhost")
    for sent in (None, {"turn": "done", "why": "a" * 400}, {"turn": "moved"}, {"turn": "helped"}):
        answer = guest.post(f"/afspraak/{LINK}/", sent) if sent else guest.get(f"/afspraak/{LINK}/")

        said = readable(answer)
        assert answer.status_code == (422 if sent else 200)
        assert {aviary.birds[word][0] for word in aviary.heard(said)} == {"agreement of another", "who is no member"}
        assert circle.child.first_name not in said
    with undone():
        assert guest.post(f"/afspraak/{LINK}/", {"turn": "done"}).status_code == 302
    assert aviary.heard(readable(guest.get(f"/afspraak/{LINK}/?dank"))) == set()
