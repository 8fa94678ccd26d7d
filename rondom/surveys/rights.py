"""What somebody without an account may do who holds the link of a wave: send answers, and nothing else."""

from enum import StrEnum


class SurveyRight(StrEnum):
    ANSWER = "answer questionnaire"
