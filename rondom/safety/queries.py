"""The pages of the safety compartment: what one has, one concern in full, and what waits."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from rondom.children.access import family_of
from rondom.children.caseload import Caseload
from rondom.children.dossier import open_places
from rondom.children.models import Child, Place, SafetyTold
from rondom.children.queries import circle_in
from rondom.children.rights import CARE_ROLES, READ_WHEN_TOLD, Level, decide
from rondom.children.rights import Facts as MatrixFacts
from rondom.people.desk import Desk, working_on
from rondom.people.models import Function, Membership
from rondom.people.queries import members_at
from rondom.safety.folder import Folder, Shelf, files_of, people_on_list
from rondom.safety.models import (
    REVIEW_EVERY,
    AttentionOfficer,
    OnList,
    Openness,
    Reported,
    SafetyFile,
    SafetyNote,
    SafetyReview,
    Step,
)
from rondom.safety.rights import SafetyRight

# By number in the address.
STEPS: dict[int, str] = dict(enumerate(Step.values, start=1))
HINTS: dict[str, Promise] = {
    Step.SIGNALS: gettext_lazy("Wat zag je? Wat hoorde je, en van wie? Schrijf apart op wat je ervan denkt."),
    Step.CONSULT: gettext_lazy("Praat met een collega, liefst de aandachtsfunctionaris. Veilig Thuis geeft advies zonder naam."),
    Step.TALK: gettext_lazy("Praat met de ouders en, als het kan, met het kind. Is dat gevaarlijk? Sla deze stap dan over."),
    Step.WEIGH: gettext_lazy("Hoe ernstig is het? Kan het weer gebeuren? Twijfel je? Bel Veilig Thuis voor advies."),
    Step.DECIDE: gettext_lazy("Beantwoord twee vragen. Melden en hulp bieden kan ook allebei."),
}
# Whose columns of the matrix let them read what others of their organisation keep here.
CAN_LOOK_ALONG = {Function.CARE_COORDINATOR, Function.SCHOOL_LEADER, Function.SCHOOL_SOCIAL_WORKER}
CAN_LOOK_ALONG |= {Function.YOUTH_WORKER, Function.NURSE}


@dataclass(frozen=True)
class Waits:
    """What is to be looked at again in a file."""

    may_tell: bool
    review: bool

    def __bool__(self) -> bool:
        return self.may_tell or self.review


@dataclass(frozen=True)
class InShelf:
    id: UUID
    child_id: UUID
    child_name: str
    at: date
    by: str
    waits: Waits


@dataclass(frozen=True)
class ShelfPage:
    child: Child
    child_name: str
    files: tuple[InShelf, ...]
    may_begin: bool
    has_officer: bool


def shelf_page(shelf: Shelf) -> ShelfPage:
    child = shelf.dossier.child
    return ShelfPage(
        child=child,
        child_name=child.first_name,
        files=tuple(in_shelf(file, child) for file in shelf.files),
        may_begin=shelf.may(SafetyRight.BEGIN_SAFETY),
        has_officer=officers_at(shelf.organisation_id).exists(),
    )


def in_shelf(file: SafetyFile, child: Child) -> InShelf:
    by = file.by.name if file.by else ""
    return InShelf(file.pk, child.pk, child.name, timezone.localdate(file.at), by, waits_in(file, timezone.localdate()))


def files_on_list(caseload: Caseload) -> tuple[InShelf, ...]:
    """Every file on whose list somebody stands, of all children; nothing sealed of it is opened."""
    return tuple(in_shelf(file, named(caseload, file)) for file in files_of(caseload.places) if reads(caseload, file))


def named(caseload: Caseload, file: SafetyFile) -> Child:
    return next(child for child in caseload.children if child.pk == file.child_id)


def reads(caseload: Caseload, file: SafetyFile) -> bool:
    place = next(place for place in caseload.places if place.child_id == file.child_id)
    column = caseload.families[place.child_id].reader_of(place).column
    is_own = file.by_id == caseload.person_id or place.role in CARE_ROLES
    return decide(column, "K14", "R", MatrixFacts(True, is_own, True, False)) != Level.NOTHING


def works_with_safety(caseload: Caseload) -> bool:
    """Whether there is any child at whom somebody stands for the work, so that the page of all concerns is there."""
    at_work = (place for place in caseload.places if place.organisation_id is not None)
    columns = (caseload.families[place.child_id].reader_of(place).column for place in at_work)
    return any(decide(column, "K14", "R", MatrixFacts(True, True, True, False)) != Level.NOTHING for column in columns)


def officers_at(organisation_id: UUID | None) -> QuerySet[AttentionOfficer]:
    today = working_on(timezone.localdate())
    return AttentionOfficer.objects.filter(today, organisation=organisation_id).select_related("person")


def waits_in(file: SafetyFile, today: date) -> Waits:
    last = Openness.objects.filter(file=file).order_by("at").last()
    reviewed = SafetyReview.objects.filter(file=file).order_by("at").last()
    since = timezone.localdate(reviewed.at if reviewed else file.at)
    return Waits(
        may_tell=last is not None and last.look_again_on is not None and last.look_again_on <= today,
        review=since + REVIEW_EVERY <= today,
    )


@dataclass(frozen=True)
class StepDone:
    """One step with what was done in it; empty where it was passed over."""

    nth: int
    name: str
    hint: str
    notes: tuple[SafetyNote, ...]


@dataclass(frozen=True)
class FilePage:
    child: Child
    child_name: str
    file: SafetyFile
    owner: str
    steps: tuple[StepDone, ...]
    next_step: StepDone | None
    is_acute: bool
    openness: tuple[Openness, ...]
    is_told: bool
    let_out: tuple[SafetyTold, ...]
    why_not_told: str
    look_again_on: date | None
    waits: Waits
    reported: tuple[Reported, ...]
    reviews: tuple[SafetyReview, ...]
    on_list: tuple[tuple[UUID, str, bool], ...]
    can_join: tuple[tuple[str, str], ...]
    read_when_told: str
    may_write: bool
    may_report: bool


def file_page(folder: Folder) -> FilePage:
    file, child = folder.file, folder.dossier.child
    notes = notes_in(folder)
    steps = tuple(
        StepDone(nth, str(Step(step).label), str(HINTS[step]), tuple(note for note in notes if note.step == step))
        for nth, step in STEPS.items()
    )
    openness = tuple(Openness.objects.inside(folder).select_related("by"))
    last = openness[-1] if openness else None
    writes = folder.may(SafetyRight.WRITE_SAFETY)
    acute = is_acute(notes)
    return FilePage(
        child=child,
        child_name=child.first_name,
        file=file,
        owner=file.owner.name if file.owner else "",
        steps=steps,
        next_step=next_of(steps, is_acute=acute),
        is_acute=acute,
        openness=openness,
        is_told=last is not None and last.is_told,
        let_out=let_out_by(folder),
        why_not_told="" if last is None or last.is_told else last.words,
        look_again_on=last.look_again_on if last else None,
        waits=waits_in(file, timezone.localdate()),
        reported=tuple(Reported.objects.inside(folder).select_related("by")),
        reviews=tuple(SafetyReview.objects.inside(folder).select_related("by")),
        on_list=on_list(folder) if writes else (),
        can_join=tuple((str(place.pk), called(place)) for place in can_join(folder)) if writes else (),
        read_when_told=", ".join(readers_when_told(folder)),
        may_write=writes,
        may_report=folder.may(SafetyRight.REPORT_SAFETY),
    )


def let_out_by(folder: Folder) -> tuple[SafetyTold, ...]:
    """What this reader gave the parents to read since this concern began. It leads back to no concern: only its writer knows."""
    told = SafetyTold.objects.inside(folder.dossier).filter(by=folder.person_id, owner=folder.file.owner_id)
    return tuple(told.filter(at__gte=folder.file.at).order_by("at"))


def notes_in(folder: Folder) -> tuple[SafetyNote, ...]:
    return tuple(SafetyNote.objects.inside(folder).select_related("by"))


def is_acute(notes: tuple[SafetyNote, ...]) -> bool:
    """What was ticked last counts."""
    last = max(notes, key=lambda note: note.at, default=None)
    return last is not None and last.is_acute


def next_of(steps: tuple[StepDone, ...], *, is_acute: bool) -> StepDone | None:
    """The first step in which nothing stands yet. Where there is danger nobody is sent to talk with the parents."""
    passed = {Step.TALK.label} if is_acute else set()
    return next((step for step in steps if not step.notes and step.name not in passed), None)


def on_list(folder: Folder) -> tuple[tuple[UUID, str, bool], ...]:
    """Who reads this; and of whom somebody put there, that it can be undone."""
    put_there = set(OnList.objects.inside(folder).filter(until__isnull=True).values_list("place", flat=True))
    return tuple((place.pk, called(place), place.pk in put_there) for place in people_on_list(folder.file))


def called(place: Place) -> str:
    return f"{place.person.name}, {place.called}"


def can_join(folder: Folder) -> list[Place]:
    """Of the same organisation, in the circle, and let by the matrix to read what a colleague keeps here."""
    file, child = folder.file, folder.dossier.child
    places = open_places().filter(child=child, organisation=file.owner_id, taken__isnull=False).select_related("person", "child")
    there, family = {place.pk for place in people_on_list(file)}, family_of(child)
    found = []
    for place in places.order_by("pk"):
        facts = MatrixFacts(True, place.role in CARE_ROLES, True, False)
        column = family.reader_of(place).column
        if place.pk not in there and decide(column, "K14", "R", facts) != Level.NOTHING:
            found.append(place)
    return found


def readers_when_told(folder: Folder) -> list[str]:
    """Who of the family will read a summary that is let out."""
    return [place.called for place in family_when_told(folder)]


def family_when_told(folder: Folder) -> list[Place]:
    family = family_of(folder.dossier.child)
    readers = ((place, family.reader_of(place)) for place in circle_in(folder.dossier))
    return [place for place, reader in readers if reader.column in READ_WHEN_TOLD and not reader.is_shielded]


@dataclass(frozen=True)
class StepPage:
    child: Child
    file_id: UUID | None
    nth: int
    step: str
    name: str
    hint: str


def step_page(child: Child, nth: int, file_id: UUID | None) -> StepPage:
    step = STEPS[nth]
    return StepPage(child, file_id, nth, step, str(Step(step).label), str(HINTS[step]))


@dataclass(frozen=True)
class OfficerPage:
    organisation_name: str
    officers: tuple[AttentionOfficer, ...]
    members: tuple[tuple[str, str], ...]


def can_be_officer(desk: Desk) -> QuerySet[Membership]:
    """Nobody names oneself: a leader who is on no list would read every concern by it."""
    return members_at(desk).filter(function__in=CAN_LOOK_ALONG).exclude(person=desk.person_id)


def officer_page(desk: Desk) -> OfficerPage:
    return OfficerPage(
        organisation_name=desk.organisation.name,
        officers=tuple(officers_at(desk.organisation.pk)),
        members=tuple((str(each.pk), f"{each.person.name}, {each.get_function_display()}") for each in can_be_officer(desk)),
    )
