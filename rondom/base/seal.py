"""Personal text at rest. Every text about a person stands in one of these fields and nowhere else.

The text is stored as it is until the seals come; then these fields seal it with the child's own key and
nothing else in the house changes.
"""

from django.db import models


class PersonalText(models.TextField):
    """One text about or by a person: a name, a remark."""


class PersonalBytes(models.BinaryField):
    """What somebody drew or said: a picture or a sound."""


class PersonalWords(models.JSONField):
    """The many short texts of one row, kept as one, so that they become one seal: a mapping of name to text."""
