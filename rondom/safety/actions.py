"""The verbs of the safety compartment. Each needs its own door; what they write stands on the chain of the file."""

from datetime import date, datetime, timedelta
from typing import Any, TypeVar, cast
from uuid import UUID

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.letters import letter_to
from rondom.base.models import Act
from rondom.base.record import SYSTEM, locked_head
from rondom.children.models import Audience, CaseClosed, Ground, InformationKind, SafetyTold
from rondom.people.desk import Desk
from rondom.people.rights import DeskRight
from rondom.safety.folder import Folder, Shelf, people_on_list
from rondom.safety.models import (
    REVIEW_EVERY,
    AttentionOfficer,
    InFile,
    OnList,
    Openness,
    Reported,
    SafetyFile,
    SafetyNote,
    SafetyReview,
    about_safety,
    look_again_on,
)
from rondom.safety.queries import can_be_officer, can_join, family_when_told, officers_at, waits_in
from rondom.safety.rights import SafetyRight
from rondom.safety.rules import (
    why_not_let_out,
    why_not_name_officer,
    why_not_note,
    why_not_on,
    why_not_put_on_list,
    why_not_review,
    why_not_told,
    why_not_untold,
)

AGAIN = timedelta(days=1)
R = TypeVar("R", bound=InFile)


@action("safety.begun", needs=SafetyRight.BEGIN_SAFETY)
def begin_file(shelf: Shelf, *, note: dict[str, Any], is_told: bool, words: str) -> SafetyFile:
    """A concern with its first note; and whether the parents know. Who looks along at the own organisation gets a letter."""
    assert shelf.organisation_id is not None
    refuse_if(why_not_told(words) if is_told else why_not_untold(words))
    locked_head(SYSTEM)  # of two at once, the second sees what the first did
    if (there := SafetyFile.objects.filter(pk=shelf.new_id).first()) is not None:
        return there  # sent again by a browser that got no answer
    file = SafetyFile.objects.create(
        pk=shelf.new_id, by_id=shelf.person_id, **about_safety(shelf.dossier.child, shelf.organisation_id)
    )
    noted(file, shelf.person_id, note)
    opened(file, shelf.person_id, is_told=is_told, words=words)
    tell_list(file, but=shelf.person_id)
    return file


@action("safety.noted", needs=SafetyRight.WRITE_SAFETY)
def add_note(folder: Folder, *, note: dict[str, Any]) -> SafetyNote:
    """What was done in a step. Steps come in any order, more than once or not at all."""
    return last_the_same(folder, SafetyNote, note) or noted(folder.file, folder.person_id, note)


@action("safety.openness_said", needs=SafetyRight.WRITE_SAFETY)
def say_openness(folder: Folder, *, is_told: bool, words: str, summary: str = "") -> Openness:
    """Told, with what the parents may read back of it; or not yet, with the reason, and again in two weeks."""
    refuse_if(why_not_told(words) if is_told else why_not_untold(words))
    same = last_the_same(folder, Openness, {"is_told": is_told, "words": words})
    said = same or opened(folder.file, folder.person_id, is_told=is_told, words=words)
    if summary.strip():
        refuse_if(why_not_let_out(is_told=is_told))
        let_out(folder, summary)
    return said


def let_out(folder: Folder, summary: str) -> SafetyTold:
    """A summary goes to parents and child. From here on it lies in the dossier, sealed with the key of that."""
    last = SafetyTold.objects.filter(child=folder.dossier.child, by=folder.person_id).order_by("at").last()
    if last is not None and last.words == summary.strip() and timezone.now() - last.at < AGAIN:
        return last
    for place in family_when_told(folder):
        if hasattr(place, "taken"):
            letter_to(place.person, "news")
    return SafetyTold.objects.create(
        child=folder.dossier.child,
        words=summary.strip(),
        by_id=folder.person_id,
        owner_id=folder.file.owner_id,
        information_kind=InformationKind.SAFETY,
        ground=Ground.SAFETY_REPORTING,
        audience=Audience.FAMILY,
    )


@action("safety.summary_printed", needs=SafetyRight.REPORT_SAFETY, act=Act.EXECUTE)
def print_summary(folder: Folder) -> SafetyFile:
    """That somebody printed what to read out to Veilig Thuis: it leaves on paper, and Rondom sends it nowhere (R52)."""
    return folder.file


@action("safety.reported", needs=SafetyRight.REPORT_SAFETY)
def note_report(folder: Folder, *, on: date, words: str = "") -> Reported:
    """That a report was made, by somebody, by telephone or on their own site."""
    refuse_if(why_not_on(on, timezone.localdate()))
    if (same := last_the_same(folder, Reported, {"on": on, "words": words})) is not None:
        return same
    return Reported.objects.create(file=folder.file, by_id=folder.person_id, on=on, words=words.strip())


