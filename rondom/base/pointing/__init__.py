"""Finds in a Dutch text what could point to somebody. It marks too much rather than too little; a person settles each mark."""

from rondom.base.pointing.checker import Known, Mark, marks_in
from rondom.base.pointing.kinds import Kind
from rondom.base.pointing.lists import region_of
from rondom.base.pointing.settling import REST, Asked, Settled, choices_of, settle

__all__ = ["REST", "Asked", "Kind", "Known", "Mark", "Settled", "choices_of", "marks_in", "region_of", "settle"]
