"""Forgetting again after a restore, for who restores: `replay()` before anything opens."""

from rondom.retention.actions.replaying import Replayed, is_behind, replay

__all__ = ["Replayed", "is_behind", "replay"]
