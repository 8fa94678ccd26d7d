"""Several commands after each other in one process; prints why each was refused, or nothing where it was not."""

import json
import sys

import django

django.setup()

from django.core.management import CommandError, call_command  # noqa: E402


def refusal(words: list[str]) -> str:
    try:
        call_command(*words, stdout=sys.stderr)
    except CommandError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    sys.stdout.write(json.dumps([refusal(words) for words in json.loads(sys.argv[1])]))
