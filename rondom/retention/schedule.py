"""The retention schedule of the rules (part 4) as it is printed, and by which of its lines each table is kept.

A line is a class of records: whose it is, how long it is kept and from when, the least and the most that the law or the rules
say, and what happens then. `-` is nothing, `outside` is kept by an organisation in a system of its own, `not here` is never kept.
People lay this beside the paper; a release changes it, nothing at run time does.
"""

from dataclasses import dataclass
from enum import StrEnum

from rondom.children.models import InformationKind
from rondom.people.models import OrganisationKind
from rondom.retention.clock import Span, Start, span_of

LINES = """
B01 | school       | general file of a pupil                    | 2y  | left school        | -   | 2y  | destroy
B02 | school       | attendance, enrolment and de-enrolment     | 5y  | left school        | 5y  | 5y  | destroy
B03 | school       | pupil referred to special education        | 3y  | left school        | 3y  | 3y  | destroy
B04 | school       | OPP and its versions                       | 2y  | left school        | -   | 2y  | destroy
B05 | school       | educational report, a copy                 | 2y  | left school        | -   | 2y  | destroy
B06 | school       | application of a child not admitted        | 1y  | written            | -   | 1y  | destroy
B07 | swv          | TLV and advice                             | 3y  | written            | 3y  | 3y  | destroy
B08 | care         | youth help file                            | 20y | last change        | 20y | -   | destroy
B09 | guardian     | file of a protection order                 | 20y | last change        | 20y | -   | destroy
B10 | health       | youth health file                          | 20y | last change        | 20y | -   | destroy
B11 | safe at home | file of Veilig Thuis                       | 20y | last change        | -   | -   | not here
B12 | municipality | attendance officer's case                  | 19y | born               | -   | 19y | outside
B13 | municipality | row in the referral index                  | 2y  | written            | -   | 2y  | not here
B14 | joint        | who is involved                            | 0d  | involvement ended  | -   | 12m | destroy
B15 | joint        | shared part                                | 6m  | case closed        | -   | 6m  | destroy
B16 | joint        | parents' own entries                       | 6m  | case closed        | -   | 6m  | destroy
B17 | joint        | child's own words                          | 6m  | case closed        | -   | 6m  | destroy
B18 | school       | safety compartment of a school             | 2y  | left school        | -   | 2y  | destroy
B19 | care         | safety compartment of care                 | 20y | last change        | 20y | -   | destroy
B20 | platform     | anonymous case                             | 12m | written            | -   | 12m | destroy
B21 | owner        | consents                                   | 5y  | no longer valid    | 5y  | 5y  | destroy
B22 | owner        | record of who did what                     | 5y  | written            | -   | 5y  | destroy
B23 | platform     | security and system logs                   | 18m | written            | 6m  | 18m | outside
B24 | owner        | proof of destruction                       | 10y | written            | -   | 10y | destroy
B25 | owner        | scan of a proof of authority               | 30d | written            | -   | 30d | not here
B26 | owner        | sound of a meeting                         | 4w  | written            | -   | 4w  | not here
B27 | school       | video of practice                          | 6w  | written            | -   | 12m | destroy
B28 | researcher   | raw answers                                | 24m | no longer valid    | -   | 24m | destroy
B29 | researcher   | sound of an interview                      | 3m  | written            | -   | 3m  | destroy
B30 | board        | complaint                                  | 2y  | involvement ended  | -   | 2y  | destroy
B31 | owner        | requests about rights, register of leaks   | 5y  | written            | -   | 5y  | destroy
B32 | school       | letter to a parent without authority       | 2y  | left school        | -   | 2y  | destroy
B33 | writer       | draft                                      | 30d | last change        | -   | 30d | destroy
B34 | platform     | notifications and mail                     | 30d | written            | -   | 30d | destroy
B35 | platform     | exports waiting for download               | 7d  | written            | -   | 7d  | not here
B36 | platform     | backups                                    | 35d | written            | -   | 35d | outside
B37 | platform     | accounts without a link                    | 12m | involvement ended  | -   | 12m | destroy
"""


class Then(StrEnum):
    DESTROY = "destroy"
    OUTSIDE = "outside"
    NOT_HERE = "not here"


@dataclass(frozen=True)
class Term:
    """One line of the schedule. `least` and `most` are counted from the same day as the term itself."""

    code: str
    owner: str
    record: str
    span: Span
    start: Start
    least: Span | None
    most: Span | None
    then: Then


def terms_of(lines: str) -> dict[str, Term]:
    found = {}
    for line in lines.strip().splitlines():
        code, owner, record, span, start, least, most, then = (part.strip() for part in line.split("|"))
        whole = span_of(span)
        assert whole is not None, code
        found[code] = Term(code, owner, record, whole, Start(start), span_of(least), span_of(most), Then(then))
    return found


SCHEDULE = terms_of(LINES)

