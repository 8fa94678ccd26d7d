"""A circle in every state of consent and authority and at every age, and what then becomes of the cells of `routes_by_role.csv`.

Written from the rules (part 2, 1.0 to 1.3, R35) and decision 0007, with the oracle; never from what came out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from rondom.cards.models import Card, CardKind, CardShared, Remark
from rondom.children.models import (
    Authority,
    Child,
    ConsentAnswered,
    ConsentAsked,
    ConsentLine,
    Contact,
    EmergencyAccess,
    GroupInYear,
    Handover,
    Place,
    Role,
)
from rondom.people.models import Organisation
from tests.children import test_matrix as slow
from tests.oracle.deciders import CHILD
from tests.oracle.matrix import expected
from tests.proofs.asks import STEPS
from tests.proofs.beside import stated_in
from tests.proofs.canaries import TAKE_ALONG, Aviary, is_person, new_card, own_voice, version
from tests.proofs.expecting import NEED_AUTHORITY, column, may_read, now_is_now, reads_meeting, told_of
from tests.proofs.table import SEATED, told_at_the_table
from tests.proofs.walking import Circle, shared_card
from tests.sealed import rewrite

# How old the child is, with its birthday half a year ago.
BANDS = {"under 12": 9, "12 to 15": 13, "16 and 17": 16, "18 and up": 19}
# How consent and authority stand; the last three pause what was allowed, or ask it again.
STATES = (
    "nothing answered",
    "one said yes",
    "active",
    "one said no",
    "expired",
    "withdrawn",
    "check overdue",
    "authority unknown",
    "authority ended",
)
# Where consent flows at all: from 16 the child alone decides, and there a parent's unseen authority is in nobody's way (0007).
FLOWS = {
    "active": set(BANDS),
    "check overdue": {"16 and 17", "18 and up"},
    "authority unknown": {"16 and 17", "18 and up"},
}
# Who finds no door (R35), beside all who had authority at 18; and whose authority is not known while the child is younger.
BARRED = {"authority ended": {Role.FATHER}}
UNSEEN = {"check overdue": {Role.FATHER}, "authority unknown": {Role.MOTHER, Role.FATHER, Role.CARER, Role.GUARDIAN}}
OF_THE_FAMILY = NEED_AUTHORITY | {"child", "foster_parent", "other"}
# Whose shared card is asked for by each route of one card: a kind each (K06, K07, K05, K12, K11).
WHOSE = (Role.MOTHER, Role.CHILD, Role.CARE_COORDINATOR, Role.YOUTH_WORKER, Role.NURSE)

# A parent whose authority nobody saw reads and writes the own cards, and sees who takes part, as on the doorstep (0007).
THINGS = ("card", "alike", "beside", "question", "note", "meeting", "seat", "hers", "agreement", "outside")
LEFT = {"timeline", "write", "network"}


TOLD = ("meeting", "agreement")


@dataclass
class Scene:
    """One circle in one state at one age: its canaries, the cards that are asked for, and what the tables say of it."""

    circle: Circle
    state: str
    band: str
    aviary: Aviary
    cards: dict[str, Card] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)

    def place(self, who: str) -> Place:
        return self.aviary.places[self.circle.people[who].pk]

    def is_out(self, who: str) -> bool:
        """Without authority there is no account on the file (R35)."""
        return who not in self.columns or self.columns[who] == "parent_without_authority"

    def reads(self, who: str, kind: str, *, is_own: bool = False) -> str:
        """How much of a kind the matrix gives without consent."""
        if self.columns[who] == "unknown":
            return "none"
        return expected(self.columns[who], kind, "R", has_link=True, is_own=is_own, is_opened=False, has_consent=False)

    def decides(self, who: str, asked: ConsentAsked | None = None) -> bool:
        key = CHILD if who == Role.CHILD else str(self.circle.people[who].pk)
        lines = [line for line in self.aviary.told.lines if asked is None or line.asked_id == asked.pk]
        with now_is_now():
            return any(key in (slow.needed_slowly(self.aviary.told, line.kind) or ()) for line in lines)

    def sees_card(self, who: str, card: Card) -> bool:
        place = self.place(who)
        return may_read(
            self.aviary.told,
            place,
            kind=card.information_kind,
            owner=card.owner_id,
            audience=card.audience,
            is_own=card.voice_id == place.voice_id,
        )

    def sees_question(self, who: str, first: ConsentAsked) -> bool:
        """K18: all that is the own, or for a parent at 16 the own past; and whoever decides sees what it is about."""
        answered = any(
            each.asked_id == first.pk and each.person_id == self.circle.people[who].pk for each in self.aviary.told.answers
        )
        return self.decides(who, first) or self.reads(who, "K18", is_own=answered) != "none"

    def holds(self, step: str, who: str, ordinary: str, table: Any, card: Card | None) -> bool:
        """Whether somebody has the right, or the thing is there; `ordinary` is the cell in the ordinary state."""
        of_family = who in OF_THE_FAMILY
        if step in ("card", "alike"):
            return self.sees_card(who, card or self.cards[Role.MOTHER])
        if step == "beside":  # what the mother wrote beside it, for who reads what she writes
            return self.sees_card(who, self.cards[Role.MOTHER])
        if step in ("meeting", "seat", "hers", "agreement", "outside"):
            return self.sits(step, who)
        if step == "K18":  # the questions for consent, of the own house where there is one
            return self.reads(who, "K18", is_own=True) != "none" or self.decides(who)
        if step == "K19":  # who looked
            return self.reads(who, "K19", is_own=False) != "none"
        if step == "question":
            first = ConsentAsked.objects.filter(child=self.circle.child).order_by("asked_at").first()
            return self.sees_question(who, first) if of_family else ordinary != "404"
        if step == "note":  # of who is around the family, all (K15); at work for who goes, who comes and who arranges it
            return self.reads(who, "K15") == "full" if of_family else ordinary != "404"
        if self.columns[who] == "unknown" and step not in LEFT:
            return False
        return table["children:circle", "GET"][who] != "403" if step == "network" else ordinary != "403"

    def sits(self, step: str, who: str) -> bool:
        """Of the meeting that was planned, and what was agreed there by who helps."""
        reads = reads_meeting(self.aviary.told, self.place(who), is_invited=who in SEATED)
        if step == "agreement":
            return reads or who == Role.YOUTH_WORKER
        return reads and (step in ("meeting", "outside") or (who == Role.MOTHER if step == "hers" else who in SEATED))

    def expected(self, name: str, method: str, who: str, table: Any, card: Card | None = None, *, has_child: bool) -> str:
        """What a cell becomes in this state at this age."""
        cell = table[name, method][who]
        if name == "home:home" and method == "GET" and who != "stranger" and self.is_out(who):
            return "200"  # without a child there is a first page that says so, and nowhere to go straight on to
        if cell == "405" or not has_child:
            return cell
        if self.is_out(who):
            return "404"
        for step in STEPS.get(f"{name} {method}", STEPS.get(name, ())):
            row = "cards:remark" if name == "cards:remove_remark" else name
            if not self.holds(step, who, table[row, method][who], table, card):
                return "404" if step in THINGS else "403"
        return self.outcome(name, method, who, cell, card)

    def outcome(self, name: str, method: str, who: str, cell: str, card: Card | None) -> str:
        """Where the circle of this proof differs from the one of the table, and why."""
        if name == "cards:keep":  # the page that types gets an empty answer for the own voice; others are told whose it is
            return "204" if (card or self.cards[Role.MOTHER]).voice_id == self.place(who).voice_id else "302"
        if (name, method, who) == ("cards:own", "GET", Role.CHILD):  # its own page, for its own card
            return "200" if card is not None and card.voice_id == self.place(who).voice_id else "302"
        if name == "cards:keep_line" and cell == "200" and self.is_out(Role.MOTHER):  # a card of hers is typed over
            return "302"  # nobody types for who takes no part any more
        if name == "cards:remove_remark":  # there is a remark beside every card here
            return "302"
        if (name, method) == ("cards:others", "POST") and card is not None and card.voice_id == self.place(who).voice_id:
            return "302" if card == shared_card(self.circle.child) else "409"  # the sentence that is sent stands on that one
        if name == "cards:withdraw" and card is not None and card.voice_id != self.place(Role.MOTHER).voice_id:
            return "302"  # and a statement of the mother beside each that is not hers
        if (name, method) == ("cards:sharing_new", "POST") and cell == "422":  # here they have a card of their own to pass on
            return "302"
        return cell


def lay(circle: Circle, state: str, band: str) -> Scene:
    """The circle at this age, in this state, with a few cards of everyone, each with words of its own."""
    years = BANDS[band]
    born = timezone.localdate() - timedelta(days=years * 365 + years // 4 + 180)
    rewrite(Child.objects.filter(pk=circle.child.pk), birth_date=born)
    circle.child = Child.objects.get(pk=circle.child.pk)
    circle.bodies.clear()
    asked_more(circle.child)
    answer_and_change(circle.child, state, is_own=years >= 16)
    told = told_of(circle.child)
    aviary = Aviary(circle, told)
    places = Place.objects.filter(child=circle.child, taken__isnull=False).select_related("voice", "person", "organisation")
    aviary.places = {place.person_id: place for place in places.order_by("offered_at")}
    scene = Scene(circle, state, band, aviary)
    with now_is_now():
        scene.columns = {who: column(told, scene.place(who)) for who in circle.people}
    lay_cards(scene)
    round_the_child(scene)
    return scene


def asked_more(child: Child) -> None:
    """A question about health, and one for two who were not asked for yet: of each kind somebody reads by consent alone."""
    house = {
        place.role: place.organisation
        for place in Place.objects.filter(child=child, organisation__isnull=False).select_related("organisation")
    }
    nurse, youth, team, school = (
        house[role] for role in (Role.NURSE, Role.YOUTH_WORKER, Role.NEIGHBOURHOOD_TEAM, Role.CARE_COORDINATOR)
    )
    question(child, [("K11", nurse, youth), ("K12", youth, nurse)])
    question(child, [("K05", school, team), ("K12", youth, team)])


def question(child: Child, lines: Iterable[tuple[str, Organisation, Organisation]]) -> None:
    until = timezone.localdate() + timedelta(days=90)
    asked = ConsentAsked.objects.create(
        child=child, purpose="help_together", until=until, information_kind="K18", ground="consent"
    )
    for kind, source, reader in lines:
        ConsentLine.objects.create(asked=asked, kind=kind, source=source, reader=reader)


def answer_and_change(child: Child, state: str, *, is_own: bool) -> None:
    """Everyone answers who ever decides, so that a parent of who is 16 has a past; then what the state says happens."""
    ConsentAnswered.objects.filter(asked__child=child).delete()
    places = list(Place.objects.filter(child=child, role__in=[*NEED_AUTHORITY, Role.CHILD], taken__isnull=False))
    father, one = (Role.FATHER, Role.CHILD if is_own else Role.FATHER)
    for place in places:
        if state != "nothing answered" and (state != "one said yes" or place.role == Role.MOTHER):
            say(child, place, "no" if state == "one said no" and place.role == one else "yes")
    seen = Authority.objects.filter(place__child=child)
    today = timezone.localdate()
    if state == "expired":
        ConsentAsked.objects.filter(child=child).update(until=today - timedelta(days=1))
    if state == "withdrawn":
        say(child, next(place for place in places if place.role == one), "withdrawn")
    if state == "check overdue":
        seen.filter(place__role=father).update(check_again_on=today - timedelta(days=1))
    if state == "authority unknown":
        seen.delete()
        Place.objects.filter(child=child, role__in=NEED_AUTHORITY).update(has_custody=None)
    if state == "authority ended":
        seen.filter(place__role=father).update(until=today, ended_at=timezone.now())


def say(child: Child, place: Place, answer: str) -> None:
    for asked in ConsentAsked.objects.filter(child=child):
        ConsentAnswered.objects.create(
            asked=asked,
            person_id=place.person_id,
            answer=answer,
            capacity=CHILD if place.role == Role.CHILD else "authority",
            language="nl",
            text="Wat er stond",
            text_hash="",
            information_kind="K18",
            ground="consent",
        )


def lay_cards(scene: Scene) -> None:
    """Of every role a draft and a shared card with a remark of the mother; and for fewer readers one of mother and child."""
    Card.objects.filter(child=scene.circle.child).delete()
    mother = scene.place(Role.MOTHER)
    for who in scene.circle.people:
        place = scene.place(who)
        if who == Role.SUPPORT_ASSISTANT:
            continue
        draft = new_card(place, CardKind.HOME, "circle")
        version(scene.aviary, draft, 1, f"draft of {who}", behind_the_door(scene, own_voice(place)))
        scene.cards[who] = shared(scene, place, "circle")
        if who in WHOSE:
            beside(scene, scene.cards[who], mother)
            stated_in(scene, who, mother)
    shared(scene, mother, "circle")  # two of one kind, to tie
    shared(scene, mother, "family_and_care")
    shared(scene, scene.place(Role.CHILD), "teacher")


def behind_the_door(scene: Scene, may_know: Any) -> Any:
    return lambda place, person: place is not None and not scene.is_out(place.role) and may_know(place, person)


def shared(scene: Scene, place: Place, audience: str) -> Card:
    card = new_card(place, CardKind.HELP, audience)
    CardShared.objects.create(card=card, by_id=place.person_id)

    def may_know(reader: Place | None, _person: Any) -> bool:
        return reader is not None and scene.sees_card(reader.role, card)

    version(scene.aviary, card, 1, f"card of {place.role} for {audience}", may_know)
    return card


def beside(scene: Scene, card: Card, mother: Place) -> None:
    """A remark is for who reads both the card and what its writer writes."""

    def may_know(reader: Place | None, _person: Any) -> bool:
        both = (card, scene.cards[Role.MOTHER])
        return reader is not None and all(scene.sees_card(reader.role, each) for each in both)

    where = f"remark beside the card of {card.voice.letter}"
    Remark.objects.create(
        card=card,
        by=mother.person,
        voice=mother.voice,
        text=scene.aviary.bird(where, may_know),
        information_kind="K06",
        ground="consent",
        audience="circle",
    )


def round_the_child(scene: Scene) -> None:
    """Words beside the cards, each for whom the matrix gives its kind without consent: nobody was asked for these."""
    child, places = scene.circle.child, scene.aviary.places.values()
    parents, family = NEED_AUTHORITY, {*NEED_AUTHORITY, "child"}

    def let(where: str, may_know: Any) -> str:
        return scene.aviary.bird(where, behind_the_door(scene, lambda place, _person: may_know(str(place.role))))

    def knows(who: str) -> bool:
        return scene.columns[who] != "unknown"

    child.facts = {**child.facts, "home_municipality": let("child facts", lambda who: who in TAKE_ALONG and knows(who))}
    child.save()
    note = let("note at a group", lambda who: scene.reads(who, "K03") == "full")
    rewrite(GroupInYear.objects.filter(child=child)[:1], note=note)
    # Who is around the family is for the circle; how to reach them for parents who decide, and for whom K15 is whole.
    rewrite(
        Contact.objects.filter(child=child),
        name=let("contact", knows),
        reach=let("reach", lambda who: knows(who) and (who in parents or scene.reads(who, "K15") == "full")),
    )
    # Who goes and who comes; of the family those who read all of who is around it. The introduction is to all of a family.
    handed = ("youth_worker", "nurse")
    note = let("note of a handover", lambda who: who in handed or (who in family and scene.reads(who, "K15") == "full"))
    first = let("introduction", lambda who: who in handed or (who in {*family, "foster_parent"} and knows(who)))
    rewrite(Handover.objects.filter(place__child=child), introduction=first, note={"helps": note})
    at_table = (behind_the_door(scene, lambda place, _person, step=step: scene.sits(step, place.role)) for step in TOLD)
    told_at_the_table(scene.aviary, *at_table)
    worker = scene.place(Role.YOUTH_WORKER)
    # Part of the record of who looked (K19): for a family that sees it, who read, and who looks again.
    reviews = ("care_coordinator", "school_leader", "youth_worker")
    sees = let("emergency reason", lambda who: who in reviews or (who in family and scene.reads(who, "K19") != "none"))
    moment = timezone.now()
    EmergencyAccess.objects.create(
        place=worker,
        reason=sees,
        at=moment - timedelta(hours=1),
        until=moment - timedelta(seconds=1),
        information_kind="K19",
        ground="vital_interest",
    )
    for place in places:
        mine = ConsentAnswered.objects.filter(asked__child=child, person=place.person_id)
        rewrite(mine, text=scene.aviary.bird(f"consent text of {place.role}", is_person(place.person_id)))
