"""Dutch words in the order of Arabic or Turkish, put in that of Dutch.

Arabic says 'summer the last', 'the group third' and 'when was his age three'; Turkish puts what is before in Dutch
behind: '2019 from since', 'three years before', 'group 3 until'.
"""

import re
from collections.abc import Callable

MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
MONTH, SEASON = rf"(?:{MONTHS})", r"(?:lente|zomervakantie|zomer|herfst|winter)"
NUM, UNIT = r"(?:\d{1,3}(?:,5)?|half|een paar)", r"(?:jaar|maanden|maand|weken|week|dagen|dag)"
ORDINALS = "eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde"
NTH = rf"(?:{ORDINALS})"
HIS = r"(?:zijn|haar|mijn)"
BEHIND = " sinds| voor| na| tot| toen| tijdens| tussen| ongeveer| misschien"
# Who somebody may be: any word that is not one of these.
NAME = (
    r"(?:mijn )?(?!(?:in|op|van|vanaf|tot|en|of|sinds|voor|na|toen|tijdens|tussen|ongeveer|misschien|was|werd|zijn|haar|mijn|dit"
    r"|vorige?|leeftijd|een|paar|half|eerste|al|nog|dat|begin|midden|eind)\b)[^\W\d_]+"
)
AGE = (
    rf"\b(?:(?:toen|en) )?(?:(?:was|werd|hij|ze) )*(?:({NAME}) )?(?:(?:was|werd|in|op) )*(?:{HIS} )?"
    rf"leeftijd (?:van )?(?:({NAME}) )?(ongeveer )?(?:({NUM})(?: ({UNIT}))?|(jaar|maand|week))\b"
)
Said = str | Callable[[re.Match[str]], str]


def as_digit(found: re.Match[str]) -> str:
    return f"{found[1]}{ORDINALS.split('|').index(found[2]) + 1}"


def month_by_number(found: re.Match[str]) -> str:
    return MONTHS.split("|")[int(found[1]) - 1]


def how_old(found: re.Match[str]) -> str:
    before, who, about, unit = found[1], found[2] or found[3] or "hij", found[4] or "", found[6] or found[7] or "jaar"
    return f"{before}toen {who} {about}{found[5] or 1} {unit} was"


def ago(found: re.Match[str]) -> str:
    about = "ongeveer " if found[1] or found[2] or found[5] else ""
    return f"{about}{found[3] or 1} {found[4]} geleden"


def beside(found: re.Match[str]) -> str:
    """'na scheiding in jaar' is a year after it."""
    return f"{found[3] or 1} {found[4]} {found[1]} {found[2]}"


