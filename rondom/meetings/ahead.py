"""The steps that the page of who leads has with it, so that a table goes on without a line (decision 0035)."""

from collections.abc import Sequence
from dataclasses import dataclass

from rondom.meetings.guide import Step
from rondom.meetings.table import Asked, faces_of


@dataclass(frozen=True)
class Ahead:
    """A step as the page of who leads has it with it, to go on to without a line."""

    step: Step
    before: int | None
    after: int | None
    asked: tuple[Asked, ...]
    faces: tuple[tuple[str, str], ...]


def steps_ahead(steps: Sequence[Step]) -> tuple[Ahead, ...]:
    last = len(steps)
    return tuple(
        Ahead(
            step=each,
            before=each.number - 1 if each.number > 1 else None,
            after=each.number + 1 if each.number < last else None,
            asked=tuple(Asked(question, (), "") for question in each.questions),
            faces=faces_of(each),
        )
        for each in steps
    )
