"""Going along what was marked, word by word: what came in of a form, and how the text stands then. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rondom.base.pointing.checker import (
    AS_PROPOSED,
    STAYS,
    Known,
    Mark,
    apply_choices,
    marks_in,
    settled_wrongly,
    small_in,
    wordings,
)
from rondom.base.pointing.kinds import Kind

OUT, OWN, REST = "-", "own-", "rest"
LONGEST_OWN = 80


@dataclass(frozen=True)
class Asked:
    """One wording on the page: what it is, what stands round it, and what was chosen."""

    nth: int
    text: str
    kind: str
    instead: str
    around: tuple[str, str]
    chosen: str
    own: str
    may_stay: bool
    is_left: bool
    still_points: str = ""  # what in the own words points to somebody

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to choose what happens with it."""
        return not (self.chosen or self.own) or bool(self.still_points)


@dataclass(frozen=True)
class Settled:
    """Texts with their marks settled as far as they are; `left` is what nobody settled yet."""

    texts: tuple[str, ...]
    asked: tuple[Asked, ...]
    left: tuple[Mark, ...]

    @property
    def to_choose(self) -> int:
        return sum(1 for one in self.asked if one.is_open)

    @property
    def loose(self) -> tuple[str, ...]:
        """What is left and stands beside none of the words that were asked: it came to be by what was chosen."""
        told = " ".join(f"{one.text} {one.still_points}" for one in self.asked if one.is_left or one.still_points).casefold()
        return tuple(one.text for one in self.left if self.asked and one.text.casefold() not in told)


def choices_of(given: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """By wording what was chosen for it and the own words, from a form: `was-1`, `now-1`, `own-1`. With `rest` everything that
    was not chosen yet becomes what we proposed."""
    found = {}
    rest = AS_PROPOSED if given.get(REST) else ""
    for name, was in given.items():
        if name.startswith("was-"):
            nth = name.removeprefix("was-")
            own = given.get(OWN + nth, "").strip()[:LONGEST_OWN]
            found[was.casefold()] = (given.get(f"now-{nth}", "") or ("" if own else rest), own)
    return found


def settle(texts: Sequence[str], known: Known, given: Mapping[str, tuple[str, str]]) -> Settled:
    """The texts as they become, what is asked on the page, and what is left; own words are looked at again like all others."""
    known = known if isinstance(known, Mapping) else tuple(known)
    here = small_in(texts)
    marks = [marks_in(text, known, small_here=here) for text in texts]
    every = [one for of_text in marks for one in of_text]
    once = wordings(every)
    chosen = {one.text.casefold(): said for one in once if (said := chosen_for(one, given)) is not None}
    become = tuple(apply_choices(text, of_text, chosen) for text, of_text in zip(texts, marks, strict=True))
    left = list(settled_wrongly(once, chosen))
    stays = {wording for wording, said in chosen.items() if said == STAYS}
    # As long as something is not chosen, the own words are looked at by themselves.
    looked_at = [own for one in once if (own := given.get(one.text.casefold(), ("", ""))[1])] if left else become
    again = wordings(one for text in looked_at for one in marks_in(text, known, small_here=here))
    left += [one for one in again if one.text.casefold() not in stays and not is_ours(one, every, given) and one not in left]
    asked = asked_of(texts, marks, once, given, left)
    return Settled(become, tuple(replace(one, still_points=points_in(one.own, left)) for one in asked), tuple(left))


def points_in(own: str, left: Iterable[Mark]) -> str:
    """What in somebody's own words still points: said beside them."""
    flat = own.casefold()
    found = (one.text for one in left if flat and (one.text.casefold() in flat or flat in one.text.casefold()))
    return ", ".join(found)


def is_ours(one: Mark, marks: Iterable[Mark], given: Mapping[str, tuple[str, str]]) -> bool:
    """A word that we proposed ourselves is no mark, and one that begins a sentence now neither."""
    proposed = {each.instead.casefold() for each in marks if given.get(each.text.casefold(), ("", ""))[0] == AS_PROPOSED}
    return one.kind != Kind.KNOWN and any(one.text.casefold() in words for words in proposed)


def chosen_for(one: Mark, given: Mapping[str, tuple[str, str]]) -> str | None:
    """What comes to stand there; None where nothing was chosen."""
    now, own = given.get(one.text.casefold(), ("", ""))
    if own:
        return own
    return {AS_PROPOSED: AS_PROPOSED, OUT: "", STAYS: STAYS}.get(now)


def asked_of(
    texts: Sequence[str],
    marks: Sequence[Sequence[Mark]],
    once: Sequence[Mark],
    given: Mapping[str, tuple[str, str]],
    left: Sequence[Mark],
) -> tuple[Asked, ...]:
    where = {one.text.casefold(): text for text, of_text in reversed(list(zip(texts, marks, strict=True))) for one in of_text}
    still = {one.text.casefold() for one in left}
    found = []
    for nth, one in enumerate(once, start=1):
        wording = one.text.casefold()
        text = where[wording]
        now, own = given.get(wording, ("", ""))
        around = (text[max(0, one.start - 30) : one.start], text[one.end : one.end + 30])
        may_stay = one.kind != Kind.KNOWN
        chosen = now if may_stay or now != STAYS else ""
        # Who has not chosen anything yet made no mistake.
        is_left = bool(given) and wording in still and not own
        found.append(Asked(nth, one.text, one.kind.value, one.instead, around, chosen, own, may_stay, is_left))
    return tuple(found)
