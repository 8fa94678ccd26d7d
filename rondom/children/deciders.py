"""Who decides, by age, authority and kind of information: one pure function (rules 1.0, R25 to R34).

It never guesses: where it is not known who holds authority, nobody decides, and nothing is shared. No other module
names an age at which a right changes.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from rondom.children.schooling import age_on, birthday

HOME = ZoneInfo("Europe/Amsterdam")
CHILD = "child"
JOINT, OWN, ADULT = 12, 16, 18


class Regime(StrEnum):
    """Which law says who decides; it follows from the kind of information, not from the screen."""

    GDPR = "A"  # school data, research, video, questionnaires (AVG, UAVG 5)
    HELP = "B"  # consent to youth help (Jeugdwet 7.3.4)
    SHARING = "B2"  # passing on what youth help knows (Jeugdwet 7.3.11): the strict union
    TREATMENT = "C"  # health care (WGBO)
    INDEX = "D"  # the referral index (Jeugdwet 7.1)
    EDUCATION = "E"  # agreement on the action part of the OPP


# From which age the child decides along, and alone.
AGES: dict[Regime, tuple[int, int]] = {
    Regime.GDPR: (OWN, OWN),
    Regime.HELP: (JOINT, OWN),
    Regime.SHARING: (JOINT, OWN),
    Regime.TREATMENT: (JOINT, OWN),
    Regime.INDEX: (JOINT, OWN),
    Regime.EDUCATION: (ADULT, ADULT),
}
REGIME_OF_KIND = {
    "K10": Regime.EDUCATION,
    "K11": Regime.TREATMENT,
    "K12": Regime.SHARING,
    "K13": Regime.SHARING,
    "K15": Regime.SHARING,
}


class Band(StrEnum):
    """The age bands in which rights differ."""

    CHILD = "under_12"
    JOINT = "12_15"
    OWN = "16_17"
    ADULT = "18_up"


@dataclass(frozen=True)
class Holding:
    """That somebody holds authority, since the first day and until the day before `until`, checked up to a day."""

    person: str
    since: date
    until: date | None = None
    is_verified: bool = True
    checked_until: date | None = None

    def is_valid(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def is_checked(self, day: date) -> bool:
        return self.is_verified and (self.checked_until is None or day <= self.checked_until)


@dataclass(frozen=True)
class NotAble:
    """That the child is not able to judge one matter, since and until a day (R30)."""

    regime: Regime
    since: date
    until: date


def local_day(moment: datetime) -> date:
    """The day at home: a birthday begins at midnight in the Netherlands, wherever the server stands."""
    return moment.astimezone(HOME).date()


def band_of(birth_date: date, day: date) -> Band:
    age = age_on(birth_date, day)
    return Band.CHILD if age < JOINT else Band.JOINT if age < OWN else Band.OWN if age < ADULT else Band.ADULT


def regime_of(kind: str) -> Regime:
    return REGIME_OF_KIND.get(kind, Regime.GDPR)


def turned(birth_date: date, regime: Regime, on: datetime) -> datetime | None:
    """The last birthday on which it changed who decides, at its midnight: what was allowed before is asked again (R31)."""
    days = (birthday(birth_date, age) for age in {*AGES[regime], ADULT})
    moments = (datetime.combine(day, time.min, HOME) for day in days)
    return max((moment for moment in moments if moment <= on), default=None)


def deciders(
    birth_date: date, regime: Regime, holdings: Iterable[Holding], on: datetime, not_able: Sequence[NotAble] = ()
) -> frozenset[str] | None:
    """Everybody whose yes is needed: keys of persons, and `CHILD`. None: it is not known, so nothing is shared.

    A holder whose proof was not seen, or whose check is overdue, makes it unknown (R33): that a parent's papers were
    not looked at again does not leave the decision to the other parent alone.
    """
    day = local_day(on)
    joint, own = AGES[regime]
    age = age_on(birth_date, day)
    child, adults = age >= joint, age < own
    if child and any(each.regime == regime and each.since <= day < each.until for each in not_able):
        if age >= ADULT:
            return None
        child, adults = False, True
    held = [each for each in holdings if each.is_valid(day)]
    if adults and (not held or not all(each.is_checked(day) for each in held)):
        return None
    return frozenset([*(each.person for each in held if adults), *([CHILD] if child else [])])


@dataclass(frozen=True)
class Given:
    """An answer of somebody: yes, or anything else, at a moment."""

    person: str
    is_yes: bool
    at: datetime


def flows(needed: Collection[str] | None, answers: Iterable[Given], now: datetime, *, since: datetime | None = None) -> bool:
    """Whether everyone who decides said yes last. Of two answers at one moment the no holds.

    `since` is the last change of authority: what was answered before it must be asked again (R34).
    """
    if not needed:
        return False
    last: dict[str, tuple[datetime, bool]] = {}
    for given in answers:
        if given.at > now or (since is not None and given.at < since):
            continue
        at = given.at.astimezone(UTC)
        known = last.get(given.person)
        if known is None or at > known[0]:
            last[given.person] = (at, given.is_yes)
        elif at == known[0]:
            last[given.person] = (at, known[1] and given.is_yes)
    return all(person in last and last[person][1] for person in needed)
