"""A report on paper: contents, figures with what they show in words, tables, method and response. In Dutch, as it was made."""

from pathlib import Path

from django.utils import timezone, translation
from django.utils.formats import date_format

from rondom.base.paper import print_paper
from rondom.reports.figures import draw
from rondom.reports.models import RELEASED, Report
from rondom.reports.plain import SectionPlain, plain_of
from rondom.reports.wording import CONTENTS

TEMPLATE = Path(__file__).parent / "paper" / "report.typ"
# Wide tables get smaller columns for what is short.
WIDE = 5
NAMES = {"contents": CONTENTS, "figure": "Figuur"}


def report_pdf(report: Report) -> bytes:
    plain = plain_of(report.content)
    released = report.turn_rows.get(RELEASED)
    with translation.override("nl"):
        day = date_format(timezone.localtime(released.at).date(), "j F Y") if released else ""
    stands = f"Vrijgegeven op {day}, versie {report.number}." if released else f"Nog niet vrijgegeven, versie {report.number}."
    sections = [on_paper(nth, each) for nth, each in enumerate(plain.sections)]
    return print_paper(
        TEMPLATE, {"title": plain.title, "subtitle": plain.subtitle, "stands": stands, "sections": sections, **NAMES}
    )


def on_paper(nth: int, section: SectionPlain) -> dict[str, object]:
    return {
        "title": section.title,
        "level": section.level,
        "texts": [text for _key, text in section.texts],
        "is_list": section.is_list,
        "figures": [
            {"svg": draw(each.kind, each.drawn, f"f{nth}-{place}"), "alt": each.words, "caption": each.caption}
            for place, each in enumerate(section.figures)
        ],
        "tables": [
            {
                "title": each.title,
                "heads": list(each.heads),
                "rows": [list(row) for row in each.rows],
                "notes": list(each.notes),
                "is_wide": len(each.heads) > WIDE,
            }
            for each in section.tables
        ],
    }
