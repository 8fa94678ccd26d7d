"""A lost key made good at the desk, and accounts that end by themselves."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.base import forgotten
from rondom.base.actions import Refused, action, refuse_if
from rondom.base.keys import Subject, store
from rondom.base.letters import letter_to
from rondom.base.models import Act, Letter
from rondom.base.record import record_system
from rondom.base.seal import PERSON
from rondom.people.actions.factors import told
from rondom.people.actions.keys import revoke_paper_key
from rondom.people.actions.persons import Paper, make_invitation
from rondom.people.desk import Desk, working_on
from rondom.people.engines import opened, sealed
from rondom.people.models import (
    AccountShut,
    Alert,
    IdentityLink,
    Invitation,
    LogManager,
    MailCode,
    Membership,
    PaperKey,
    Person,
    RecoveryAsked,
    RecoveryConfirmed,
    RecoveryUsed,
    Sample,
    Visit,
    WrongTry,
)
from rondom.people.queries import factors_of
from rondom.people.rights import DeskRight
from rondom.people.rules import why_not_confirm_recovery, why_not_finish_recovery, why_not_pin

OF_THE_ACCOUNT = {"people", "account", "mfa"}
SHUT_AFTER, DELETE_AFTER = timedelta(days=90), timedelta(days=365)


@action("recovery.asked", needs=DeskRight.HELP_BACK_IN)
def ask_recovery(desk: Desk, *, person: Person, own_code: str) -> RecoveryAsked:
    """Somebody stood at the desk with proof of identity, without a key, and typed six digits of their own choice.

    The old channels hear of it.
    """
    refuse_if(why_not_pin(own_code))
    if person.pk == desk.person_id:
        raise Refused(_("Je kunt dit niet voor jezelf doen."))
    if RecoveryAsked.objects.filter(person=person, used=None).exists():
        raise Refused(_("Hier wordt al aan gewerkt."))
    letter_to(person, "access")
    return RecoveryAsked.objects.create(
        person=person, organisation=desk.organisation, seen_by_id=desk.person_id, own_code=sealed(own_code)
    )


@action("recovery.confirmed", needs=DeskRight.HELP_BACK_IN)
def confirm_recovery(desk: Desk, *, recovery: RecoveryAsked) -> RecoveryConfirmed:
    refuse_if(why_not_confirm_recovery(recovery, desk.person_id))
    letter_to(recovery.person, "access")
    return RecoveryConfirmed.objects.create(recovery=recovery, by_id=desk.person_id)


@action("recovery.stopped", needs=DeskRight.HELP_BACK_IN, act=Act.DELETE)
def stop_recovery(desk: Desk, *, recovery: RecoveryAsked) -> RecoveryUsed:
    """It was not asked by its person, or the key was found: nothing changes."""
    return RecoveryUsed.objects.create(recovery=recovery)


@action("recovery.finished", needs=DeskRight.HELP_BACK_IN, act=Act.EXECUTE)
def finish_recovery(desk: Desk, *, recovery: RecoveryAsked, leads_to: str = "/") -> Paper:
    """A fresh invitation, after a day, with the code that only its person knows. The old keys go; no helper sets or sees one."""
    refuse_if(why_not_finish_recovery(recovery, timezone.now()))
    person = recovery.person
    factors_of(person).delete()
    IdentityLink.objects.filter(person=person).delete()
    for key in PaperKey.objects.filter(person=person, revoked=None):
        revoke_paper_key(key, by=None)
    person.set_unusable_password()
    person.save(update_fields=["password"])
    told(person, "factors.removed", Act.DELETE, None)
    helper = Person.objects.filter(pk=desk.person_id).first() if desk.person_id else None
    paper = make_invitation(person=person, leads_to=leads_to, made_by=helper, own_code=opened(recovery.own_code))
    RecoveryUsed.objects.create(recovery=recovery, invitation=paper.invitation)
    return paper


@transaction.atomic
def tidy_accounts(without_a_child_since: Callable[[Person], datetime | None]) -> dict[str, int]:
    """Every night: shut who has no child and no team for ninety days, delete a year after, and let old tries and codes go.

    Since when a person has no child any more is asked of who knows, None while there is one: children lie above.
    """
    now = timezone.now()
    counts = {"shut": 0, "deleted": 0}
    for person in Person.objects.filter(is_active=True):
        since = idle_since(person, without_a_child_since(person))
        if since is not None and since + SHUT_AFTER < now:
            shut(person)
            counts["shut"] += 1
    for person in Person.objects.filter(shut__at__lt=now - DELETE_AFTER):
        erase(person)
        counts["deleted"] += 1
    WrongTry.objects.filter(at__lt=now - timedelta(days=1)).delete()
    MailCode.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()
    Visit.objects.filter(ended__at__lt=now - timedelta(days=30)).delete()
    PaperKey.objects.filter(revoked__at__lt=now - timedelta(days=30)).delete()
    Invitation.objects.filter(expires_at__lt=now - timedelta(days=30)).delete()
    RecoveryAsked.objects.filter(at__lt=now - timedelta(days=365)).delete()
    Letter.objects.filter(sent_at__lt=now - timedelta(days=30)).delete()
    Letter.objects.filter(made_at__lt=now - timedelta(days=60)).delete()  # nobody could be reached
    ended_long_ago(timezone.localdate(now))
    return counts


def ended_long_ago(today: date) -> None:
    """What was held at a desk, two years after it ended; and what stood out in the record, two years after it was seen."""
    before = today - timedelta(days=2 * 366)
    Membership.objects.filter(until__lt=before).delete()
    LogManager.objects.filter(until__lt=before).delete()
    Alert.objects.filter(at__date__lt=before).delete()
    Sample.objects.filter(month__lt=before).delete()


def idle_since(person: Person, without_a_child_since: datetime | None) -> datetime | None:
    """Since when somebody has neither child nor team; None while there is one."""
    if without_a_child_since is None or Membership.objects.filter(working_on(timezone.localdate()), person=person).exists():
        return None
    last = Membership.objects.filter(person=person).aggregate(last=Max("until"))["last"]
    ended = timezone.make_aware(datetime.combine(last, time.max)) if last else person.made_at
    return max(ended, without_a_child_since, person.made_at)


def shut(person: Person) -> None:
    AccountShut.objects.create(person=person)
    told(person, "account.shut", Act.UPDATE, None)
    Person.objects.filter(pk=person.pk).update(is_active=False)


def erase(person: Person) -> None:
    """Nothing stays by which somebody comes in or is written to. A name stays only in the dossiers in which it stands."""
    record_system("account.deleted", Act.DELETE, subject=person)
    forgotten.note("person", person=str(person.pk))
    erase_again(person)


def erase_again(person: Person) -> None:
    """What erasing does; once more where older rows were put back."""
    if not stands_elsewhere(person):
        transaction.on_commit(partial(destroy_key_of, person.pk))
        person.delete()
        return
    for key in (*factors_of(person), *person.paper_keys.all(), *person.identity_links.all(), *person.invitations.all()):
        key.delete()
    Visit.objects.filter(person=person).delete()
    AccountShut.objects.filter(person=person).delete()
    Person.objects.filter(pk=person.pk).update(email="", found_by=None, is_active=False, password=make_password(None))


def stands_elsewhere(person: Person) -> bool:
    """Whether somebody's name is needed where something was written: in a dossier."""
    elsewhere = [each for each in person._meta.related_objects if each.related_model._meta.app_label not in OF_THE_ACCOUNT]
    return any(each.related_model._base_manager.filter(**{each.field.name: person}).exists() for each in elsewhere)


def destroy_key_of(person_id: UUID) -> None:
    """With its key a name is unreadable in every copy too."""
    store().destroy(Subject(PERSON, person_id))


def forget_unlinked() -> int:
    """Who was erased while a name still stood in a dossier, and stands in none any more: that name goes too. How many."""
    count = 0
    # Who is not active and not shut was erased.
    erased = Person.objects.filter(is_active=False, shut=None, memberships=None)
    for person in erased:
        with transaction.atomic():
            if not stands_elsewhere(person):
                erase(person)
                count += 1
    return count
