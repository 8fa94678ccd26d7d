"""The first page: the children one works with or lives with."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from rondom.careteam.queries import teams_of
from rondom.cases.rights import USERS
from rondom.children.caseload import Caseload, InCaseload, caseload_page, waits_at_the_door
from rondom.meetings.asked import AskedTo, asked_over
from rondom.mydata.requests import AtDesk, at_desks
from rondom.people.desk import working_on
from rondom.people.models import LogManager, Membership, Organisation, Person
from rondom.people.rights import RIGHTS, DeskRight
from rondom.retention.proof_pages import has_proofs
from rondom.safety.queries import InShelf, files_on_list
from rondom.schools.room import KINDS


@dataclass(frozen=True)
class HomePage:
    children: tuple[InCaseload, ...]
    needing: int
    desks: tuple[Organisation, ...]
    overseen: tuple[Organisation, ...]
    answering: tuple[AtDesk, ...]
    asking: tuple[Organisation, ...]  # where one words the questions of meetings
    naming: tuple[Organisation, ...]  # where one says who looks along at concerns about safety
    is_at_work: bool
    asked: tuple[UUID, ...]
    destroyers: tuple[Organisation, ...]
    safety: tuple[InShelf, ...]  # only what is on one's own list
    may_use_cases: bool
    has_care_team: bool  # sits in one, may begin one, or sees the numbers of one
    monitoring: tuple[Organisation, ...]  # where one plans waves of a questionnaire
    reporting: tuple[Organisation, ...]  # where one reads or makes reports on a wave
    schools: tuple[Organisation, ...]  # of which one reads what they keep about themselves
    meetings: tuple[AskedTo, ...]  # to which one is asked to come

    @property
    def nothing_waits(self) -> bool:
        is_asked = any(each.waits for each in self.meetings)
        return not self.needing and not is_asked and not any(desk.waiting for desk in self.answering)


def with_teams(works: Membership) -> bool:
    return bool(RIGHTS[works.function] & {DeskRight.KEEP_CARE_TEAM, DeskRight.COUNT_CARE_TEAM})


def home_page(person: Person, caseload: Caseload) -> HomePage:
    today = timezone.localdate()
    memberships = list(Membership.objects.filter(working_on(today), person=person).select_related("organisation"))
    managed = set(LogManager.objects.filter(working_on(today), person=person).values_list("organisation", flat=True))
    children = caseload_page(caseload)
    return HomePage(
        children=children,
        meetings=asked_over(caseload),
        needing=sum(bool(each.attention) for each in children),
        desks=tuple(each.organisation for each in memberships if DeskRight.START_DOSSIER in RIGHTS[each.function]),
        overseen=tuple(
            each.organisation
            for each in memberships
            if each.organisation_id in managed or DeskRight.NAME_LOG_MANAGER in RIGHTS[each.function]
        ),
        answering=at_desks([each.organisation for each in memberships if DeskRight.ANSWER_DATA in RIGHTS[each.function]]),
        asking=tuple(each.organisation for each in memberships if DeskRight.CHANGE_QUESTIONS in RIGHTS[each.function]),
        naming=tuple(each.organisation for each in memberships if DeskRight.NAME_ATTENTION_OFFICER in RIGHTS[each.function]),
        is_at_work=bool(memberships),
        asked=waits_at_the_door(person),
        destroyers=tuple(
            each.organisation
            for each in memberships
            if DeskRight.SEE_DESTROYED in RIGHTS[each.function] and has_proofs(each.organisation_id, person.pk)
        ),
        safety=files_on_list(caseload) if memberships else (),
        may_use_cases=any(each.function in USERS for each in memberships),
        has_care_team=bool(memberships) and (any(with_teams(each) for each in memberships) or bool(teams_of(person))),
        monitoring=tuple(each.organisation for each in memberships if DeskRight.PLAN_WAVES in RIGHTS[each.function]),
        reporting=tuple(each.organisation for each in memberships if DeskRight.READ_REPORTS in RIGHTS[each.function]),
        schools=tuple(
            each.organisation
            for each in memberships
            if each.organisation.kind in KINDS and DeskRight.READ_SCHOOL in RIGHTS[each.function]
        ),
    )
