"""The few small things that every page is made of."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

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
