"""Whatever sign somebody types or pastes, paper comes out of the printer."""

import pytest

from rondom.base.lettering import advances
from rondom.base.paper import print_paper, shown
from rondom.children.models import Role
from rondom.timeline.papers import made_blank
from tests.proofs.hostile import payloads

pytestmark = pytest.mark.built_in  # how a paper looks does not hang on where its rows lie
TEMPLATE = """#let d = json(bytes(sys.inputs.data))
#set document(title: "x")
#set text(font: d.fonts, lang: "nl")
#d.words
"""
BOARD = {"make": "blank_board", "language": "nl", "paper": "a3", "lanes": None}


@pytest.mark.parametrize("sign", ["\ufeff", "\ufffe", "\uffff"])
def test_a_sign_that_no_tagged_pdf_may_hold_stops_no_paper(world, sign):
    dossier = world.dossier(Role.MOTHER)
    dossier.child.name = f"{sign}No{sign}or"

    assert made_blank(dossier, BOARD).content.startswith(b"%PDF")


def test_every_sign_that_we_print_can_be_printed(tmp_path):
    """All that any of our fonts has, at once."""
    page = tmp_path / "all.typ"
    page.write_text(TEMPLATE)
    signs = [chr(each) for each in sorted(advances()) if shown(chr(each)) == chr(each)]

    assert len(signs) > 1000
    assert print_paper(page, {"words": " ".join(signs)}).startswith(b"%PDF")


@pytest.mark.proof
def test_whatever_hostile_name_a_child_has_its_board_is_printed(world):
    dossier = world.dossier(Role.MOTHER)
    for name in payloads():
        dossier.child.name = name
        assert made_blank(dossier, BOARD).content.startswith(b"%PDF"), name
