"""A clock that jumps years ahead would make the night destroy what is not due. So the night looks when the one before was."""

from datetime import date, timedelta

from rondom.base import forgotten

NIGHT = "night"
LONGEST_STILL = timedelta(days=60)  # a school is still for a summer


def night_before(today: date) -> date | None:
    """The last night, where it is so long ago that somebody has to look at the clock first. One that is slow destroys less."""
    told = next((line.told for line in reversed(forgotten.lines()) if line.sort == NIGHT), None)
    if told is None:
        return None
    last = date.fromisoformat(told["day"])
    return last if today > last + LONGEST_STILL else None


def note_night(today: date) -> None:
    """Kept with what was forgotten: no restore puts it back."""
    forgotten.note(NIGHT, day=today.isoformat())