# Each row: the words of which one must be there, to be quick; what is looked for; what it becomes.
Row = tuple[str, str, Said]
AMOUNTS: tuple[Row, ...] = (
    ("en half", rf"\b(\d+) ({UNIT}) en half\b", r"\1,5 \2"),
    ("en half", r"\b(jaar|maand|week) en half\b", r"1,5 \1"),
    ("en half", r"\b(\d+) en half\b", r"\1,5"),
    ("geboorte|jaar", r"\b(?:geboorte|jaar) dag\b", "verjaardag"),
    ("vakantie", r"\b(?:zomer vakantie|vakantie zomer)\b", "zomervakantie"),
    ("school", r"\b(?:school jaar|jaar school)\b", "schooljaar"),
    ("half eerste|half tweede", r"\bhalf (eerste|tweede) (?:van )?", r"\1 helft van "),
    ("رحم", r"\bverhuizing (\w+ )?tot (?=رحم)", r"overlijden \1"),  # moved to the mercy of God
)
CALENDAR: tuple[Row, ...] = (
    (" vorige| dit| volgend", rf"\b({UNIT}|{MONTH}|{SEASON}|schooljaar) (vorige|dit|volgend)\b", r"\2 \1"),
    ("vorige ", r"\bvorige (jaar|schooljaar)\b", r"vorig \1"),
    ("dit ", r"\bdit (week|maand)\b", r"deze \1"),
    ("jaar ", r"\bjaar (?=\d{4}\b)", ""),
    (" jaar", r"\b(\d{4}) jaar\b", r"\1"),
    (" schooljaar", r"\b(\d{4} ?[-/] ?\d{2,4}) schooljaar\b", r"schooljaar \1"),
    ("maand", rf"\bmaand (?={MONTH}\b)", ""),
    ("maand", rf"\b({MONTH}) maand\b", r"\1"),
    ("maand", r"(?<!\d )\bmaand (1[0-2]|[1-9])\b(?! (?:jaar|maand|week|dag))", month_by_number),
    (MONTHS, rf"\b({MONTH})(?: ?/ ?| )\1\b", r"\1"),
    ("dag ", r"\bdag (?=\d|\w+dag\b)", ""),
    ("dag", rf"\b(\d{{1,2}} {MONTH}(?: \d{{4}})?) \w+dag$", r"\1"),
    ("19|20", rf"\b(\d{{4}}) ({MONTH}|{SEASON})\b(?! \d)", r"\2 \1"),
    ("in ", rf"\bin (?=(?:\w+dag )?\d{{1,2}}(?:[-/.]| (?:van )?{MONTH}))", "op "),
    ("eerste ", rf"\beerste (?={MONTH}\b|\d{{4}}\b|groep\b)", "begin "),
    (
        " begin| eind| midden",
        rf"\b((?:{MONTH} |{SEASON} )?\d{{4}}|{MONTH}|{SEASON}|(?:vorig|dit) jaar) (begin|eind|midden)\b",
        r"\2 \1",
    ),
    ("jaar ", rf"\b(jaar) ({NTH})\b", r"\2 \1"),
)
GROUPS: tuple[Row, ...] = (
    ("groep ", rf"(\bgroep )({NTH})\b", as_digit),
    ("groep ", rf"(\bgroep \d (?:en|of|tot) (?:groep )?)({NTH})\b", as_digit),
    (" groep", r"\b(\d)\.? ?(en|of|-) ?(\d)\. groep\b", r"groep \1 \2 \3"),
    (" groep", r"\b(\d)\. groep\b", r"groep \1"),
    ("groep ", r"\b(groep \d) (begin|eind|midden)\b", r"\2 \1"),
    ("verhuizing ", r"\bverhuizing (?:tot|naar) (?=groep \d)", "overgang naar "),
    ("verhuizing ", r"\bverhuizing van (groep \d) tot (?=groep \d)", r"van \1 naar "),
    ("verhuizing ", r"\bverhuizing (?=(?:tot|naar|van) (?:nieuw )?school\b)", "overstap "),
    ("in groep", r"(?:\btoen |^)was (?=in groep)", "toen hij was "),
    ("in groep", rf"(?:\btoen |^)was ({NAME}) (?=in groep)", r"toen \1 was "),
    ("groep ", rf"^({NAME}) (groep \d)$", r"toen \1 in \2 zat"),
)
AGES: tuple[Row, ...] = (
    ("verjaardag", rf"\b(?:in |op )?({HIS}) verjaardag ({NTH})\b", r"op \1 \2 verjaardag"),
    ("verjaardag", r"\b(\d+)\. ?verjaardag\b", r"zijn \1e verjaardag"),
    ("leeftijd", rf"\b(?:(?:toen|was|werd|hij|ze) )*(?:in |op )?({NTH}) van ({HIS}) leeftijd\b", r"op \2 \1"),
    ("leeftijd", rf"\b(?:(?:toen|was|hij|ze) )*(?:in |op )?(?:{HIS} )?leeftijd ({NTH})\b", r"op zijn \1"),
    ("werd", rf"\b(?:toen )?werd ({NTH})$", r"op zijn \1"),
    ("عند", rf"\bعند(?:ه|و|ها) (?={NUM}\b)", "leeftijd "),  # 'he had three years'
    ("werd", rf"\b(?:toen )?werd (?={NUM} {UNIT}\b)", "leeftijd "),
    ("leeftijd", rf"^(?!tussen |van )((?:.*? )??){AGE}", how_old),
    (" oud", rf"\b({NAME}) ({NUM}) ({UNIT}) oud\b", r"toen \1 \2 \3 was"),
    ("baby", r"^(?:(?:toen|was|hij|ze) )+baby$", "als baby"),
    ("toen ziekte", r"\btoen (?=ziekte\b)", "toen hij "),
)
RELATIONS: tuple[Row, ...] = (
    ("tot nu|tot vandaag", rf"^(?:sinds|van) ({NUM} {UNIT}) tot (?:nu|vandaag)$", r"al \1"),
    (" lang", rf"^({NUM} {UNIT}) lang$", r"al \1"),
    ("tot nu|tot vandaag", r"^sinds (.+) tot (?:nu|vandaag)$", r"sinds \1"),
    ("dit sinds", r"\bdit sinds$", "sinds"),
    ("voor|sinds|van", rf"^(ongeveer )?(?:voor|sinds|van) (ongeveer )?(?:({NUM}) )?({UNIT})( ongeveer)?$", ago),
    ("na |voor ", rf"^(na|voor) (.+) (?:in|met) (?:({NUM}) )?({UNIT})$", beside),
    ("na |voor ", rf"^(na|voor)() (?:({NUM}) )?({UNIT}) van (.+)$", lambda found: f"{beside(found)}{found[5]}"),
    (" na| voor", rf"^({UNIT}) (na|voor) ", r"1 \1 \2 "),
    (" na| voor", rf"^(.+) vanaf ({NUM}) ({UNIT}) (na|voor)$", r"\2 \3 \4 \1"),
    (" voor", rf"^((?:ongeveer )?{NUM} {UNIT})(?: tot)? voor$", r"\1 geleden"),
    (" tot", r"^(.+) vanaf (.+) tot$", r"van \1 tot \2"),
    (" tussen", r"^(?!.* en )(.+) tussen$", r"\1"),
    (BEHIND, rf"^(.+?)(?: vanaf)? ({BEHIND.replace(' ', '')})$", r"\2 \1"),
    (" vanaf", r"^(?!van )(.+) vanaf (.+)$", r"van \1 tot \2"),
    (" vanaf", r"^(.+) vanaf$", r"vanaf \1"),
    ("in ongeveer", r"^in ongeveer ", "ongeveer in "),
    ("ongeveer van", r"^ongeveer van (?=.+ tot )", "ongeveer "),
)
ORDER = [
    (tuple(need.split("|")), re.compile(pattern), said)
    for need, pattern, said in (*AMOUNTS, *CALENDAR, *GROUPS, *AGES, *RELATIONS)
]


def in_order(text: str) -> str:
    """A mark at the end stays there: 'summer the last?' is as unsure as 'last summer?'."""
    text = " ".join(text.split())
    words = text.rstrip(" .,;:!?")
    mark = "?" if "?" in text[len(words) :] else ""
    for need, pattern, said in ORDER:
        if any(word in words for word in need):
            words = pattern.sub(said, words)
    return words + mark
