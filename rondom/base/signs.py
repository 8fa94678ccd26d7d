"""Signs that can be kept: every text that comes in from outside passes here once."""

import re

# Signs that steer a terminal and halves of a character: no database, page or file can carry them. Tabs and new lines stay.
NOT_KEPT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(text: str) -> str:
    """The same text with one kind of new line, and without what can not be kept."""
    return NOT_KEPT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
