"""Laying a whole timeline file as a new child's dossier."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID, uuid4, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.base.actions import action
from rondom.cards.actions import Laid, Said, lay_cards
from rondom.cards.dates import Anchor, FuzzyDate, read_date
from rondom.cards.queries import spoken_date
from rondom.children.actions import add_voice, first_dossier, name_subjects, note_groups, offer_place, start_dossier
from rondom.children.dossier import Dossier
from rondom.children.groups import groups_in
from rondom.children.models import Child, Role, Voice
from rondom.children.queries import voices_in
from rondom.children.roles import ORIGINS
from rondom.children.schooling import GroupYear
from rondom.people.actions import add_person
from rondom.people.desk import Desk
from rondom.people.rights import DeskRight
from rondom.timeline.file import FileCard, FileMember, TimelineFile

DUTCH_ROLES = {
    "moeder": Role.MOTHER,
    "vader": Role.FATHER,
    "verzorger": Role.CARER,
    "kind": Role.CHILD,
    "leerkracht": Role.TEACHER,
    "intern begeleider": Role.CARE_COORDINATOR,
    "schoolleider": Role.SCHOOL_LEADER,
    "gedragswetenschapper": Role.BEHAVIOURAL_SCIENTIST,
    "onderwijsassistent": Role.SUPPORT_ASSISTANT,
    "schoolmaatschappelijk werker": Role.SCHOOL_SOCIAL_WORKER,
    "jeugdhulpverlener": Role.YOUTH_WORKER,
    "wijkteam": Role.NEIGHBOURHOOD_TEAM,
    "jeugdverpleegkundige": Role.NURSE,
}
When = Callable[[dict[str, str]], FuzzyDate]
# By so many cards another can be dated ("before the move"); a story has far fewer, and each word is held against each.
MOST_ANCHORS = 200
DUTCH_OF = {role.value: words for words, role in DUTCH_ROLES.items()}


@action("timeline.imported", needs=DeskRight.IMPORT_TIMELINE)
def import_timeline(desk: Desk, *, file: TimelineFile) -> Child:
    """A new child with its circle, groups and cards, all or nothing. The places wait for an invitation."""
    about = {card.about for card in file.cards if card.about}
    child = start_dossier(desk, name=file.name or _("Kind zonder naam"), birth_date=file.birth_date, facts=file.facts)
    dossier = first_dossier(desk, child)
    add_circle(dossier, file)
    if file.groups:
        note_groups(dossier, groups=file.groups)
    if about:
        name_subjects(dossier, names={str(subject_of(child, name)): name for name in sorted(about)})
    lay_cards(dossier, laid=laid_of(dossier, file))
    return child


def subject_of(child: Child, name: str) -> UUID:
    """The key for what a file calls a subject: the same name is the same subject, within one child."""
    return uuid5(child.pk, name)


def add_circle(dossier: Dossier, file: TimelineFile) -> None:
    """A voice for each letter in the file and a place for each member."""
    voices = {voice.letter: voice for voice in voices_in(dossier)}
    said = [each.author for card in file.cards for each in card.statements]
    letters = dict.fromkeys([member.code for member in file.members] + [card.author for card in file.cards] + said)
    for letter in letters:
        if letter not in voices:
            voices[letter] = add_voice(dossier, letter=letter, label=label_of(letter, file))
    for member in file.members:
        role = role_of(member)
        offer_place(
            dossier,
            person=add_person(name=member.name, language=member.language or "nl"),
            role=role,
            voice=voices[member.code],
            has_custody=member.custody,
            title=member.role if DUTCH_OF.get(role) != member.role else "",
        )


def role_of(member: FileMember) -> str:
    """The role for the words of a file; a role in other words keeps them beside it."""
    return DUTCH_ROLES.get(member.role.lower(), Role.OTHER).value


def label_of(letter: str, file: TimelineFile) -> str:
    """What a voice is called: the school and the parents as a whole, a single member by role."""
    whole = {"O": "ouders", "S": "school", "M": "moeder", "V": "vader"}
    if letter in whole:
        return whole[letter]
    members = [member for member in file.members if member.code == letter]
    if letter == "K" or (members and members[0].role == "kind"):
        return (file.name or "kind").split()[0]
    return members[0].role if members and members[0].role else {"J": "jeugdhulp"}.get(letter, letter)


def laid_of(dossier: Dossier, file: TimelineFile) -> list[Laid]:
    """The cards with their dates read; a date that names another card is read after the one it names."""
    voices = {voice.letter: voice for voice in voices_in(dossier)}
    roles = {member.code: role_of(member) for member in file.members}
    today = file.today or timezone.localdate()
    groups = groups_in(dossier)
    first = [lay(dossier, card, voices, roles, partial(read, dossier, groups, today)) for card in file.cards]
    anchors = tuple(
        Anchor(str(laid.key), laid.words["text"], laid.date.start, laid.date.end)
        for laid in first
        if laid.kind in {"life_event", "home", "help"} and laid.is_shared and laid.date.start
    )[:MOST_ANCHORS]

    def with_anchor(laid: Laid) -> Laid:
        is_done = laid.date.is_known or not laid.words.get("date")
        return laid if is_done else replace(laid, date=read(dossier, groups, today, laid.words, anchors))

    return [with_anchor(laid) for laid in first]


def lay(dossier: Dossier, card: FileCard, voices: dict[str, Voice], roles: dict[str, str], when: When) -> Laid:
    return Laid(
        voice=voices[card.author],
        role=roles.get(card.author, role_of_letter(card.author)),
        kind=card.kind,
        words=card.words,
        date=between(card.start, card.end) if not card.words.get("date") and card.start else when(card.words),
        is_shared=not card.held_back,
        file_id=card.id,
        subject=subject_of(dossier.child, card.about) if card.about else None,
        is_key_moment=card.key_moment,
        audience=card.audience,
        statements=tuple(
            Said(voices[each.author], each.text, each.language, each.day, each.is_of_earlier) for each in card.statements
        ),
        about_others=card.about_others,
        key=uuid4(),
    )


def role_of_letter(letter: str) -> str:
    return next((role for role, origin in ORIGINS.items() if origin.letter == letter), Role.OTHER)


def between(start: date, end: date | None) -> FuzzyDate:
    return FuzzyDate(start=start, end=end, precision="day", open_end=end is None)


def read(
    dossier: Dossier, groups: Sequence[GroupYear], today: date, words: dict[str, str], anchors: tuple[Anchor, ...] = ()
) -> FuzzyDate:
    spoken = spoken_date(words)
    return read_date(
        spoken,
        birth_date=dossier.child.birth_date,
        today=today,
        groups=groups,
        anchors=anchors,
    )
