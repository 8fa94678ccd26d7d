"""Starting a dossier, offering places in the circle, taking one."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from rondom.base.actions import Refused, action, refuse_if
from rondom.base.letters import letter_to
from rondom.base.models import Act
from rondom.base.record import record, record_system
from rondom.base.scope import Scope
from rondom.children.access import HOUSE_READER, family_of
from rondom.children.colleagues import colleagues_of
from rondom.children.dossier import Dossier
from rondom.children.models import Child, Ground, GroupInYear, InformationKind, Place, PlaceTaken, Role, Voice
from rondom.children.queries import circle_in, invitation_in, may_shut_card
from rondom.children.rights import HOUSE, RIGHTS, Right
from rondom.children.roles import EMPLOYERS, ORIGINS
from rondom.children.rules import (
    free_letter,
    why_not_add_voice,
    why_not_ask_colleague,
    why_not_correct,
    why_not_invite,
    why_not_invite_again,
    why_not_twice,
    why_not_work_at,
)
from rondom.people.actions import (
    Paper,
    add_organisation,
    add_person,
    check_code,
    make_invitation,
    revoke_paper_key,
    withdraw_invitations,
)
from rondom.people.desk import Desk
from rondom.people.models import Invitation, Membership, Organisation, Person
from rondom.people.queries import live_paper_key
from rondom.people.rights import DeskRight


@action("child.dossier_started", needs=DeskRight.START_DOSSIER)
def start_dossier(
    desk: Desk, *, name: str, birth_date: date, facts: dict[str, Any] | None = None, key: UUID | None = None
) -> Child:
    """A new child at a school or provider. Its circle begins with who starts it."""
    child = Child.objects.create(
        pk=key or uuid4(),
        name=name,
        birth_date=birth_date,
        facts=facts or {},
        owner=desk.organisation,
        information_kind=InformationKind.CONTACT,
        ground=Ground.PUBLIC_TASK,
    )
    if desk.person_id is not None:
        letter = ORIGINS[desk.role].letter
        voice = Voice.objects.create(child=child, letter=letter, label=desk.organisation.name, **about_circle(desk))
        place = Place.objects.create(
            child=child,
            person_id=desk.person_id,
            voice=voice,
            organisation=desk.organisation,
            role=desk.role,
            **about_circle(desk),
        )
        PlaceTaken.objects.create(place=place)
    return child


def about_circle(scope: Scope) -> dict[str, Any]:
    """The columns of who stands in a circle: of the organisation that keeps it, for everyone in it to see."""
    kind = InformationKind.INVOLVEMENT
    return {"owner_id": scope.organisation_id, "information_kind": kind, "ground": Ground.PUBLIC_TASK}


def first_dossier(desk: Desk, child: Child) -> Dossier:
    """The dossier in the hands of who just started it, to fill it in the same breath."""
    desk.must(DeskRight.START_DOSSIER)
    place = Place.objects.filter(child=child, person=desk.person_id).select_related("voice", "person").first()
    dossier = Dossier(
        person_id=desk.person_id,
        role=desk.role,
        rights=RIGHTS.get(desk.role, HOUSE),
        organisation_id=desk.organisation_id,
        child=child,
        place=place,
        voice=place.voice if place else None,
        reader=family_of(child).reader_of(place) if place else HOUSE_READER,
    )
    record(dossier, "dossier.opened", Act.READ, child)
    return dossier


def lock(dossier: Dossier) -> None:
    """Hold the child until the change is done: of two changes to its circle at once, the second sees what the first did."""
    list(Child.objects.select_for_update(no_key=True).filter(pk=dossier.child.pk).values_list("pk"))


@action("circle.voice_added", needs=Right.INVITE)
def add_voice(dossier: Dossier, *, letter: str, label: str) -> Voice:
    lock(dossier)
    voices = list(Voice.objects.inside(dossier))
    refuse_if(why_not_add_voice(voices, letter))
    return Voice.objects.create(
        child=dossier.child, letter=letter, label=label, order=len(voices), **about_circle(dossier)
    )


@action("circle.place_offered", needs=Right.INVITE)
def offer_place(
    dossier: Dossier,
    *,
    person: Person,
    role: str,
    voice: Voice,
    organisation_id: UUID | None = None,
    has_custody: bool | None = None,
    title: str = "",
    key: UUID | None = None,
) -> Place:
    """A place in the circle that waits for its person."""
    lock(dossier)
    return Place.objects.create(
        pk=key or uuid4(),
        child=dossier.child,
        person=person,
        role=role,
        voice=voice,
        organisation_id=organisation_id,
        has_custody=has_custody,
        title=title,
        offered_by_id=dossier.person_id,
        **about_circle(dossier),
    )


@transaction.atomic
def invite(dossier: Dossier, place: Place) -> Paper:
    """The paper for a place: link and code, to hand over or send. A new one makes the ones before it worthless."""
    dossier.must(Right.INVITE)
    dossier.must_hold(place)
    lock(dossier)
    refuse_if(why_not_invite_again(place, dossier.role, dossier.person_id))
    leads_to = reverse("children:welcome", args=[dossier.child.pk])
    by = dossier.place.person if dossier.place else None
    withdraw_invitations(person=place.person, leads_to=leads_to)
    return make_invitation(person=place.person, leads_to=leads_to, made_by=by)


@action("circle.invited_again", needs=Right.INVITE)
def invite_again(dossier: Dossier, *, place: Place) -> Paper:
    """A fresh invitation for who lost the first and never came in."""
    return invite(dossier, place)


def invitation_in_hand(dossier: Dossier, *, token: str, code: str) -> Invitation | None:
    """The invitation of somebody in this circle, for who has link and code in hand; a code is guessed here no easier than
    at the entrance, and why it does not do is not said."""
    dossier.must(Right.INVITE)
    try:
        return check_code(token=token, code=code) if invitation_in(dossier, token) else None
    except Refused:
        return None


@action("circle.card_shut", needs=Right.INVITE, act=Act.DELETE)
def shut_card(dossier: Dossier, *, place: Place) -> Place:
    """Somebody of the circle lost a paper card: it lets nobody in any more."""
    if not may_shut_card(dossier.child, dossier.role, dossier.person_id, place):
        raise PermissionDenied
    key = live_paper_key(place.person)
    if key is not None:
        revoke_paper_key(key, by=dossier.place.person if dossier.place else None)
    return place


@transaction.atomic
def take_place(place: Place) -> Place:
    """Say yes to an offered place: from now on its person is in the circle. Twice is the same as once."""
    _taken, is_new = PlaceTaken.objects.get_or_create(place=place)
    if is_new:
        record_system("circle.place_taken", Act.EXECUTE, person_id=place.person_id, subject=place)
    return place


@action("child.groups_noted", needs=Right.NOTE_GROUPS)
def note_groups(dossier: Dossier, *, groups: Sequence[tuple[str, int, str]]) -> Child:
    """In which group the child was in which school year; what was noted before makes way."""
    lock(dossier)
    GroupInYear.objects.inside(dossier).delete()
    GroupInYear.objects.bulk_create(
        GroupInYear(
            child=dossier.child,
            group=group,
            start_year=year,
            note=note,
            owner_id=dossier.organisation_id,
            information_kind=InformationKind.SCHOOL_PROGRESS,
            ground=Ground.PUBLIC_TASK,
        )
        for group, year, note in groups
    )
    return dossier.child


@action("child.subjects_named", needs=Right.TYPE_FOR_OTHERS)
def name_subjects(dossier: Dossier, *, names: dict[str, str]) -> Child:
    """Keep what a file calls the things that several cards are about, to write the same words out again."""
    lock(dossier)
    child = dossier.child
    child.facts = {**child.facts, "subjects": {**child.facts.get("subjects", {}), **names}}
    child.save(update_fields=["facts"])
    return child


@transaction.atomic
def invite_newcomer(
    dossier: Dossier, *, name: str, role: str, language: str, organisation: str = "", once: UUID | None = None
) -> Paper:
    """A person, a voice, a place and the paper for it. `once` is the key of the form: a second tap makes nobody twice."""
    return invite(dossier, seat(dossier, name=name, role=role, language=language, organisation=organisation, once=once))


@transaction.atomic
def ask_colleague(dossier: Dossier, *, member: Membership) -> Place:
    """A place for a colleague whom the desk knows: who it is was seen before, so there is no paper to hand over."""
    lock(dossier)
    places = list(circle_in(dossier))
    is_free = colleagues_of(dossier).filter(pk=member.pk).exists()
    refuse_if(why_not_invite(member.function, dossier.role, places) or why_not_ask_colleague(is_free))
    voice = voice_for(dossier, member.function, member.person.name, member.organisation)
    place = offer_place(
        dossier, person=member.person, role=member.function, voice=voice, organisation_id=member.organisation_id
    )
    letter_to(member.person, "news")
    return place


def seat(dossier: Dossier, *, name: str, role: str, language: str, organisation: str = "", once: UUID | None = None) -> Place:
    """A person with a place in the circle that waits to be taken."""
    lock(dossier)
    places = list(circle_in(dossier))
    # Also a place of another circle, or one that ended: said in the same words.
    with_this_key = Place.objects.filter(pk=once) if once else ()
    refuse_if(why_not_invite(role, dossier.role, places) or why_not_twice(once, with_this_key))
    works_at = organisation_for(dossier, role, organisation)
    voice = voice_for(dossier, role, name, works_at)
    person = add_person(name=name, language=language)
    works_id = works_at.pk if works_at else None
    return offer_place(dossier, person=person, role=role, voice=voice, organisation_id=works_id, key=once)


def organisation_for(dossier: Dossier, role: str, named: str) -> Organisation | None:
    """Where a newcomer works: the organisation of that name, made where there is none; a colleague where the inviter works."""
    if role not in EMPLOYERS:
        return None
    kind, name = EMPLOYERS[role], named.strip()
    if not name:
        own = dossier.place.organisation if dossier.place else None
        return own if own is not None and own.kind == kind else None
    known = Organisation.objects.filter(name__iexact=name).first()
    refuse_if(why_not_work_at(known, kind))
    return known or add_organisation(name=name, kind=kind)


def voice_for(dossier: Dossier, role: str, name: str, organisation: Organisation | None) -> Voice:
    """Who shares a voice shares its drafts: only somebody of a house lets a colleague speak in its voice."""
    letter = ORIGINS[role].letter
    voices = Voice.objects.inside(dossier)
    if organisation is not None and dossier.organisation_id == organisation.pk:
        shared = voices.filter(letter=letter, places__organisation=organisation).first()
        if shared is not None:
            return shared
    taken = set(voices.values_list("letter", flat=True))
    free = free_letter(taken, letter + name.upper())
    label = str(Role(role).label) if role != Role.OTHER else name
    return add_voice(dossier, letter=free, label=label)


@action("child.corrected", needs=Right.NOTE_GROUPS, act=Act.UPDATE)
def correct_child(dossier: Dossier, *, name: str, birth_date: date) -> Child:
    """Mend the name or the birth date; cards that were told by age stand where their words were read."""
    refuse_if(why_not_correct(dossier, birth_date))
    lock(dossier)
    child = dossier.child
    child.name, child.birth_date = name, birth_date
    child.save(update_fields=["name", "birth_date"])
    return child
