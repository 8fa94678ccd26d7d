"""A request of somebody who is signed in: what every view gets that is not on the short public list."""

from django.http import HttpRequest

from rondom.people.models import Person
from rondom.people.sessions import Needs


class SignedIn(HttpRequest):
    """`LoginRequiredMiddleware` saw to it that the user is a person; the gate, what this person needs."""

    user: Person
    needs: Needs
    LANGUAGE_CODE: str
