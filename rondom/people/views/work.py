"""Coming in with the account of one's work."""

import time
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rondom.base.actions import Refused
from rondom.people import actions
from rondom.people.fresh import back_to, doorstep
from rondom.people.models import IdentityProvider, Person
from rondom.people.oidc import Account, NotVouchedFor, account_of, question
from rondom.people.queries import linked_person, member_at, providers
from rondom.people.sessions import FRESH_FOR, address_of, may_make_first_key
from rondom.people.views.entering import enter, too_many_here
from rondom.people.views.proof import note_shown


@doorstep
@login_not_required
@require_GET
def to_work(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """To the page of one's organisation; what must come back is kept in the session.

    A link and not a form: the policy of our pages lets no form lead elsewhere.
    """
    provider = providers().filter(pk=provider_id).first()
    if provider is None:
        raise Http404
    if too_many := too_many_here(request):
        messages.error(request, too_many)
        return redirect("people:at_work")
    again = isinstance(request.user, Person)
    try:
        address, kept = question(provider, back=way_back(request), again=again)
    except NotVouchedFor as reason:
        return not_vouched_for(request, provider, reason)
    request.session["from_work"] = {**kept, "next": back_to(request)}
    return HttpResponseRedirect(address)


def way_back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("people:from_work"))


@doorstep
@login_not_required
@require_GET
def from_work(request: HttpRequest) -> HttpResponse:
    """What the organisation says about who this is. Each answer counts once."""
    kept = request.session.pop("from_work", None)
    provider = providers().filter(pk=kept["provider"]).first() if kept else None
    if provider is None or kept is None:
        messages.error(request, _("Dit duurde te lang. Begin nog een keer."))
        return redirect("people:at_work")
    try:
        account = account_of(provider, kept, request.GET.dict(), back=way_back(request))
    except NotVouchedFor as reason:
        return not_vouched_for(request, provider, reason)
    if isinstance(request.user, Person):
        return same_person_again(request, request.user, provider, account, kept["next"])
    person = linked_person(provider, account.sub) or first_time(provider, account)
    if person is None:
        actions.note_failure(account=f"{provider.pk}:{account.sub}", address=address_of(request), event="provider.stranger")
        messages.error(
            request, _("We kennen dit account nog niet. Vraag een uitnodiging aan een collega; daarna kom je zo binnen.")
        )
        return redirect("people:at_work")
    return enter(request, person, kept["next"], how="provider", is_strong=account.is_strong, is_fresh=account.is_strong)


def first_time(provider: IdentityProvider, account: Account) -> Person | None:
    """The member of this organisation whose confirmed address it is; from now on found by the number of the account."""
    person = member_at(provider, account.email)
    if person is not None:
        actions.link_account_of_work(person, provider=provider, sub=account.sub)
    return person


def same_person_again(
    request: HttpRequest, person: Person, provider: IdentityProvider, account: Account, back: str
) -> HttpResponse:
    """Who is in already: ties an account of work to an invitation, or shows once more who it is."""
    known = linked_person(provider, account.sub)
    if known is None and may_make_first_key(request.session, person):
        try:
            key = request.session.session_key
            actions.link_account_of_work(person, provider=provider, sub=account.sub, session_key=key)
        except Refused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(back)
        known = person
    if known == person and time.time() - account.signed_in_at < FRESH_FOR:
        actions.confirm_self(person, how="provider")
        note_shown(request, is_second_factor=account.is_strong)
    else:
        messages.error(request, _("Dit is niet gelukt. Probeer het nog eens."))
    return HttpResponseRedirect(back)


def not_vouched_for(request: HttpRequest, provider: IdentityProvider, reason: NotVouchedFor) -> HttpResponse:
    event = f"provider.{str(reason).replace(' ', '_')}"
    actions.note_failure(account=str(provider.pk), address=address_of(request), event=event)
    messages.error(request, _("Het lukte niet om binnen te komen met je account van je werk. Probeer het nog eens."))
    return redirect("people:at_work")
