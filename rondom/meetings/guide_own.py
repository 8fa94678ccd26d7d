"""The steps of a meeting with the questions of an organisation in them. Data and how it is laid together; no rules.

A question of its own has a code that says in which step it stands, so that an answer is known by its code alone.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from rondom.meetings.guide import KINDS, OF_STEPS, STEPS, Question, Step
from rondom.meetings.guide_review import OF_A_REVIEW

OWN_IN_A_STEP = 3
OWN = re.compile(rf"q([1-{len(STEPS)}])_[1-{OWN_IN_A_STEP}]")


def own_codes(step: Step) -> tuple[str, ...]:
    return tuple(f"q{step.number}_{nth}" for nth in range(1, OWN_IN_A_STEP + 1))


KNOWN = frozenset(OF_STEPS) | {code for step in STEPS for code in own_codes(step)}


def steps_with(texts: Mapping[str, str], language: str) -> tuple[Step, ...]:
    """Each question in the words that were given for it, and behind them what was added."""
    return tuple(replace(step, questions=questions_of(step, texts, language)) for step in STEPS) if texts else STEPS


def questions_of(step: Step, texts: Mapping[str, str], language: str) -> tuple[Question, ...]:
    given = (replace(each, text=texts[each.code], language=language) if each.code in texts else each for each in step.questions)
    own = (Question(code, texts[code], language=language) for code in own_codes(step) if code in texts)
    return (*given, *own)


def is_of_a_step(code: str) -> bool:
    return code in OF_STEPS or code in OF_A_REVIEW or OWN.fullmatch(code) is not None


def kind_for(code: str) -> str:
    """Of which kind a card becomes that comes of an answer to it; nothing where none does."""
    own = OWN.fullmatch(code)
    return STEPS[int(own[1]) - 1].kind if own else KINDS.get(code, "")
