"""Going along what was marked, word by word: what came in of a form, and how the text stands then. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rondom.base.pointing.checker import STAYS, Kind, Mark, apply_choices, marks_in, settled_wrongly, wordings

INSTEAD, OUT, OWN = "+", "-", "own-"
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


@dataclass(frozen=True)
class Settled:
    """Texts with their marks settled as far as they are; `left` is what nobody settled yet."""

    texts: tuple[str, ...]
    asked: tuple[Asked, ...]
    left: tuple[Mark, ...]


def choices_of(given: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """By wording what was chosen for it and the own words, from a form: `was-1`, `now-1`, `own-1`."""
    found = {}
    for name, was in given.items():
        if name.startswith("was-"):
            nth = name.removeprefix("was-")
            found[was.casefold()] = (given.get(f"now-{nth}", ""), given.get(OWN + nth, "").strip()[:LONGEST_OWN])
    return found


def settle(texts: Sequence[str], known: Iterable[str], given: Mapping[str, tuple[str, str]]) -> Settled:
    """The texts as they become, what is asked on the page, and what is left; own words are looked at again like all others."""
    known = tuple(known)
    marks = [marks_in(text, known) for text in texts]
    once = wordings(one for of_text in marks for one in of_text)
    chosen = {one.text.casefold(): said for one in once if (said := chosen_for(one, given)) is not None}
    become = tuple(apply_choices(text, of_text, chosen) for text, of_text in zip(texts, marks, strict=True))
    left = list(settled_wrongly(once, chosen))
    stays = {wording for wording, said in chosen.items() if said == STAYS}
    if not left:
        again = wordings(one for text in become for one in marks_in(text, known))
        left = [one for one in again if one.text.casefold() not in stays and not is_ours(one, once, given)]
    return Settled(become, asked_of(texts, marks, once, given, left), tuple(left))


def is_ours(one: Mark, once: Iterable[Mark], given: Mapping[str, tuple[str, str]]) -> bool:
    """A word that we proposed ourselves is no mark, and one that begins a sentence now neither."""
    proposed = {each.instead.casefold() for each in once if given.get(each.text.casefold(), ("", ""))[0] == INSTEAD}
    return one.kind != Kind.KNOWN and any(one.text.casefold() in words for words in proposed)


def chosen_for(one: Mark, given: Mapping[str, tuple[str, str]]) -> str | None:
    """What comes to stand there; None where nothing was chosen."""
    now, own = given.get(one.text.casefold(), ("", ""))
    if own:
        return own
    return {INSTEAD: one.instead, OUT: "", STAYS: STAYS}.get(now)


def asked_of(
    texts: Sequence[str],
    marks: Sequence[Sequence[Mark]],
    once: Sequence[Mark],
    given: Mapping[str, tuple[str, str]],
    left: Sequence[Mark],
) -> tuple[Asked, ...]:
    where = {one.text.casefold(): text for text, of_text in reversed(list(zip(texts, marks, strict=True))) for one in of_text}
    places = {one.text.casefold(): one for of_text in reversed(marks) for one in of_text}
    still = {one.text.casefold() for one in left}
    found = []
    for nth, one in enumerate(once, start=1):
        wording = one.text.casefold()
        text, place = where[wording], places[wording]
        now, own = given.get(wording, ("", ""))
        around = (text[max(0, place.start - 30) : place.start], text[place.end : place.end + 30])
        may_stay = one.kind != Kind.KNOWN
        chosen = now if may_stay or now != STAYS else ""
        # Who has not chosen anything yet made no mistake.
        is_left = bool(given) and wording in still
        found.append(Asked(nth, one.text, one.kind.value, one.instead, around, chosen, own, may_stay, is_left))
    return tuple(found)
