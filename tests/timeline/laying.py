"""Cards for the tests of seeing together: laid for a voice, with its words read as they are when somebody writes them."""

from django.utils import timezone

from rondom.cards.actions import Laid, lay_cards
from rondom.cards.queries import read_words
from rondom.children.dossier import house_dossier
from rondom.children.groups import groups_in
from rondom.children.models import Child, Place
from rondom.children.queries import voices_in


def lay(child: Child, *cards: tuple[str, str, dict[str, str]]) -> list:
    """Each card as a letter, a kind and its words."""
    house = house_dossier(child)
    voices, groups = {voice.letter: voice for voice in voices_in(house)}, groups_in(house)
    roles = {place.voice_id: place.role for place in Place.objects.filter(child=child)}
    return list(
        lay_cards(
            house,
            laid=[
                Laid(
                    voice=voices[letter],
                    role=roles[voices[letter].pk],
                    kind=kind,
                    words=words,
                    date=read_words(house, words, timezone.localdate(), groups=groups),
                )
                for letter, kind, words in cards
            ],
        )
    )
