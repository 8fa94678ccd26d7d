"""Changing the questions with which an organisation holds its meetings."""

from collections.abc import Mapping

from rondom.base.actions import action
from rondom.base.signs import clean
from rondom.meetings.guide_own import KNOWN
from rondom.meetings.models import QuestionsVersion
from rondom.people.desk import Desk
from rondom.people.models import Organisation
from rondom.people.rights import DeskRight


@action("questions.changed", needs=DeskRight.CHANGE_QUESTIONS)
def change_questions(desk: Desk, *, texts: Mapping[str, str], language: str) -> QuestionsVersion | None:
    """A new version, for what begins from now on; nothing new gives none. What is left empty is asked as everywhere."""
    held = Organisation.objects.select_for_update(no_key=True).get(pk=desk.organisation.pk)
    told = {code: clean(text).strip() for code, text in texts.items() if code in KNOWN}
    told = {code: text for code, text in told.items() if text}
    last = QuestionsVersion.objects.filter(organisation=held).last()
    if told == (last.texts if last else {}):
        return last
    number = last.number + 1 if last else 1
    return QuestionsVersion.objects.create(
        organisation=held, number=number, texts=told, language=language, by_id=desk.person_id
    )
