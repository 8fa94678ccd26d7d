"""Why something of a meeting or an agreement can not be done now."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from rondom.children.access import Reader
from rondom.children.models import Place
from rondom.children.rights import FAMILY_ROLES
from rondom.meetings.guide import CORRECTED_WITHIN, MOST_MARKED
from rondom.meetings.guide_back import WITHIN
from rondom.meetings.models import Agreement, AgreementTurn, Instrument, Turn, reads

MOST_INVITED = 12
LONGEST_AHEAD = timedelta(days=366)


def why_not_invite(place: Place, reader: Reader, *, by_family: bool) -> str | None:
    if reads(reader, is_invited=True, is_own=False, by_family=by_family):
        return None
    if reader.is_shielded:
        return _("%(name)s kan hier niet bij zijn. Maak een apart gesprek.") % {"name": place.called}
    if place.role in FAMILY_ROLES:
        return _("Van %(name)s is het gezag nog niet gezien. Kijk daar eerst naar bij Wie doen mee.") % {"name": place.called}
    return _("%(name)s mag nog niet meelezen. Vraag eerst toestemming bij Wie leest mee.") % {"name": place.called}


def why_not_this_moment(starts_at: datetime, now: datetime) -> str | None:
    if starts_at <= now:
        return _("Dit moment is al voorbij. Kies een moment dat nog komt.")
    if starts_at > now + LONGEST_AHEAD:
        return _("Dit is meer dan een jaar vooruit. Kies een dag die dichterbij is.")
    return None


def why_not_so_many(invited: int) -> str | None:
    if not invited:
        return _("Kies wie er komen.")
    if invited > MOST_INVITED:
        return _("Dat zijn veel mensen. Kies er ten hoogste twaalf; weinig mensen praat beter.")
    return None


def why_not_change(*, is_called_off: bool, is_over: bool) -> str | None:
    if is_called_off:
        return _("Dit overleg gaat niet door.")
    return _("Dit overleg is al geweest.") if is_over else None


def why_not_cancel(*, may_cancel: bool) -> str | None:
    """What ends or moves the coming together of others is for who planned it, and for who leads the circle."""
    if may_cancel:
        return None
    return _("Dit doet wie het overleg plande, of wie de hulp coördineert. Wie niet kan komen, kiest: Ik kan niet.")


def why_not_answer_for(*, is_own: bool, may_plan: bool) -> str | None:
    """Everybody answers for themselves; who plans it, also for who comes along and for who told it by telephone."""
    return None if is_own or may_plan else _("Dit zegt wie is uitgenodigd.")


# ── agreements ────────────────────────────────────────────────────────────────────────────────────


def why_not_agree(what: str, *, has_owner: bool, ready_on: date, today: date) -> str | None:
    if not what.strip():
        return _("Schrijf op wat er gebeurt.")
    return why_not_by_nobody(has_owner=has_owner) or why_not_this_day(ready_on, today)


def why_not_by_nobody(*, has_owner: bool) -> str | None:
    return None if has_owner else _("Kies wie dit doet.")


def why_not_this_day(ready_on: date, today: date) -> str | None:
    if ready_on < today:
        return _("Deze dag is al voorbij. Kies een dag die nog komt.")
    return _("Dit is meer dan een jaar vooruit. Kies een dag die dichterbij is.") if ready_on > today + LONGEST_AHEAD else None


def standing(turns: list[AgreementTurn]) -> str:
    """How an agreement stands, by what happened last; nothing yet is open."""
    last = turns[-1].turn if turns else ""
    return "open" if last in {"", Turn.MOVED, Turn.NOT_YET} else str(last)


def day_of(agreement: Agreement, turns: list[AgreementTurn]) -> date:
    """By when it is to be ready: the day said last."""
    return next((turn.ready_on for turn in reversed(turns) if turn.ready_on), agreement.ready_on)


def why_not_turn(turn: str, now: str, *, is_owner: bool, is_family: bool, may_help: bool, why: str) -> str | None:
    """Who says what of an agreement: its owner, or who helps to keep it, what was done; the family what it did for them."""
    if turn in {Turn.HELPED, Turn.NOT_YET}:
        if not is_family:
            return _("Of het hielp, zegt het gezin.")
        return None if now in {Turn.DONE, Turn.HELPED} else _("Dit is nog niet gedaan.")
    if not (is_owner or may_help):
        return _("Dit zegt wie het doet.")
    if now != "open":
        return _("Dit is al afgerond.")
    if turn in {Turn.NOT_DONE, Turn.STOPPED} and not why.strip():
        return _("Schrijf kort op waarom.")
    return None


def why_not_link(stands: str, *, is_outside: bool, may_look_after: bool) -> str | None:
    """A link is for who has no account; made by who coordinates, or who wrote the agreement down."""
    if not is_outside:
        return _("Wie dit doet, heeft een eigen ingang bij Rondom.")
    if not may_look_after:
        return _("Een link maakt wie de hulp coördineert, of wie dit opschreef.")
    return None if stands == "open" else _("Dit is al afgerond.")


def why_not_by_link(*, works: bool) -> str | None:
    """One sentence for whatever is wrong with a link: it tells nobody whether it ever was one."""
    return None if works else _("Deze link werkt niet of niet meer. Vraag een nieuwe aan wie hem aan u gaf.")


# ── at the table ──────────────────────────────────────────────────────────────────────────────────


def why_not_hold(*, is_called_off: bool, is_closed: bool, is_over: bool) -> str | None:
    """Why nothing happens at this table now. What has begun goes on as long as it takes."""
    if is_closed:
        return _("Dit overleg is afgesloten.")
    return why_not_change(is_called_off=is_called_off, is_over=is_over)


def why_not_lead(*, is_chair: bool) -> str | None:
    return None if is_chair else _("Dit doet wie het gesprek leidt.")


def why_not_on_to(step: int, *, went_on: bool) -> str | None:
    """Of a step that was taken without a line, while somebody else went on: what stands at the table stays."""
    return _("Het gesprek is intussen bij stap %(step)s. Daar gaat het verder.") % {"step": step} if went_on else None


def why_not_take_chair(role: str) -> str | None:
    return _("Wie hier werkt, kan het gesprek overnemen.") if role in FAMILY_ROLES else None


def why_not_yet(*, is_begun: bool) -> str | None:
    return None if is_begun else _("Het overleg is nog niet begonnen.")


def why_not_say(text: str, *, is_begun: bool) -> str | None:
    return why_not_yet(is_begun=is_begun) or (None if text.strip() else _("Schrijf eerst iets op."))


def why_not_lay(*, is_own: bool, has_face: bool) -> str | None:
    """Of an answer becomes a card by who gave it, where it has a face."""
    if not is_own:
        return _("Dit doet wie het gezegd heeft.")
    return None if has_face else _("Kies eerst een gezichtje.")


def why_not_take_back(*, is_step_open: bool) -> str | None:
    """What was laid on the table by mistake comes off it while its step is open; after that others spoke of it."""
    return None if is_step_open else _("De stap is verder. Dit blijft op tafel. Zeg aan tafel wat er anders is.")


def why_not_mark(marked: int) -> str | None:
    return _("Drie kaartjes is genoeg. Haal er eerst een weg.") if marked >= MOST_MARKED else None


def why_not_correct(text: str, closed_at: datetime | None, now: datetime) -> str | None:
    if closed_at is None:
        return _("Dit overleg is nog niet afgesloten.")
    if now > closed_at + timedelta(days=CORRECTED_WITHIN):
        return _("Aanvullen kon tot zeven dagen na het overleg.")
    return None if text.strip() else _("Schrijf eerst iets op.")


# ── in a case review ──────────────────────────────────────────────────────────────────────────────


def why_not_review(*, is_review: bool, is_begun: bool) -> str | None:
    if not is_review:
        return _("Dit kan alleen in een casusbespreking.")
    return why_not_yet(is_begun=is_begun)


def why_not_point_out(what: str, *, has_card: bool) -> str | None:
    return None if has_card or what.strip() else _("Kies een kaartje, of schrijf welk moment het was.")


# ── without an account ────────────────────────────────────────────────────────────────────────────


def why_not_show_here(*, is_elsewhere: bool) -> str | None:
    return _("Op dit scherm staat al een ander overleg. Open het scherm opnieuw.") if is_elsewhere else None


def why_not_knock(waiting: int) -> str | None:
    return _("Er wachten al veel mensen. Vraag het aan wie het gesprek leidt.") if waiting >= MOST_INVITED else None


def why_not_allow(*, may_let_in: bool) -> str | None:
    return None if may_let_in else _("Dit zegt een ouder met gezag, of het kind zelf vanaf zestien jaar.")


def why_not_let_in(*, is_allowed: bool, is_at_work: bool) -> str | None:
    """Two people let a guest in: one of the family, and one who is there for the work."""
    if not is_allowed:
        return _("Eerst zegt een ouder dat dit goed is.")
    return None if is_at_work else _("Iemand die hier voor het werk is, laat de gast binnen. Die leidt dan het gesprek.")


def why_not_answer_guest(*, is_refused: bool) -> str | None:
    return _("Deze gast is al weg. Vraag of die de code nog eens scant.") if is_refused else None


# ── looking back ──────────────────────────────────────────────────────────────────────────────────


def why_not_look_back_now(instrument: str, closed_at: datetime | None, now: datetime) -> str | None:
    if closed_at is None:
        return _("Dit overleg is nog niet afgesloten.")
    if now > closed_at + timedelta(days=WITHIN[Instrument(instrument)]):
        return _("Terugkijken op dit overleg kan niet meer.")
    return None


def why_not_look_back(instrument: str, closed_at: datetime | None, now: datetime, *, says_something: bool) -> str | None:
    return why_not_look_back_now(instrument, closed_at, now) or (None if says_something else why_nothing_said())


def why_nothing_said() -> str:
    return _("Kies een gezichtje, of schrijf iets op.")
