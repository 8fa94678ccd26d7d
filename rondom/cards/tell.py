"""One card as its reader gets it: told from a row of the database, thousands in one go."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rondom.base.seal import open_column
from rondom.cards.dates import FuzzyDate
from rondom.cards.models import AttachmentKind, CardVersion
from rondom.cards.rules import is_known, says_something
from rondom.cards.statements import Beside, Statement, told_beside
from rondom.children.dossier import Dossier
from rondom.children.models import Voice
from rondom.children.queries import say_voice
from rondom.children.schooling import GroupYear


class Placed(NamedTuple):
    """Where a card stands in time, and by what: its date, its group, or nothing (the tray of its lane)."""

    start: date | None = None
    end: date | None = None
    by: str = "none"


NOWHERE = Placed()


class Telling(NamedTuple):
    id: UUID
    file_id: str
    kind: str
    letter: str
    voice: str
    audience: str
    words: dict[str, str]
    language: str
    face: str
    school_period: str
    date: FuzzyDate
    placed: Placed
    is_shared: bool
    is_own: bool
    shared_at: datetime | None
    begun_at: datetime
    subject: UUID | None
    key_moments: int
    remarks: int
    written_by: UUID | None = None
    number: int = 1
    position: int | None = None
    information_kind: str = ""
    owner_id: UUID | None = None
    voice_id: UUID | None = None
    ground: str = ""
    owner: str = ""  # the organisation in whose dossier it belongs; of the family where there is none
    fresh: str = ""  # since its reader looked before: new on the timeline, or changed
    is_passed_on: bool = False  # read only for the safety of the child, without consent
    attachments: tuple[str, ...] = ()  # of which kinds there is something with it: a drawing, a voice
    is_to_check: bool = False  # typed in from paper, and nobody of its voice said yet that it is right
    statements: tuple[Statement, ...] = ()  # what others said beside it, which stands wherever it stands whole
    about_others: tuple[str, ...] = ()  # which sentences are marked; told only where it leaves the house whole (R41)


class Told(Telling):
    """One card as its reader gets it. A board that stays open keeps with it what is drawn of it."""

    @property
    def text(self) -> str:
        """What it says; where only something was drawn or spoken, that."""
        return self.words.get("text") or (made_of(self.attachments) if self.attachments else "")

    @property
    def says_something(self) -> bool:
        return bool(self.attachments) or says_something(self.words)

    @property
    def when(self) -> str:
        """The words of the writer for its time; a bare number is a group."""
        if date := self.words.get("date"):
            return date
        group = self.words.get("group", "")
        return _("groep %(group)s") % {"group": group} if group[:1].isdigit() else group


def made_of(attachments: Iterable[str]) -> str:
    said = {"drawing": _("Tekening"), "voice": _("Opname")}
    return " · ".join(said[kind] for kind in attachments)


class Columns(NamedTuple):
    id: UUID
    card_id: UUID
    file_id: str
    kind: str
    voice_id: UUID
    letter: str
    label: str
    audience: str
    information_kind: str
    ground: str
    owner_id: UUID | None
    owner: str | None
    begun_at: datetime
    readers_since: datetime | None
    written_by_id: UUID | None
    typed_by_id: UUID | None
    number: int
    words: Any  # sealed, until a reader is told
    language: str
    face: str
    school_period: str
    start: date | None
    end: date | None
    precision: str
    is_open_end: bool
    is_approximate: bool
    groups: str
    relation: str
    anchor_id: UUID | None
    by_id: UUID | None
    at: datetime
    # What happened to the card, for this reader.
    is_shared: bool
    shared_at: datetime | None
    drawing: bool
    voice: bool
    is_confirmed: bool
    is_stated: bool  # somebody said something of their own beside it
    subject: UUID | None
    position: int | None
    key_moments: int | None
    remarks: int | None
    is_passed_on: bool
    laid: datetime | None
    laid_by: UUID | None
    is_seen: bool  # asked only where many readers are told together


class Row(Columns):
    """The newest version of a card with what happened to it, as `versions_in` asks for it. Whole models would take three
    times as long to make, and of each other column there is none on the board. What is told of it may be kept with it."""


OF_THE_CARD = {"file_id", "kind", "voice_id", "audience", "information_kind", "ground", "owner_id", "begun_at"}
OF_THE_CARD |= {"readers_since", "written_by_id", "typed_by_id"}
FURTHER = {"letter": "card__voice__letter", "label": "card__voice__label", "owner": "card__owner__name"}
PATHS = [FURTHER.get(name) or (f"card__{name}" if name in OF_THE_CARD else name) for name in Row._fields]


def rows_of(versions: QuerySet[CardVersion]) -> tuple[Row, ...]:
    return tuple(map(Row._make, columns_of(versions)))


def columns_of(versions: QuerySet[CardVersion]) -> QuerySet[CardVersion, tuple[Any, ...]]:
    return versions.values_list(*PATHS)


def row_of(version: CardVersion) -> Row:
    """The same of a version that is not kept; what nobody did to it is not there."""

    def follow(path: str) -> Any:
        found: Any = version
        for name in path.split("__"):
            found = getattr(found, name, None)
        return found

    return Row(*map(follow, PATHS))


class Teller:
    """Tells rows to one reader; what many cards have in common it looks up once."""

    def __init__(self, dossier: Dossier, groups: Sequence[GroupYear], beside: Beside) -> None:
        self.dossier, self.groups, self.beside = dossier, groups, beside
        self.own = dossier.voice and dossier.voice.pk
        self.voices: dict[UUID, str] = {}
        self.stretches: dict[str, tuple[date, date] | None] = {}

    def told(self, row: Row) -> Told:
        only_passed_on, words = self.is_only_passed_on(row), open_column(CardVersion, "words", row.words, row.id)
        return Told(
            id=row.card_id,
            file_id=row.file_id,
            kind=row.kind,
            letter=row.letter,
            voice=self.voice(row),
            audience=row.audience,
            words=words,
            # What an older row holds that is no choice any more must not stop the board.
            language=known("language", row.language) or "nl",
            face=known("face", row.face),
            school_period=known("school_period", row.school_period),
            date=date_of(row),
            placed=self.placed(row, words),
            is_shared=bool(row.is_shared),
            is_own=self.is_own(row),
            shared_at=row.shared_at,
            begun_at=row.begun_at,
            # Of what was passed on, the words and nothing that others did with it.
            subject=None if only_passed_on else row.subject,
            key_moments=0 if only_passed_on else row.key_moments or 0,
            remarks=0 if only_passed_on else row.remarks or 0,
            written_by=row.written_by_id,
            number=row.number,
            position=row.position,
            information_kind=row.information_kind,
            owner_id=row.owner_id,
            voice_id=row.voice_id,
            ground=row.ground,
            owner=row.owner or "",
            fresh=fresh(row, self.dossier),
            is_passed_on=only_passed_on,
            attachments=attachments_of(row),
            # Who mended it, said so too.
            is_to_check=row.typed_by_id is not None and row.typed_by_id == row.by_id and not row.is_confirmed,
            statements=told_beside(self.dossier, said, row.number) if (said := self.beside.get(row.card_id)) else (),
        )

    def is_own(self, row: Row) -> bool:
        return self.own is not None and self.own == row.voice_id

    def is_only_passed_on(self, row: Row) -> bool:
        """Whether a card is there for this reader only because it was passed on for safety."""
        if not row.is_passed_on or self.is_own(row):
            return False
        return not self.dossier.reader.may_read(row.information_kind, row.owner_id, row.audience, row.voice_id)

    def voice(self, row: Row) -> str:
        if row.voice_id not in self.voices:
            label = open_column(Voice, "label", row.label, row.voice_id)
            self.voices[row.voice_id] = say_voice(Voice(pk=row.voice_id, letter=row.letter, label=label))
        return self.voices[row.voice_id]

    def placed(self, row: Row, words: dict[str, str]) -> Placed:
        """By the child's groups as they are noted now, else by the date; a group that moves takes its cards along."""
        if row.groups and (stretch := self.stretch(row.groups)):
            return Placed(*stretch, "group")
        if row.start or row.end:
            by_group = words.get("group") and not words.get("date")
            return Placed(row.start, row.end, "group" if by_group else "date")
        return NOWHERE

    def stretch(self, names: str) -> tuple[date, date] | None:
        if names not in self.stretches:
            years = [year for year in self.groups if year.group in names.split()]
            self.stretches[names] = (min(each.start for each in years), max(each.end for each in years)) if years else None
        return self.stretches[names]


def fresh(row: Row, dossier: Dossier) -> str:
    """Whether a card came or changed since its reader looked before; what somebody did here is not new to that one."""
    since = dossier.since
    if since is None or row.laid is None:
        return ""
    opened = row.readers_since  # when its readers were chosen anew: it may be there for this one since then
    if row.laid > since and row.laid_by != dossier.person_id:
        return "new"
    changed = max(row.at, opened) if opened else row.at
    return "changed" if changed > since and row.by_id != dossier.person_id else ""


def attachments_of(row: Row) -> tuple[str, ...]:
    if not (row.drawing or row.voice):
        return ()
    return tuple(kind for kind in AttachmentKind.values if getattr(row, kind))


@lru_cache(maxsize=256)
def known(name: str, choice: str) -> str:
    return choice if is_known(name, choice) else ""


def date_of(version: CardVersion | Row) -> FuzzyDate:
    return FuzzyDate(
        start=version.start,
        end=version.end,
        precision=version.precision,
        open_end=version.is_open_end,
        approximate=version.is_approximate,
        groups=tuple(version.groups.split()) if version.groups else (),
        relation=version.relation,
        anchor=str(version.anchor_id or ""),
    )
