"""The parts of a board in its template: drawn once, for the page and for who has it open."""

from django import template
from django.utils.safestring import SafeString

from rondom.base.parts import Parts
from rondom.timeline.live import LEGEND

register = template.Library()


@register.filter
def part(parts: Parts, name: str) -> SafeString:
    """What lies in one lane, or the whole list."""
    return parts.html[name]


@register.filter
def legend(parts: Parts) -> SafeString:
    return parts.html[LEGEND]
