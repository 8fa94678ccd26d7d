"""The few small things that every page is made of."""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from rondom.base.terms import EXPLAINED, words_on

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture from our own set, beside a word that says the same."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#icon-{}"/></svg>', name)


@register.simple_tag
def face(name: str) -> SafeString:
    return format_html('<svg class="face face--{0}" aria-hidden="true"><use href="#face-{0}"/></svg>', name)


@register.filter
def at(mapping: dict[str, int], key: str) -> int:
    """The value under a key, zero where there is none: the number of a voice's colour."""
    return mapping.get(key, 0)


@register.filter
def soft(name: str) -> str:
    """A long Dutch compound with a place where it may break; many browsers know no Dutch hyphenation."""
    return name.replace("gebeurtenissen", "\u00adgebeurtenissen")


@register.simple_tag
def explained(word: str) -> SafeString:
    """A word of the field as a button: who taps it reads what it means. Works without script, by keyboard and aloud."""
    shown, meaning = EXPLAINED[word]
    # Beside the button in the page, so that a reader of the screen hears it next, and an old browser shows it as text.
    return format_html(
        '<span class="explained"><button class="explained__word" type="button" popovertarget="uitleg-{0}">{1}</button>'
        '<span class="explained__meaning" id="uitleg-{0}" popover role="note"><strong>{1}</strong> {2}</span></span>',
        word.replace(" ", "-"),
        shown,
        meaning,
    )


class ExplainingNode(template.Node):
    """A page, and after it each word of the field that it says and that was not explained in it yet."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        page = self.nodelist.render(context)
        found = words_on(page, get_language() or "nl")
        context["words_to_explain"] = [word for word in found if f'id="uitleg-{word.replace(" ", "-")}"' not in page]
        return page


@register.tag
def explaining(parser: Parser, token: Token) -> Any:
    nodelist = parser.parse(("endexplaining",))
    parser.delete_first_token()
    return ExplainingNode(nodelist)
