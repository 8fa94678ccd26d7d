"""The page on which somebody types cards of paper over, a line per card."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from rondom.cards.actions import Typed
from rondom.cards.models import CardKind, Face, TypedLine
from rondom.cards.pages import DateInWords, as_uuid, date_page
from rondom.cards.rules import WITH_A_FACE
from rondom.cards.typed import MOST_LINES, dates_of, lines_of, speakers_in, wrong_in
from rondom.children.dossier import Dossier
from rondom.children.models import Child, Place
from rondom.children.queries import say_voice

BLANK = 3
WORDS = ("date", "text", "face")

@dataclass(frozen=True)
class Choice:
    """One of a few, chosen by one key: the first letter of its name that no other took."""

    value: str
    key: str
    name: str


def by_key(names: dict[str, str]) -> tuple[Choice, ...]:
    taken: set[str] = set()
    found = []
    for value, name in names.items():
        letters = [sign.upper() for sign in name if sign.isalpha()]
        key = next((letter for letter in letters if letter not in taken), "")
        taken.add(key)
        found.append(Choice(value, key, name))
    return tuple(found)


@dataclass(frozen=True)
class LineOnPage:
    id: UUID
    voice: str
    kind: str
    words: dict[str, str]
    number: int
    date: DateInWords | None = None
    wrong: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TypingPage:
    child: Child
    lines: tuple[LineOnPage, ...]
    voices: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    faces: tuple[Choice, ...]
    with_a_face: str


def typing_page(dossier: Dossier, *, is_checked: bool = False) -> TypingPage:
    """All that was typed, and empty lines below it that go on with the voice and lane of the last."""
    lines, speakers = lines_of(dossier), speakers_in(dossier)
    drawn = lines_on_page(dossier, lines, speakers, is_checked=is_checked)
    voices = {str(key): place.voice for key, place in speakers.items()}
    last = drawn[-1] if drawn else None
    first, nothing = last.number + 1 if last else 0, dict.fromkeys(WORDS, "")
    voice, kind = (last.voice, last.kind) if last else (next(iter(voices), ""), CardKind.LIFE_EVENT.value)
    return TypingPage(
        child=dossier.child,
        lines=(*drawn, *(LineOnPage(key, voice, kind, nothing, first + nth) for nth, key in enumerate(blank_keys(dossier)))),
        voices=tuple(Choice(key, voice.letter, say_voice(voice)) for key, voice in voices.items()),
        kinds=by_key({kind.value: str(kind.label) for kind in CardKind}),
        faces=by_key({face.value: str(face.label) for face in Face}),
        with_a_face=" ".join(sorted(WITH_A_FACE)),
    )


def lines_on_page(
    dossier: Dossier, lines: list[TypedLine], speakers: dict[UUID, Place], *, is_checked: bool = False
) -> tuple[LineOnPage, ...]:
    """The lines with how their dates were read. That nothing is said yet is told when somebody says to be ready."""
    dates = dates_of(dossier, lines)
    return tuple(
        LineOnPage(
            id=line.pk,
            voice=str(line.voice_id),
            kind=line.kind,
            number=line.number,
            words={**dict.fromkeys(WORDS, ""), **line.words},
            date=date_page(dossier, line.words.get("date", ""), dates[line.pk]),
            wrong={name: says for name, says in wrong_in(line, speakers).items() if is_checked or line.words.get(name)},
        )
        for line in lines
    )


def typed_lines(dossier: Dossier, given: Mapping[str, str], keys: Iterable[str]) -> list[Typed]:
    """The lines of a form. What is no lane or no face of ours counts as not chosen."""
    voices = {str(key): place.voice for key, place in speakers_in(dossier).items()}
    found = []
    for key in keys:
        kind = given.get(f"{key}-kind", "")
        found.append(
            Typed(
                key=as_uuid(key),
                voice=voices.get(given.get(f"{key}-voice", "")),
                kind=kind if kind in CardKind.values else CardKind.LIFE_EVENT.value,
                words={name: given.get(f"{key}-{name}", "") for name in WORDS},
                number=number_in(given.get(f"{key}-number", "")),
            )
        )
    return found


def number_in(said: str) -> int:
    """The place on the page; what is none stands in front."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 0


def blank_keys(dossier: Dossier) -> list[UUID]:
    """Keys for a few empty lines; none past the most that there may be."""
    return [uuid4() for _nth in range(min(BLANK, max(0, MOST_LINES - len(lines_of(dossier)))))]


def kept_page(dossier: Dossier, key: UUID) -> LineOnPage | None:
    """One line as it was kept, with what there is to say of it; nothing where it was made empty."""
    lines = [line for line in lines_of(dossier) if line.pk == key]
    return lines_on_page(dossier, lines, speakers_in(dossier))[0] if lines else None
