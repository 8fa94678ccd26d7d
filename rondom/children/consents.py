"""A question for consent in the words of who reads it, and how it stands. The words are kept with each answer."""

from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from rondom.children.dossier import Dossier
from rondom.children.models import ConsentAsked, ConsentLine, Purpose, Role


@dataclass(frozen=True)
class Question:
    """What stands on the screen: a heading and short sentences; together they are the text that is kept."""

    heading: str
    lines: tuple[str, ...]
    why: str
    until: str
    no: str
    both: str

    @property
    def text(self) -> str:
        return "\n".join((self.heading, *self.lines, self.why, self.until, self.no, self.both))


def lines_of(asked: ConsentAsked) -> list[ConsentLine]:
    return list(asked.lines.select_related("source", "reader", "reader_place__person").order_by("kind", "pk"))


def question_for(dossier: Dossier, asked: ConsentAsked) -> Question:
    lines = lines_of(asked)
    name = dossier.child.first_name
    is_child = dossier.role == Role.CHILD
    names = list(dict.fromkeys(reader_name(line) for line in lines))
    heading = (
        _("Mag %(reader)s meelezen?") % {"reader": names[0]}
        if len(names) == 1
        else _("Mogen %(first)s en %(second)s van elkaar lezen?") % {"first": names[0], "second": names[1]}
    )
    about = _("jou") if is_child else name
    return Question(
        heading=heading,
        lines=tuple(
            _("%(reader)s leest dan wat %(source)s over %(child)s schrijft.")
            % {"reader": reader_name(line), "source": line.source.name, "child": about}
            for line in lines
        ),
        why=_("Waarom: %(purpose)s.") % {"purpose": Purpose(asked.purpose).label},
        until=until_words(asked.until, is_child=is_child),
        no=no_words(name, is_child=is_child),
        both="" if is_child else _("Alle ouders die beslissen moeten ja zeggen."),
    )


def reader_name(line: ConsentLine) -> str:
    if line.reader is not None:
        return line.reader.name
    assert line.reader_place is not None
    return line.reader_place.person.name


def until_words(until: date, *, is_child: bool) -> str:
    day = formats.date_format(until, "j F Y")
    if is_child:
        return _("Het stopt vanzelf op %(day)s. Je kunt altijd eerder stoppen.") % {"day": day}
    return _("Het stopt vanzelf op %(day)s. U kunt altijd eerder stoppen, zonder reden.") % {"day": day}


def no_words(name: str, *, is_child: bool) -> str:
    if is_child:
        return _("Zeg je nee? Dan helpt de school je gewoon verder.")
    return _("Zegt u nee? Dan helpt de school %(name)s gewoon verder.") % {"name": name}


def consent_text(dossier: Dossier, asked: ConsentAsked) -> str:
    return question_for(dossier, asked).text


