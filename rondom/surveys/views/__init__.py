from rondom.surveys.views.answering import answer
from rondom.surveys.views.questionnaires import arrange, item, monitor, questionnaire, release, renew, start, title
from rondom.surveys.views.reading import own_words, take_out
from rondom.surveys.views.waves import close, open_now, plan, response, school, slips, wave

__all__ = [
    "answer",
    "arrange",
    "close",
    "item",
    "monitor",
    "open_now",
    "own_words",
    "plan",
    "questionnaire",
    "release",
    "renew",
    "response",
    "school",
    "slips",
    "start",
    "take_out",
    "title",
    "wave",
]
