"""A sheet as a file of SPSS. Run apart (`python -m rondom.surveys.takeout.sav FILE`, the sheet as JSON on standard input).

What writes such a file loads a second long and weighs much; no page should carry that.
"""

import json
import sys
from typing import Any

import polars as pl
import pyreadstat

LABEL, VALUE_LABEL, TITLE = 256, 120, 64  # bytes that SPSS takes


def cut(text: str, most: int) -> str:
    """At the border of a letter: an é is two bytes."""
    return text.encode()[:most].decode(errors="ignore")


def write_sav(laid: dict[str, Any], path: str) -> None:
    """What each column is called, what its codes say, which are no answer, how it is measured; and the rows as they are."""
    variables = laid["variables"]
    missing: dict[float | int, str] = {int(code): cut(said, VALUE_LABEL) for code, said in laid["missing"].items()}
    answers = [each["name"] for each in variables if each["is_answer"]]
    said: dict[str, dict[float | int, str]] = {
        each["name"]: {int(code): cut(text, VALUE_LABEL) for code, text in each["values"].items()} for each in variables
    }
    frame = pl.DataFrame(laid["rows"], schema={each["name"]: pl.Int64 for each in variables}, orient="row")
    pyreadstat.write_sav(
        frame,
        path,
        file_label=cut(laid["title"], TITLE),
        column_labels={each["name"]: cut(each["label"], LABEL) for each in variables},
        variable_value_labels={name: texts | (missing if name in answers else {}) for name, texts in said.items()},
        missing_ranges={name: [{"lo": min(missing), "hi": max(missing)}] for name in answers},
        variable_measure={each["name"]: each["measure"] for each in variables},
        variable_format={each["name"]: "F8.0" for each in variables},
        note=[line for each in laid["notes"] for line in lines_of(each)],
    )


def lines_of(note: str) -> list[str]:
    """A note in lines of eighty bytes: SPSS takes no longer ones."""
    found = [""]
    for word in note.split():
        if len(f"{found[-1]} {word}".encode()) > 80:
            found.append("")
        found[-1] = cut(f"{found[-1]} {word}".strip(), 80)
    return found


if __name__ == "__main__":
    write_sav(json.load(sys.stdin), sys.argv[1])
