"""Drawing the many cards of a board from its template."""

from django import template

from rondom.timeline.drawing import boxes, tray

register = template.Library()
register.simple_tag(boxes, name="draw_boxes")
register.simple_tag(tray, name="draw_tray")