@action("safety.put_on_list", needs=SafetyRight.WRITE_SAFETY)
def put_on_list(folder: Folder, *, place_id: UUID) -> OnList:
    """A colleague reads along from now on, and gets a letter that does not say what."""
    place = next((each for each in can_join(folder) if each.pk == place_id), None)
    refuse_if(why_not_put_on_list(can_be=place is not None))
    assert place is not None
    letter_to(place.person, "news")
    return OnList.objects.create(file=folder.file, place=place, by_id=folder.person_id)


@action("safety.taken_off_list", needs=SafetyRight.WRITE_SAFETY, act=Act.UPDATE)
def take_off_list(folder: Folder, *, place_id: UUID) -> SafetyFile:
    """At the next request this person finds nothing any more."""
    OnList.objects.inside(folder).filter(place=place_id, until__isnull=True).update(until=timezone.now())
    return folder.file


@action("safety.reviewed", needs=SafetyRight.WRITE_SAFETY)
def review_file(folder: Folder, *, words: str) -> SafetyReview:
    """Once a year: why is this still kept?"""
    refuse_if(why_not_review(words))
    if (same := last_the_same(folder, SafetyReview, {"words": words})) is not None:
        return same
    return SafetyReview.objects.create(file=folder.file, by_id=folder.person_id, words=words.strip())


@action("organisation.attention_officer_named", needs=DeskRight.NAME_ATTENTION_OFFICER)
def name_attention_officer(desk: Desk, *, member_id: UUID) -> AttentionOfficer:
    """From today this member looks along at every concern of the organisation; who did so before does so no longer."""
    member = can_be_officer(desk).filter(pk=member_id).first()
    refuse_if(why_not_name_officer(can_be=member is not None))
    assert member is not None
    today = timezone.localdate()
    before = AttentionOfficer.objects.inside(desk).filter(until__isnull=True).exclude(person=member.person_id)
    before.filter(since=today).delete()
    before.update(until=today - timedelta(days=1))
    named = officers_at(desk.organisation.pk).filter(person=member.person_id).first()
    return named or AttentionOfficer.objects.create(organisation=desk.organisation, person_id=member.person_id)


def last_the_same(folder: Folder, model: type[R], given: dict[str, Any]) -> R | None:
    """What was written last, where the same person sends the same again, for want of an answer: nothing here goes again."""
    locked_head(folder.chain)  # of two at once, the second sees what the first did
    last = cast("R | None", model.objects.inside(folder).order_by("at").last())
    if last is None or last.by_id != folder.person_id or timezone.now() - last.at > AGAIN:
        return None
    said = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
    kept = {name: value.strip() if isinstance(value := getattr(last, name), str) else value for name in said}
    return last if kept == said else None


def noted(file: SafetyFile, by: UUID | None, note: dict[str, Any]) -> SafetyNote:
    given = {"facts": "", "opinions": "", "met": "", "consulted": "", "needs_report": "", "help_is_possible": "", **note}
    refuse_if(why_not_on(given["on"], timezone.localdate()))
    refuse_if(why_not_note(given["step"], given["facts"], given["opinions"], given["needs_report"], given["help_is_possible"]))
    return SafetyNote.objects.create(file=file, by_id=by, **given)


def opened(file: SafetyFile, by: UUID | None, *, is_told: bool, words: str) -> Openness:
    again = None if is_told else look_again_on(timezone.localdate())
    return Openness.objects.create(file=file, by_id=by, is_told=is_told, words=words.strip(), look_again_on=again)


def tell_list(file: SafetyFile, but: UUID | None = None) -> int:
    """A letter that something is there to see, to the list and to nobody else."""
    people = {place.person for place in people_on_list(file) if place.person_id != but}
    return sum(letter_to(person, "news") is not None for person in people)


def remind_of_safety(now: datetime) -> int:
    """Each night: whose two weeks or whose year is over gets a letter, and every week again until somebody looked."""
    today, sent = timezone.localdate(now), 0
    closed = CaseClosed.objects.filter(reopened_at__isnull=True, locks_at__lte=now)  # there nobody can look any more
    for file in SafetyFile.objects.exclude(child__in=closed.values("child")):
        waits = waits_in(file, today)
        if waits and (today - due_since(file)).days % 7 == 0:
            sent += tell_list(file)
    return sent


def due_since(file: SafetyFile) -> date:
    """The day from which something in a file waits."""
    last = Openness.objects.filter(file=file).order_by("at").last()
    reviewed = SafetyReview.objects.filter(file=file).order_by("at").last()
    review_on = timezone.localdate(reviewed.at if reviewed else file.at) + REVIEW_EVERY
    again = last.look_again_on if last else None
    return min(again, review_on) if again else review_on
