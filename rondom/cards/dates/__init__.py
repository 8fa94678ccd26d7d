"""Dates in people's own units, in Dutch and English, and by `tongues` in five more languages. Pure.

`read_date` takes the words as somebody wrote them and says what they mean; it never raises, and what it does
not understand is the unknown date. `mentions_card` says whether the words may point at a named card, so that
the cards must be handed in with them. The words themselves are always kept by who asks.
"""

from rondom.cards.dates.anchors import mentions_card
from rondom.cards.dates.fuzzy import Anchor, FuzzyDate
from rondom.cards.dates.readers import read_date

__all__ = ["Anchor", "FuzzyDate", "mentions_card", "read_date"]
