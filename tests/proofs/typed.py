"""A card of paper, as its line is sent when somebody types it over."""

from uuid import uuid4

from rondom.children.models import Child, Voice


def typed_body(child: Child) -> dict[str, str]:
    """A card of paper of the mother, typed over."""
    key, voice = uuid4(), Voice.objects.get(child=child, letter="M")
    typed = {"voice": voice.pk, "kind": "help", "date": "najaar 2021", "text": "Van papier", "face": "good"}
    return {"line": str(key), **{f"{key}-{name}": str(value) for name, value in typed.items()}}
