"""The codebook of a sheet in DDI Codebook 2.5, as archives read it. It holds what was asked and no answer."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from rondom.surveys.takeout.sheet import SCALE, Sheet, Variable

SPACE = "ddi:codebook:2_5"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# XML knows no way to write these, not even as a number.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def ddi_of(sheet: Sheet, *, language: str, began: str, ended: str, maker: str) -> bytes:
    """Study, file and variables. Days as 2026-11-30."""
    book = Element("codeBook", {"xmlns": SPACE, "version": "2.5", LANGUAGE: language})
    study = SubElement(book, "stdyDscr")
    citation = SubElement(study, "citation")
    text(SubElement(citation, "titlStmt"), "titl", sheet.title)
    text(SubElement(citation, "rspStmt"), "AuthEnty", maker)
    about = SubElement(study, "stdyInfo")
    text(about, "abstract", " ".join(sheet.notes))
    summary = SubElement(about, "sumDscr")
    SubElement(summary, "collDate", {"date": began, "event": "start"})
    SubElement(summary, "collDate", {"date": ended, "event": "end"})
    text(summary, "nation", "Nederland", abbr="NL")
    file = SubElement(SubElement(book, "fileDscr", {"ID": "F1"}), "fileTxt")
    text(SubElement(file, "dimensns"), "varQnty", str(len(sheet.variables)))
    described = SubElement(book, "dataDscr")
    for variable in sheet.variables:
        add_variable(described, variable, sheet)
    indent(book)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(book, encoding="utf-8")


def add_variable(described: Element, variable: Variable, sheet: Sheet) -> None:
    nature = "interval" if variable.measure == SCALE else variable.measure
    about = {"ID": f"V_{variable.name}", "name": variable.name, "files": "F1", "intrvl": "discrete", "nature": nature}
    var = SubElement(described, "var", about)
    text(var, "labl", variable.label)
    if variable.is_answer:
        text(SubElement(var, "qstn"), "qstnLit", variable.label)
    for code, said in variable.values.items():
        add_category(var, code, said)
    for code, said in sheet.missing.items() if variable.is_answer else ():
        add_category(var, code, said, missing="Y")
    SubElement(var, "varFormat", {"type": "numeric", "schema": "SPSS"})


def add_category(var: Element, code: int, said: str, **more: str) -> None:
    category = SubElement(var, "catgry", more)
    text(category, "catValu", str(code))
    text(category, "labl", said)


def text(parent: Element, name: str, said: str, **more: str) -> None:
    SubElement(parent, name, more).text = UNWRITABLE.sub("\ufffd", said)
