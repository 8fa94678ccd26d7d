"""A sheet of answers with its codebook, whatever file it becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# What is no answer, in the order in which a codebook names it. Each is above every answer that there is (twenty choices at most).
FEW, NOT_ASKED, PASSED_BY, UNSURE, LEFT_OPEN = 95, 96, 97, 98, 99
NO_ANSWER = (FEW, NOT_ASKED, PASSED_BY, UNSURE, LEFT_OPEN)
# In a spreadsheet these are letters, so that no mean counts them.
SIGNS = {FEW: "TW", NOT_ASKED: "NG", PASSED_BY: "NVT", UNSURE: "WN", LEFT_OPEN: "GA"}
NOMINAL, ORDINAL, SCALE = "nominal", "ordinal", "scale"


@dataclass(frozen=True)
class Variable:
    """One column: its name, what was asked, how it is measured, and what its codes say; answers or what they belong to."""

    name: str
    label: str
    measure: str
    values: Mapping[int, str] = field(default_factory=dict)
    is_answer: bool = True


@dataclass(frozen=True)
class Sheet:
    """Whole numbers in rows, a column for each variable; `notes` is what a reader must know to read it well."""

    title: str
    variables: Sequence[Variable]
    rows: Sequence[Sequence[int]]
    missing: Mapping[int, str]  # what each code of no answer says
    notes: Sequence[str] = ()

    def said(self, place: int, code: int) -> int | str:
        """A cell as a spreadsheet shows it: what it belongs to in words, an answer as its code, no answer as letters."""
        variable = self.variables[place]
        if not variable.is_answer:
            return variable.values.get(code, code)
        return SIGNS.get(code, code)
