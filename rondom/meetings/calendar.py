"""A meeting as a file for a calendar (iCalendar, RFC 5545): when, and nothing of whom or of what (decision 28 of the papers).

One who comes, one file: no child, no other people, no place that tells of a school. What it is about stands behind the door.
"""

from datetime import UTC, datetime, timedelta

from rondom.meetings.models import Meeting

LINE = 75  # bytes, then a line is folded


def folded(line: str) -> str:
    """A line of at most 75 bytes, gone on with after a blank; no letter is cut in two."""
    parts, part = [], ""
    for sign in line:
        if len((part + sign).encode()) > LINE - (1 if parts else 0):
            parts.append(part)
            part = ""
        part += sign
    return "\r\n ".join([*parts, part])


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def in_calendar(meeting: Meeting, *, title: str, words: str, moved: int, is_off: bool, made: datetime) -> bytes:
    """One event that a calendar adds, moves or takes away: by its key, and a number that grows with each change."""
    ends = meeting.starts_at + timedelta(minutes=meeting.minutes)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Rondom//Overleg//NL",
        f"METHOD:{'CANCEL' if is_off else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{meeting.pk}@rondom",
        f"SEQUENCE:{moved + is_off}",
        f"DTSTAMP:{stamp(made)}",
        f"DTSTART:{stamp(meeting.starts_at)}",
        f"DTEND:{stamp(ends)}",
        f"SUMMARY:{escaped(title)}",
        f"DESCRIPTION:{escaped(words)}",
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()