# By which line the part of an organisation goes; who is not here keeps nothing of its own, and goes with the shared part.
OF_KIND: dict[str, str] = {
    OrganisationKind.SCHOOL: "B01",
    OrganisationKind.YOUTH_HELP: "B08",
    OrganisationKind.LOCAL_TEAM: "B08",
    OrganisationKind.SCHOOL_SOCIAL_WORK: "B08",
    OrganisationKind.YOUTH_HEALTH: "B10",
    OrganisationKind.CERTIFIED_INSTITUTION: "B09",
}
SHARED = "B15"
# Where the kind of information says it, whoever of a sort of owner wrote it down.
AT_SCHOOL: dict[str, str] = {
    InformationKind.ATTENDANCE: "B02",
    InformationKind.OPP: "B04",
    InformationKind.SAFETY: "B18",
}
IN_CARE: dict[str, str] = {InformationKind.SAFETY: "B19"}
IN_COMMON: dict[str, str] = {InformationKind.PARENT_ENTRY: "B16", InformationKind.CHILD_ENTRY: "B17"}
# A pupil who was referred to special education: the file goes by another line.
REFERRED = {"B01": "B03", "B04": "B03"}


def code_of(owner_kind: str | None, kind: str, *, is_referred: bool = False) -> str:
    """By which line goes what an owner of this kind wrote of this kind; no owner is the family and all together."""
    code = OF_KIND.get(owner_kind or "", SHARED)
    if owner_kind == OrganisationKind.SCHOOL:
        code = AT_SCHOOL.get(kind, code)
    elif code == SHARED:
        code = IN_COMMON.get(kind, code)
    else:
        code = IN_CARE.get(kind, code)
    return REFERRED.get(code, code) if is_referred else code


class How(StrEnum):
    """How the rows of a table come to their end."""

    PART = "with the part of its owner, on the day of its line"
    LAST = "with the last of the child"
    ABOVE = "with the row it hangs on"
    OWN = "on a day of its own"
    APART = "with the part of its owner, by a line of the journal of its own"
    HOUSE = "by the clock of the house; it is about no child"


@dataclass(frozen=True)
class Kept:
    how: How
    code: str = ""  # the line of the schedule by which a row with a day of its own goes


# What `keep` of a table may say. Other words are no class, and a test of the house says so.
KEPT: dict[str, Kept] = {
    "as the dossier": Kept(How.PART),
    "as the dossier of the organisation that told it": Kept(How.PART),
    "as the dossier; a draft until 30 days after the next meeting": Kept(How.PART),
    "until the dossier is closed, then by the schedule of each organisation": Kept(How.LAST),
    "as long as anything of the child": Kept(How.LAST),
    "as its place": Kept(How.ABOVE),
    "as its card": Kept(How.ABOVE),
    "as its share": Kept(How.ABOVE),
    "as its question": Kept(How.ABOVE),
    "as its meeting": Kept(How.ABOVE),
    "as its meeting; a draft until 30 days after it": Kept(How.ABOVE),
    "as its agreement": Kept(How.ABOVE),
    "until it becomes a version; at most 30 days": Kept(How.OWN, "B33"),
    "its words until it is a card; nothing of them after that": Kept(How.OWN, "B33"),
    "validity and five years": Kept(How.OWN, "B21"),
    "as the record": Kept(How.OWN, "B22"),
    "five years, as the record it asks about": Kept(How.OWN, "B31"),
    "end of involvement": Kept(How.OWN, "B14"),
    "ten years": Kept(How.HOUSE, "B24"),
    "five years; closed per month": Kept(How.HOUSE, "B22"),
    "as long as its chain": Kept(How.HOUSE, "B22"),
    "one month": Kept(How.HOUSE, "B34"),
    "one day": Kept(How.HOUSE, "B34"),
    "one year": Kept(How.HOUSE, "B37"),
    "two years": Kept(How.HOUSE, "B23"),
    "two years after its end": Kept(How.HOUSE, "B37"),
    "one month after it expires": Kept(How.HOUSE, "B37"),
    "one month after it is revoked": Kept(How.HOUSE, "B37"),
    "until the last place and membership has ended": Kept(How.HOUSE, "B37"),
    "as its person": Kept(How.HOUSE, "B37"),
    "as its organisation": Kept(How.HOUSE, "B37"),
    "as its recovery": Kept(How.HOUSE, "B37"),
    "as its invitation": Kept(How.HOUSE, "B37"),
    "as its paper card": Kept(How.HOUSE, "B37"),
    "until the wave closes": Kept(How.HOUSE, "B37"),
    "as its visit": Kept(How.HOUSE, "B34"),
    "as its alert": Kept(How.HOUSE, "B23"),
    "as its sample": Kept(How.HOUSE, "B23"),
    "as long as it takes part": Kept(How.HOUSE),
    "with the pupil file (school) or the own file (care), looked at every year; held while a report runs": Kept(How.APART),
    "as its file": Kept(How.APART),
    "twelve months, then what was learned without the text; gone at once when recognised": Kept(How.HOUSE, "B20"),
    "as its case": Kept(How.HOUSE, "B20"),
    "one year after its day; its key goes with it": Kept(How.HOUSE),
    "as its meeting of a team": Kept(How.HOUSE),
    "as its member of a team": Kept(How.HOUSE, "B37"),
    "until the night": Kept(How.HOUSE, "B20"),
    "twenty-four months after its scan was closed, then only how many said what": Kept(How.HOUSE, "B28"),
    "as long as it is of use: it is about nobody": Kept(How.HOUSE),
}
